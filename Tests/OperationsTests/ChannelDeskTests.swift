import Engine
import Foundation
import Operations
import PluginHost
import Store
import TestSupport
import Testing

@Suite struct ChannelDeskTests {
    @Test func `a message told twice is in the books once`() async throws {
        let room = try await ChannelRoom()
        try await room.add("vendas-1", number: "100")
        room.plugin.hear([room.message("m1"), room.message("m1"), room.message("m2")])
        #expect(await room.post("vendas-1").status == 200)
        #expect(await room.post("vendas-1").status == 200)
        let session = try #require(await room.sessions.first)
        let items = try await room.folder.library.timeline(of: session.id, before: nil, limit: 9)
        let messages = items.filter { if case .message = $0.entry { true } else { false } }
        #expect(messages.count == 2)
        #expect(session.contactName == "Maria")
    }

    @Test func `what is not signed is seen by nobody`() async throws {
        let room = try await ChannelRoom()
        try await room.add("vendas-1", number: "100")
        room.plugin.hear([room.message("m1")])
        #expect(await room.post("vendas-1", signature: "outro").status == 401)
        #expect(room.plugin.webhooks == 0)
        #expect(await room.sessions.isEmpty)
        #expect(await room.post("nenhum").status == 404)
    }

    @Test func `an event goes to the channel that has its account`() async throws {
        let room = try await ChannelRoom()
        try await room.add("vendas-1", number: "100")
        let second = try await room.add("vendas-2", number: "200")
        room.plugin.hear([
            room.message("m1", account: "200"), room.message("m2", account: "300"),
        ])
        #expect(await room.post("vendas-1").status == 200)
        #expect(await room.sessions.map(\.channel) == [second.id])
    }

    @Test(arguments: [PluginFailure.Class.internal, .busy, .transient])
    func `a plugin that cannot take it makes the provider come again`(
        failure: PluginFailure.Class
    ) async throws {
        let room = try await ChannelRoom()
        try await room.add("vendas-1", number: "100")
        room.plugin.fail(PluginFailure(failure, "não agora"))
        let answer = await room.post("vendas-1")
        #expect(answer.status == 503)
        #expect(answer.headers.contains { $0.name == "retry-after" })
    }

    @Test func `a channel that is switched off makes the provider come again`() async throws {
        let room = try await ChannelRoom()
        var channel = try await room.add("vendas-1", number: "100")
        channel.isActive = false
        try await room.desk.set(channel)
        room.plugin.hear([room.message("m1")])
        #expect(await room.post("vendas-1").status == 503)
        channel.isActive = true
        try await room.desk.set(channel)
        #expect(await room.post("vendas-1").status == 200)
        #expect(await room.sessions.count == 1)
    }

    @Test func `typing passes and leaves nothing behind`() async throws {
        let room = try await ChannelRoom()
        let channel = try await room.add("vendas-1", number: "100")
        let signals = await room.desk.signals()
        let now = room.clock.now.milliseconds
        let push = VisitorPush(conversation: "551", name: "message", json: "{}")
        room.plugin.hear(
            [ChannelEvent(key: "t1", kind: .typing, time: now, conversation: "551")],
            pushes: [push]
        )
        #expect(await room.post("vendas-1").status == 200)
        var heard: [ChannelSignal] = []
        for await signal in signals {
            heard.append(signal)
            if heard.count == 2 { break }
        }
        #expect(
            heard == [
                .typing(channel: channel.id, address: "551"), .push(channel: channel.id, push),
            ]
        )
        #expect(await room.sessions.isEmpty)
    }

    @Test func `what a plugin declares is written to the channel`() async throws {
        let room = try await ChannelRoom()
        var traits = ChannelTraits()
        traits.window = 86_400
        traits.resume = .template
        traits.features = [.templates, .webhook]
        room.plugin.declare(traits)
        let channel = try await room.add("vendas-1", number: "100")
        #expect(channel.capabilities.windowSeconds == 86_400)
        #expect(channel.capabilities.resume == .template)
        #expect(channel.capabilities.hasTemplates)
        #expect(channel.account == "100")
    }

    @Test func `a channel that cannot be opened is not added`() async throws {
        let room = try await ChannelRoom()
        let team = try #require(await room.board.read { $0.team(slug: "vendas")?.id })
        let draft = Channel(id: .new, slug: "x", name: "x", plugin: "whatsapp", team: team)
        await #expect(throws: PluginFailure.self) {
            try await room.desk.add(draft, configuration: #"{"appSecret":"s"}"#)
        }
        #expect(await room.board.read { $0.channel(slug: "x") } == nil)
    }

    @Test func `a plugin that is down leaves the message untried and the channel alone`()
        async throws
    {
        let room = try await ChannelRoom()
        let channel = try await room.add("vendas-1", number: "100")
        room.plugin.hear([room.message("m1")])
        #expect(await room.post("vendas-1").status == 200)
        let session = try #require(await room.sessions.first)
        let command = Command.send(session.id, Content(kind: .text, text: "Olá!"))
        let events = try await room.board.submit(command, by: .console)
        let message = events.lazy.compactMap { record -> ID<Message>? in
            if case .messageAdded(let message, _) = record.event { message.id } else { nil }
        }.first
        let error = ProviderError(code: "190", text: "token")
        room.plugin.answer(
            SendResult(.retry(after: 300_000, error), credentialsRefused: true, wasTried: false)
        )
        #expect(await room.desk.closedChannels().isEmpty)
        let outcome = await room.desk.send(try #require(message))
        #expect(outcome == .notTried(DeliveryError(code: "190", text: "token")))
        #expect(await room.desk.closedChannels() == [channel.id])
        room.clock.advance(seconds: 301)
        #expect(await room.desk.closedChannels().isEmpty)
    }

    @Test func `a message that says until when we may answer moves the window`() async throws {
        let room = try await ChannelRoom()
        var traits = ChannelTraits()
        traits.window = 3_600
        traits.resume = .human
        traits.humanWindow = 604_800
        room.plugin.declare(traits)
        try await room.add("vendas-1", number: "100")
        var event = room.message("m1")
        let until = room.clock.now.adding(seconds: 7_200)
        event.window = ChannelWindow(until: until.milliseconds)
        room.plugin.hear([event])
        #expect(await room.post("vendas-1").status == 200)
        #expect(await room.post("vendas-1").status == 200)
        let session = try #require(await room.sessions.first)
        #expect(session.windowEndsAt == until)
    }

    @Test func `what a machine wrote opens nothing`() async throws {
        let room = try await ChannelRoom()
        try await room.add("vendas-1", number: "100")
        var event = room.message("m1")
        event.isAutomatic = true
        room.plugin.hear([event])
        #expect(await room.post("vendas-1").status == 200)
        #expect(await room.sessions.isEmpty)
    }

    @Test func `secrets stand apart from the configuration`() async throws {
        let room = try await ChannelRoom()
        let channel = try await room.add("vendas-1", number: "100")
        let stored = try await room.folder.channelSettings.configuration(of: channel.id)
        let settings = try #require(stored)
        #expect(!settings.json.contains("segredo"))
        #expect(settings.secrets == ["appSecret": "segredo"])
        try await room.desk.set(channel, configuration: #"{"appSecret":"novo"}"#)
        room.plugin.hear([])
        #expect(await room.post("vendas-1", signature: "segredo").status == 401)
        #expect(await room.post("vendas-1", signature: "novo").status == 200)
    }

    @Test func `an answer goes out with all that the provider needs`() async throws {
        let room = try await ChannelRoom()
        try await room.add("vendas-1", number: "100")
        room.plugin.hear([room.message("m1")])
        #expect(await room.post("vendas-1").status == 200)
        let session = try #require(await room.sessions.first)
        let command = Command.send(session.id, Content(kind: .text, text: "Olá!"))
        let events = try await room.board.submit(command, by: .console)
        let message = events.lazy.compactMap { record -> ID<Message>? in
            if case .messageAdded(let message, _) = record.event { message.id } else { nil }
        }.first
        let id = try #require(message)
        #expect(await room.desk.send(id) == .accepted(providerID: "out-1"))
        let sent = try #require(room.plugin.sent.first)
        #expect(sent.conversation == "5511900000001")
        #expect(sent.idempotencyKey == id.description)
        #expect(sent.protocolNumber == session.protocolNumber.description)
        #expect(sent.identities == [ChannelIdentity(kind: .phone, value: "+5511900000001")])
        #expect(sent.text == "Olá!")
        let error = ProviderError(code: "131047", text: "janela encerrada")
        room.plugin.answer(SendResult(.windowClosed(error)))
        let closed = DeliveryError(code: "131047", text: "janela encerrada")
        #expect(await room.desk.send(id) == .windowClosed(closed))
    }
}
