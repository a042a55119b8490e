import Engine
import Operations
import PluginHost
import TestSupport
import Testing

@Suite struct OutboundMenuTests {
    private func room(_ traits: ChannelTraits) async throws -> (ChannelRoom, Session) {
        let room = try await ChannelRoom()
        room.plugin.declare(traits)
        try await room.add("vendas-1", number: "100")
        room.plugin.hear([room.message("m1")])
        #expect(await room.post("vendas-1").status == 200)
        return (room, try #require(await room.sessions.first))
    }

    private func traits(buttons: UInt32, list: UInt32) -> ChannelTraits {
        var traits = ChannelTraits()
        traits.features = [.templates, .webhook]
        if buttons > 0 { traits.features.insert(.buttons) }
        if list > 0 { traits.features.insert(.lists) }
        traits.maximumButtons = buttons
        traits.maximumButtonTitle = 20
        traits.maximumListOptions = list
        return traits
    }

    /// Hands a menu that a flow left in the books to the channel, and gives what the plugin got.
    private func sent(_ count: Int, traits: ChannelTraits) async throws -> OutboundMessage {
        let (room, session) = try await room(traits)
        let options = (1...count).map { Content.Option(id: "o\($0)", title: "Opção \($0)") }
        let message = try await menu(options, in: session, of: room)
        #expect(await room.desk.send(message) == .accepted(providerID: "out-1"))
        return try #require(room.plugin.sent.first)
    }

    /// Makes a flow of one menu, lets a contact meet it, and finds what it said.
    private func menu(
        _ options: [Content.Option],
        in session: Session,
        of room: ChannelRoom
    ) async throws -> ID<Message> {
        let blocks: [String: FlowBlock] = [
            "menu": .menu(
                FlowMenu(
                    text: "Escolha:",
                    options: options.map {
                        FlowMenu.Option(id: $0.id, label: $0.title, next: "equipe")
                    }
                )
            ), "equipe": .team(FlowHandOver()),
        ]
        let draft = Flow(
            id: .new,
            slug: "menu",
            name: "Menu",
            draft: FlowDefinition(start: "menu", blocks: blocks)
        )
        _ = try await room.board.submit(.configure(.flow(draft)), by: .console)
        let flow = try #require(await room.board.read { $0.flow(slug: "menu")?.id })
        _ = try await room.board.submit(.publishFlow(flow), by: .console)
        var channel = try #require(await room.board.read { $0.channel(session.channel) })
        channel.flow = flow
        _ = try await room.board.submit(.configure(.channel(channel)), by: .console)
        let inbound = Inbound(
            channel: channel.id,
            dedupeKey: "in-2",
            sentAt: room.clock.now,
            identities: [ContactIdentity(kind: .phone, value: "5511900000009")],
            address: "5511900000009",
            providerID: "in-2",
            signal: .message(Content(kind: .text, text: "Oi"))
        )
        let events = try await room.board.submit(.receive(inbound), by: .contact)
        let said = events.lazy.compactMap { record -> ID<Message>? in
            guard case .messageAdded(let message, _) = record.event,
                message.direction == .outbound
            else { return nil }
            return message.id
        }.first
        return try #require(said)
    }

    @Test func `a few options are buttons`() async throws {
        let message = try await sent(3, traits: traits(buttons: 3, list: 10))
        let options = try #require(message.options)
        #expect(options.kind == .buttons)
        #expect(options.options.map(\.id) == ["o1", "o2", "o3"])
        #expect(message.text == "Escolha:")
        #expect(message.author == .flow)
    }

    @Test func `more options are a list`() async throws {
        let message = try await sent(5, traits: traits(buttons: 3, list: 10))
        #expect(message.options?.kind == .list)
        #expect(message.options?.options.count == 5)
    }

    @Test func `where the channel has neither, numbers stand in the words`() async throws {
        let message = try await sent(3, traits: traits(buttons: 0, list: 0))
        #expect(message.options == nil)
        #expect(message.text.contains("1. Opção 1"))
        #expect(message.text.contains("3. Opção 3"))
    }

    @Test func `what a plugin declares of buttons and windows is written to the channel`()
        async throws
    {
        var declared = traits(buttons: 3, list: 10)
        declared.resume = .human
        declared.window = 86_400
        declared.humanWindow = 604_800
        declared.maximumAttachments = 2
        declared.rhythm = .deferred
        let (room, session) = try await room(declared)
        let channel = try #require(await room.board.read { $0.channel(session.channel) })
        #expect(channel.capabilities.maximumButtons == 3)
        #expect(channel.capabilities.maximumButtonTitle == 20)
        #expect(channel.capabilities.maximumListOptions == 10)
        #expect(channel.capabilities.humanWindowSeconds == 604_800)
        #expect(channel.capabilities.maximumAttachments == 2)
        #expect(channel.capabilities.rhythm == .deferred)
    }

    @Test func `a template goes out with the parameters of header, body and buttons`() async throws
    {
        let (room, session) = try await room(traits(buttons: 3, list: 10))
        let template = MessageTemplate(
            id: .new,
            channel: session.channel,
            name: "aviso",
            language: "pt_BR",
            body: "Olá, {{1}}",
            header: .text("Pedido {{1}}"),
            buttons: [
                .init(kind: .quickReply, title: "Sim"),
                .init(kind: .url, title: "Ver", value: "https://loja.example/{{1}}"),
            ]
        )
        _ = try await room.board.submit(.configure(.template(template)), by: .console)
        let use = Content.TemplateUse(
            name: "aviso",
            language: "pt_BR",
            parameters: ["Ana"],
            header: ["410"],
            buttons: [1: "x7"]
        )
        let content = Content(kind: .template, template: use)
        let events = try await room.board.submit(.send(session.id, content), by: .console)
        let said = events.lazy.compactMap { record -> ID<Message>? in
            if case .messageAdded(let message, _) = record.event { message.id } else { nil }
        }.first
        _ = await room.desk.send(try #require(said))
        let sent = try #require(room.plugin.sent.first?.template)
        let arguments = sent.arguments.map { "\($0.place) \($0.index) \($0.value)" }
        #expect(
            arguments == [
                "header 0 text(\"410\")", "body 0 text(\"Ana\")", "button 1 url(\"x7\")",
            ]
        )
    }

    @Test func `a template's named parameters go with their names`() async throws {
        let (room, session) = try await room(traits(buttons: 3, list: 10))
        let template = MessageTemplate(
            id: .new,
            channel: session.channel,
            name: "aviso",
            language: "pt_BR",
            body: "Olá, {{nome}}: {{pedido}}, {{nome}}"
        )
        _ = try await room.board.submit(.configure(.template(template)), by: .console)
        let use = Content.TemplateUse(
            name: "aviso",
            language: "pt_BR",
            parameters: ["Ana", "410"]
        )
        let content = Content(kind: .template, template: use)
        let events = try await room.board.submit(.send(session.id, content), by: .console)
        let said = events.lazy.compactMap { record -> ID<Message>? in
            if case .messageAdded(let message, _) = record.event { message.id } else { nil }
        }.first
        _ = await room.desk.send(try #require(said))
        let sent = try #require(room.plugin.sent.first?.template)
        let arguments = sent.arguments.map { "\($0.index) \($0.name) \($0.value)" }
        #expect(arguments == ["0 nome text(\"Ana\")", "1 pedido text(\"410\")"])
    }
}
