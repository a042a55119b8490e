internal import Engine
internal import TestSupport
internal import Testing

@Suite struct ReceiveTests {
    @Test func `a first message opens a session that the flow hands to the channel's team`() throws
    {
        var scene = Scene()
        let session = try scene.write()
        let legs = try #require(scene.books.legs[session.id])
        #expect(session.phase == .waiting)
        #expect(session.team == scene.company.sales.id)
        #expect(session.waitingSince == scene.now)
        #expect(session.origin == .inbound)
        #expect(legs.map(\.phase) == [.selfService, .waiting])
        #expect(legs.map(\.start) == [.new, .flow])
        #expect(legs.first?.end == .handedToTeam)
        #expect(legs.first?.endedAt == legs.last?.startedAt)
    }

    @Test func `a further message goes into the open session`() throws {
        var scene = Scene()
        let first = try scene.write("Oi")
        let second = try scene.write("Tem alguém aí?")
        #expect(first.id == second.id)
        #expect(second.unread == 2)
        #expect(second.preview == "Tem alguém aí?")
        #expect(scene.floor.sessions.count == 1)
    }

    @Test func `a message after the close opens a new session with the next number`() throws {
        var scene = Scene()
        let first = try scene.serve()
        try scene.play(.close(first.id), by: scene.company.ana)
        let second = try scene.write()
        #expect(first.id != second.id)
        #expect(first.contact == second.contact)
        #expect(second.protocolNumber.sequence == first.protocolNumber.sequence + 1)
    }

    @Test func `the same event is taken once`() throws {
        var scene = Scene()
        let event = scene.inbound()
        try scene.play(.receive(event), by: .contact)
        #expect(scene.refusal(.receive(event), by: .contact) == .duplicate)
        #expect(scene.books.messages.count == 1)
    }

    @Test func `the same key on another channel is another event`() throws {
        var scene = Scene()
        var event = scene.inbound()
        try scene.play(.receive(event), by: .contact)
        event.channel = scene.company.webchat.id
        try scene.play(.receive(event), by: .contact)
        #expect(scene.floor.sessions.count == 2)
    }

    @Test func `an event of a channel that is switched off or gone is refused`() throws {
        var scene = Scene { $0.whatsapp.isActive = false }
        #expect(scene.refusal(.receive(scene.inbound()), by: .contact) == .channelInactive)
        var event = scene.inbound()
        event.channel = ID(999)
        #expect(scene.refusal(.receive(event), by: .contact) == .notFound(.channel))
    }

    @Test func `an agent cannot pretend to be a channel`() {
        var scene = Scene()
        let event = scene.inbound()
        #expect(scene.refusal(.receive(event), by: scene.company.admin) == .forbidden)
    }

    @Test func `a message without any address is refused`() {
        var scene = Scene()
        let event = Inbound(
            channel: scene.company.webchat.id,
            dedupeKey: "x",
            sentAt: scene.now,
            signal: .message(Content(kind: .text, text: "Oi"))
        )
        #expect(scene.refusal(.receive(event), by: .contact) == .empty)
    }

    @Test func `the window ends a day after the provider's time of the message`() throws {
        var scene = Scene()
        var event = scene.inbound()
        event.sentAt = scene.now.adding(seconds: -3_600)
        try scene.play(.receive(event), by: .contact)
        let session = try #require(scene.floor.sessions.values.first)
        #expect(session.windowEndsAt == scene.now.adding(seconds: 82_800))
        #expect(session.lastInboundAt == scene.now.adding(seconds: -3_600))
    }

    @Test func `a message that comes late does not move the window back`() throws {
        var scene = Scene()
        let session = try scene.write()
        var late = scene.inbound()
        late.sentAt = scene.now.adding(seconds: -7_200)
        try scene.play(.receive(late), by: .contact)
        #expect(try scene.session(session.id).windowEndsAt == session.windowEndsAt)
        #expect(try scene.session(session.id).lastInboundAt == session.lastInboundAt)
    }

    @Test func `a provider's clock that is ahead does not lengthen the window`() throws {
        var scene = Scene()
        var event = scene.inbound()
        event.sentAt = scene.now.adding(seconds: 86_400)
        try scene.play(.receive(event), by: .contact)
        let session = try #require(scene.floor.sessions.values.first)
        #expect(session.windowEndsAt == scene.now.adding(seconds: 86_400))
    }

    @Test func `the window survives the session`() throws {
        var scene = Scene()
        let first = try scene.serve()
        try scene.play(.close(first.id), by: scene.company.ana)
        scene.advance(600)
        let begin = scene.beginning(with: first.contact)
        try scene.play(begin, by: scene.company.ana)
        let second = try #require(scene.floor.sessions.values.first)
        #expect(second.origin == .outbound)
        #expect(second.windowEndsAt == first.windowEndsAt)
    }

    @Test func `a channel without a window never has one`() throws {
        var scene = Scene()
        let session = try scene.write(on: scene.company.webchat)
        #expect(session.windowEndsAt == nil)
        #expect(session.isWindowOpen(at: scene.now, on: scene.company.webchat))
    }

    @Test func `an echo is a message of ours in the open session`() throws {
        var scene = Scene()
        let session = try scene.write()
        let echo = scene.inbound(.echo(Content(kind: .text, text: "Do celular")))
        let message = try scene.added(try scene.play(.receive(echo), by: .contact))
        #expect(message.session == session.id)
        #expect(message.direction == .outbound)
        #expect(message.author == .elsewhere)
        #expect(try scene.session(session.id).unread == 1)
        #expect(try scene.session(session.id).windowEndsAt == session.windowEndsAt)
    }

    @Test func `an echo opens no session and is kept all the same`() throws {
        var scene = Scene()
        let echo = scene.inbound(.echo(Content(kind: .text, text: "Do celular")))
        let message = try scene.added(try scene.play(.receive(echo), by: .contact))
        #expect(message.session == nil)
        #expect(scene.floor.sessions.isEmpty)
        #expect(scene.books.contacts[message.contact] != nil)
    }

    @Test func `the echo of what we sent ourselves is no second message`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let message = try scene.say("Bom dia", in: session)
        try scene.deliver(message, .accepted(providerID: "out-1"))
        let echo = Inbound.Signal.echo(Content(kind: .text, text: "Bom dia"))
        try scene.play(.receive(scene.inbound(echo, about: "out-1")), by: .contact)
        #expect(scene.books.messages.count == 2)
    }

    @Test func `a notice is passed on`() throws {
        var scene = Scene()
        let notice = scene.inbound(.notice(kind: "account", text: "Verificada"))
        let events = try scene.play(.receive(notice), by: .contact)
        #expect(
            events.first
                == .noticeReceived(channel: notice.channel, kind: "account", text: "Verificada")
        )
    }

    @Test func `a provider's word changes a template, unless we put it away`() throws {
        var scene = Scene { $0.pending.state = .archived }
        let approved = MessageTemplate.State.approved
        let paused = MessageTemplate.State.paused
        let pause = Inbound.Signal.template(name: "saudacao", language: "pt_BR", paused, reason: "")
        try scene.play(.receive(scene.inbound(pause)), by: .contact)
        let approve = Inbound.Signal.template(name: "nova", language: "pt_BR", approved, reason: "")
        try scene.play(.receive(scene.inbound(approve)), by: .contact)
        #expect(scene.floor.template(scene.company.greeting.id)?.state == .paused)
        #expect(scene.floor.template(scene.company.pending.id)?.state == .archived)
    }
}
