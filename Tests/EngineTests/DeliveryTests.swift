internal import Engine
internal import TestSupport
internal import Testing

@Suite struct DeliveryTests {
    @Test func `a message that the provider took leaves the outbox`() throws {
        var scene = Scene()
        let message = try scene.say("Oi", in: try scene.serve())
        try scene.play(.beginSending(message), by: .system)
        #expect(scene.floor.outbox[message]?.delivery == .sending)
        #expect(scene.floor.outbox[message]?.attempt == 1)
        let end = Command.finishSending(message, .accepted(providerID: "out-1"))
        try scene.play(end, by: .system)
        #expect(scene.floor.outbox.isEmpty)
        #expect(try scene.stored(message).message.providerID == "out-1")
        #expect(scene.refusal(.beginSending(message), by: .system) == .wrongDelivery(.accepted))
    }

    @Test func `nobody but the server hands messages over`() throws {
        var scene = Scene()
        let message = try scene.say("Oi", in: try scene.serve())
        for command in [Command.beginSending(message), .recover, .tick] {
            #expect(scene.refusal(command, by: scene.company.admin) == .forbidden)
        }
    }

    @Test func `messages of a conversation go one after the other`() throws {
        var scene = Scene()
        let session = try scene.serve(from: "5511000000001")
        let other = try scene.serve(from: "5511000000002")
        let first = try scene.say("1", in: session)
        let second = try scene.say("2", in: session)
        let apart = try scene.say("3", in: other)
        #expect(scene.due == [first, apart])
        #expect(scene.refusal(.beginSending(second), by: .system) == .wrongDelivery(.queued))
        try scene.play(.beginSending(first), by: .system)
        #expect(scene.due == [apart])
        try scene.play(
            .finishSending(first, .retry(afterSeconds: 30, Scene.trouble)),
            by: .system
        )
        #expect(scene.due == [apart])
        scene.advance(30)
        #expect(Set(scene.due) == [first, apart])
        try scene.deliver(first, .accepted(providerID: "a"))
        #expect(Set(scene.due) == [second, apart])
    }

    @Test func `a provider's trouble is tried again later and later, then given up`() throws {
        var scene = Scene()
        let message = try scene.say("Oi", in: try scene.serve())
        var pauses: [Int64] = []
        while scene.floor.outbox[message] != nil {
            try scene.deliver(message, .retry(afterSeconds: nil, Scene.trouble))
            guard let entry = scene.floor.outbox[message] else { break }
            let pause = entry.dueAt.since(scene.now)
            let nominal: Int64 = min(5_000 << Int64(entry.attempt - 1), 1_800_000)
            #expect(pause >= nominal * 4 / 5)
            #expect(pause <= nominal * 6 / 5)
            #expect(scene.refusal(.beginSending(message), by: .system) == .wrongDelivery(.queued))
            pauses.append(pause)
            scene.now = entry.dueAt
        }
        #expect(pauses.count == 9)
        #expect(try scene.stored(message).message.delivery == .failed)
        #expect(try scene.stored(message).error == Scene.trouble)
    }

    @Test func `what the provider refuses for good is not tried again`() throws {
        var scene = Scene()
        let message = try scene.say("Oi", in: try scene.serve())
        try scene.deliver(message, .failed(Scene.trouble))
        #expect(scene.floor.outbox.isEmpty)
        #expect(scene.floor.failedMessages[message] != nil)
        #expect(scene.due.isEmpty)
    }

    @Test func `a retry whose window ended is held, and goes when the contact writes`() throws {
        var scene = Scene()
        let session = try scene.serve()
        scene.advance(86_390)
        let message = try scene.say("Oi", in: session)
        try scene.deliver(message, .retry(afterSeconds: 60, Scene.trouble))
        scene.advance(60)
        try scene.play(.beginSending(message), by: .system)
        #expect(scene.floor.outbox[message]?.delivery == .held)
        #expect(scene.due.isEmpty)
        #expect(scene.refusal(.beginSending(message), by: .system) == .wrongDelivery(.held))
        _ = try scene.write("Voltei")
        #expect(scene.due == [message])
        try scene.deliver(message, .accepted(providerID: "out-1"))
    }

    @Test func `time alone holds a message whose window ended`() throws {
        var scene = Scene()
        let message = try scene.say("Oi", in: try scene.serve())
        #expect(try scene.play(.tick, by: .system).isEmpty)
        scene.advance(86_400)
        try scene.play(.tick, by: .system)
        #expect(scene.floor.outbox[message]?.delivery == .held)
        #expect(try scene.play(.tick, by: .system).isEmpty)
    }

    @Test func `a template passes messages that are held`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let held = try scene.say("Oi", in: session)
        scene.advance(90_000)
        try scene.play(.tick, by: .system)
        let send = Command.send(session.id, scene.template())
        let template = try scene.added(try scene.play(send, by: scene.company.ana)).id
        #expect(scene.due == [template])
        try scene.deliver(template, .accepted(providerID: "out-1"))
        #expect(scene.floor.outbox[held]?.delivery == .held)
    }

    @Test func `a provider that knows the window to be over is believed`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let message = try scene.say("Oi", in: session)
        try scene.deliver(message, .windowClosed(Scene.trouble))
        #expect(scene.floor.outbox[message]?.delivery == .held)
        let after = try scene.session(session.id)
        #expect(!after.isWindowOpen(at: scene.now, on: scene.company.whatsapp))
        scene.advance(1)
        _ = try scene.write("Voltei")
        #expect(scene.due == [message])
    }

    @Test func `what is held when the session is closed will not go`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let message = try scene.say("Oi", in: session)
        scene.advance(90_000)
        try scene.play(.tick, by: .system)
        try scene.play(.close(session.id), by: scene.company.ana)
        #expect(try scene.stored(message).message.delivery == .failed)
        _ = try scene.write("Voltei")
        #expect(scene.due.isEmpty)
    }

    @Test func `what was queued before the close still goes, while its window is open`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let first = try scene.say("Até logo", in: session)
        try scene.play(.close(session.id), by: scene.company.ana)
        try scene.deliver(first, .accepted(providerID: "out-1"))
        let next = try scene.serve()
        let second = try scene.say("Até logo", in: next)
        try scene.play(.close(next.id), by: scene.company.ana)
        scene.advance(90_000)
        try scene.play(.beginSending(second), by: .system)
        #expect(try scene.stored(second).message.delivery == .failed)
    }

    @Test func `a message whose fate is unknown is never sent again by itself`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let message = try scene.say("Oi", in: session)
        try scene.deliver(message, .unknown(Scene.trouble))
        #expect(try scene.stored(message).message.delivery == .unknown)
        #expect(scene.floor.outbox.isEmpty)
        try scene.play(.resend(message), by: scene.company.ana)
        #expect(scene.due == [message])
        let again = Command.resend(message)
        #expect(scene.refusal(again, by: scene.company.ana) == .wrongDelivery(.queued))
    }

    @Test func `a channel with idempotent sends repeats what is unknown`() throws {
        var scene = Scene()
        let session = try scene.serve(on: scene.company.webchat)
        let message = try scene.say("Oi", in: session)
        try scene.deliver(message, .unknown(Scene.trouble))
        #expect(scene.floor.outbox[message]?.delivery == .queued)
    }

    @Test func `after a crash nobody knows about messages under way`() throws {
        var scene = Scene()
        let risky = try scene.say("Oi", in: try scene.serve(from: "5511000000001"))
        let session = try scene.serve(from: "5511000000002", on: scene.company.webchat)
        let safe = try scene.say("Oi", in: session)
        try scene.play(.beginSending(risky), by: .system)
        try scene.play(.beginSending(safe), by: .system)
        try scene.play(.recover, by: .system)
        #expect(try scene.stored(risky).message.delivery == .unknown)
        #expect(try scene.stored(safe).message.delivery == .queued)
        #expect(scene.due == [safe])
        #expect(try scene.play(.recover, by: .system).isEmpty)
    }

    @Test func `a message is sent again only in its open session, by who may write there`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let message = try scene.say("Oi", in: session)
        try scene.deliver(message, .failed(Scene.trouble))
        let resend = Command.resend(message)
        #expect(scene.refusal(resend, by: scene.company.bruno) == .notFound(.message))
        scene.advance(90_000)
        let ana = scene.company.ana
        #expect(scene.refusal(resend, by: ana) == .windowClosed(.template))
        try scene.play(.close(session.id), by: ana)
        #expect(scene.refusal(resend, by: ana) == .wrongPhase(.closed))
    }

    @Test func `a message that is sent again waits for the one that is under way`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let first = try scene.say("1", in: session)
        try scene.deliver(first, .failed(Scene.trouble))
        let second = try scene.say("2", in: session)
        try scene.play(.beginSending(second), by: .system)
        try scene.play(.resend(first), by: scene.company.ana)
        #expect(scene.due.isEmpty)
        #expect(scene.refusal(.beginSending(first), by: .system) == .wrongDelivery(.queued))
        try scene.play(.finishSending(second, .accepted(providerID: "b")), by: .system)
        #expect(scene.due == [first])
    }

    @Test func `a failed template that is sent again is still a template`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let send = Command.send(session.id, scene.template())
        let message = try scene.added(try scene.play(send, by: scene.company.ana)).id
        try scene.deliver(message, .failed(Scene.trouble))
        scene.advance(90_000)
        try scene.play(.resend(message), by: scene.company.ana)
        try scene.deliver(message, .accepted(providerID: "out-1"))
        #expect(try scene.stored(message).message.delivery == .accepted)
    }

    @Test func `a channel that is switched off keeps its messages`() throws {
        var scene = Scene()
        let message = try scene.say("Oi", in: try scene.serve())
        var off = scene.company.whatsapp
        off.isActive = false
        try scene.play(.configure(.channel(off)), by: .console)
        #expect(scene.due.isEmpty)
        #expect(scene.floor.nextDueAt == nil)
        #expect(scene.refusal(.beginSending(message), by: .system) == .channelInactive)
        try scene.play(.configure(.channel(scene.company.whatsapp)), by: .console)
        #expect(scene.due == [message])
    }
}

extension Scene {
    /// The messages that may go now.
    fileprivate var due: [ID<Message>] {
        floor.dueMessages(at: now, limit: 100).map(\.message)
    }
}
