import Engine
import Operations
import PluginHost
import Store
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct HoldingTests {
    @Test(arguments: [PluginFailure.Class.crashed, .paused, .disabled, .timeout])
    func `what a plugin that is down cannot hear waits for it, in order`(
        failure: PluginFailure.Class
    ) async throws {
        let room = try await ChannelRoom()
        let channel = try await room.add("vendas-1", number: "100")
        room.plugin.fail(PluginFailure(failure, "caiu"))
        #expect(await room.post("vendas-1", "m1").status == 200)
        // The plugin is well again, and what came later still goes behind what waits.
        room.readBodies()
        for id in ["m2", "m3"] { #expect(await room.post("vendas-1", id).status == 200) }
        #expect(await room.sessions.isEmpty)
        #expect(await room.desk.connection(of: channel.id).heldRequests == 3)
        try await room.replaying {
            try await room.until { try await room.texts.count == 3 }
        }
        #expect(try await room.texts == ["m1", "m2", "m3"])
        #expect(try await room.folder.held.waiting().isEmpty)
        // With nothing left, what comes is heard at once.
        #expect(await room.post("vendas-1", "m4").status == 200)
        #expect(try await room.texts == ["m1", "m2", "m3", "m4"])
        #expect(await room.desk.connection(of: channel.id).isWorking)
    }

    @Test func `what waits was not kept with what shows who sent it`() async throws {
        let room = try await ChannelRoom()
        let channel = try await room.add("vendas-1", number: "100")
        room.plugin.fail(PluginFailure(.paused, "parado"))
        #expect(await room.post("vendas-1", "m1").status == 200)
        let input = try #require(try await room.folder.held.next(for: channel.id))
        #expect(input.request.headers == [.init(name: "x-trace", value: "1")])
        #expect(input.request.body == Array("m1".utf8))
        #expect(input.receivedAt == room.clock.now)
    }

    @Test func `nothing waits that was not signed, and no handshake`() async throws {
        let room = try await ChannelRoom()
        let channel = try await room.add("vendas-1", number: "100")
        room.plugin.fail(PluginFailure(.paused, "parado"))
        #expect(await room.post("vendas-1", signature: "outro").status == 401)
        #expect(await room.post("vendas-1", method: "GET").status == 503)
        #expect(try await room.folder.held.next(for: channel.id) == nil)
    }

    @Test func `a channel whose plugin is not there takes what is signed, until it is back`()
        async throws
    {
        let room = try await ChannelRoom()
        let channel = try await room.add("vendas-1", number: "100")
        room.readBodies()
        room.plugin.go(missing: true)
        await room.desk.refresh(channel.id)
        #expect(await room.post("vendas-1", "m1").status == 200)
        #expect(await room.post("vendas-1", "m2", signature: "outro").status == 401)
        let connection = await room.desk.connection(of: channel.id)
        #expect(connection.reason == "no plugin brings the channel whatsapp")
        #expect(connection.heldRequests == 1)
        #expect(await room.desk.closedChannels() == [channel.id])
        room.plugin.go(missing: false)
        try await room.replaying {
            try await room.until { try await room.texts == ["m1"] }
        }
        #expect(await room.desk.connection(of: channel.id).isWorking)
    }

    @Test func `past the limits the provider is asked to come again`() async throws {
        var limits = HoldLimits()
        limits.perChannel = 2
        let room = try await ChannelRoom(limits: limits)
        try await room.add("vendas-1", number: "100")
        try await room.add("vendas-2", number: "200")
        room.plugin.fail(PluginFailure(.paused, "parado"))
        for id in ["m1", "m2"] { #expect(await room.post("vendas-1", id).status == 200) }
        let refused = await room.post("vendas-1", "m3")
        #expect(refused.status == 503)
        #expect(refused.headers.contains { $0.name == "retry-after" })
        #expect(await room.post("vendas-2", "m1").status == 200)
    }

    @Test func `bytes and the disk have limits too`() async throws {
        var small = HoldLimits()
        small.bytesPerChannel = 20
        let room = try await ChannelRoom(limits: small)
        try await room.add("vendas-1", number: "100")
        room.plugin.fail(PluginFailure(.paused, "parado"))
        #expect(await room.post("vendas-1", String(repeating: "x", count: 10)).status == 200)
        #expect(await room.post("vendas-1", String(repeating: "x", count: 10)).status == 503)
        var full = HoldLimits()
        full.freeBytes = .max
        let other = try await ChannelRoom(limits: full)
        try await other.add("vendas-1", number: "100")
        other.plugin.fail(PluginFailure(.paused, "parado"))
        #expect(await other.post("vendas-1").status == 503)
    }

    @Test func `an input that ends the plugin twice is taken out of the way with its evidence`()
        async throws
    {
        let room = try await ChannelRoom()
        let channel = try await room.add("vendas-1", number: "100")
        room.readBodies(killedBy: "m1")
        for id in ["m1", "m2"] { #expect(await room.post("vendas-1", id).status == 200) }
        try await room.replaying {
            try await room.until { try await room.texts == ["m2"] }
        }
        let inputs = try await room.desk.quarantined(limit: 9)
        #expect(inputs.map(\.channel) == [channel.id])
        let id = try #require(inputs.first?.id)
        let input = try #require(try await room.desk.quarantined(id))
        #expect(input.request.body == Array("m1".utf8))
        #expect(input.deaths.map(\.signal) == [11, 11])
        #expect(input.deaths.map(\.function) == ["webhook", "webhook"])
        #expect(input.deaths.allSatisfy { $0.reason == "o processo terminou" })
        #expect(room.plugin.heard.filter { $0.body == Array("m1".utf8) }.count == 2)
        let connection = await room.desk.connection(of: channel.id)
        #expect(connection.isWorking && connection.quarantined == 1)
    }

    @Test func `a call beside the one that ended the plugin is not to blame`() async throws {
        let room = try await ChannelRoom()
        let channel = try await room.add("vendas-1", number: "100")
        var failure = PluginFailure(.crashed, "o processo terminou")
        failure.evidence = CrashEvidence(signal: 6, function: "send")
        room.plugin.fail(failure)
        #expect(await room.post("vendas-1", "m1").status == 200)
        let input = try #require(try await room.folder.held.next(for: channel.id))
        #expect(input.deaths.isEmpty)
        #expect(input.problem == "o processo terminou")
    }

    @Test func `what the plugin fails at again and again keeps nothing else waiting for ever`()
        async throws
    {
        let room = try await ChannelRoom()
        try await room.add("vendas-1", number: "100")
        room.plugin.fail(PluginFailure(.paused, "parado"))
        for id in ["m1", "m2"] { #expect(await room.post("vendas-1", id).status == 200) }
        room.plugin.read { request in
            guard request.body != Array("m1".utf8) else {
                throw PluginFailure(.internal, "não entendi")
            }
            return WebhookResult()
        }
        try await room.replaying {
            try await room.until { try await room.folder.held.waiting().isEmpty }
        }
        let input = try #require(try await room.desk.quarantined(limit: 9).first)
        #expect(input.failures == HoldLimits().failures)
        #expect(input.problem == "não entendi")
    }

    @Test func `what is tried again goes to the plugin, and what is dropped is gone`()
        async throws
    {
        let room = try await ChannelRoom()
        let channel = try await room.add("vendas-1", number: "100")
        room.readBodies(killedBy: "m1")
        #expect(await room.post("vendas-1", "m1").status == 200)
        try await room.replaying {
            try await room.until { try await !room.desk.quarantined(limit: 9).isEmpty }
            let first = try #require(try await room.desk.quarantined(limit: 9).first?.id)
            // Still deadly: it is back at once, with one more piece of evidence.
            #expect(try await room.desk.retryQuarantined(first, by: .console))
            try await room.until { try await room.desk.quarantined(first)?.deaths.count == 3 }
            room.readBodies(killedBy: "m2")
            #expect(try await room.desk.retryQuarantined(first, by: .console))
            try await room.until { try await room.texts == ["m1"] }
            #expect(try await !room.desk.retryQuarantined(first, by: .console))
            #expect(await room.post("vendas-1", "m2").status == 200)
            try await room.until { try await !room.desk.quarantined(limit: 9).isEmpty }
        }
        let second = try #require(try await room.desk.quarantined(limit: 9).first?.id)
        #expect(try await room.desk.dropQuarantined(second, by: .console))
        #expect(try await room.desk.quarantined(of: channel.id, limit: 9).isEmpty)
        #expect(try await room.texts == ["m1"])
    }

    @Test func `administrators are told of an outage that lasts, and of its end`() async throws {
        let room = try await ChannelRoom()
        try await room.add("vendas-1", number: "100")
        let notices = Record<String>()
        let events = room.board.subscribe()
        let watcher = Task {
            for await batch in events {
                for case .noticeReceived(_, let kind, _) in batch.map(\.event) { notices.add(kind) }
            }
        }
        room.plugin.fail(PluginFailure(.paused, "parado"))
        #expect(await room.post("vendas-1", "m1").status == 200)
        try await room.replaying {
            #expect(await notices.wait(for: 1) == ["plugin-down"])
            room.readBodies()
            #expect(await notices.wait(for: 2) == ["plugin-down", "plugin-back"])
            try await room.until { try await room.texts == ["m1"] }
        }
        watcher.cancel()
    }

    @Test func `a message that ends the plugin is unknown, and never goes again by itself`()
        async throws
    {
        let room = try await ChannelRoom()
        var traits = ChannelTraits()
        traits.features = [.idempotent]
        room.plugin.declare(traits)
        try await room.add("vendas-1", number: "100")
        room.readBodies()
        #expect(await room.post("vendas-1", "m1").status == 200)
        let session = try #require(await room.sessions.first)
        let ana = Agent(
            id: .new,
            email: "ana@teste",
            name: "Ana",
            teams: [try #require(session.team)]
        )
        _ = try await room.board.submit(.configure(.agent(ana)), by: .console)
        let agent = try #require(await room.board.read { $0.agent(email: "ana@teste")?.id })
        _ = try await room.board.submit(.start(session.id), by: .agent(agent))
        _ = try await room.board.submit(
            .send(session.id, Content(kind: .text, text: "Oi")),
            by: .agent(agent)
        )
        let message = try #require(
            await room.board.read { $0.dueMessages(at: room.clock.now, limit: 1).first?.message }
        )
        _ = try await room.board.submit(.beginSending(message), by: .system)
        room.plugin.answer(
            SendResult(
                .unknown(ProviderError(code: "", text: "")),
                failure: PluginFailure(.crashed, "o processo terminou")
            )
        )
        let outcome = await room.desk.send(message)
        _ = try await room.board.submit(.finishSending(message, outcome), by: .system)
        let stored = try await room.folder.library.message(message)
        #expect(stored?.message.delivery == .unknown)
        #expect(await room.board.read { $0.nextDueAt } == nil)
    }
}
