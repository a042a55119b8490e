import Engine
import Operations
import PluginHost
import TestSupport
import Testing

@Suite struct TemplateSyncTests {
    private func news(
        _ name: String,
        _ body: String = "Olá, {{1}}!",
        state: TemplateNews.State = .approved
    ) -> TemplateNews {
        TemplateNews(
            id: name,
            name: name,
            language: "pt_BR",
            state: state,
            category: "MARKETING",
            components: """
                [{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"\(body)"},
                 {"type":"FOOTER","text":"Loja"},
                 {"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Sim"},
                  {"type":"URL","text":"Ver","url":"https://loja.example/{{1}}"},
                  {"type":"COPY_CODE","text":"Copiar"}]}]
                """
        )
    }

    private func template(_ name: String, _ room: ChannelRoom) async throws -> MessageTemplate {
        let found = await room.board.read { floor in
            floor.allTemplates.first { $0.name == name }
        }
        return try #require(found)
    }

    @Test func `a new channel has the templates of its provider, with all their parts`()
        async throws
    {
        let room = try await ChannelRoom()
        room.plugin.list([news("retomar")])
        try await room.add("vendas-1", number: "100")
        let template = try await template("retomar", room)
        #expect(template.body == "Olá, {{1}}!")
        #expect(template.category == .marketing)
        #expect(template.header == .media(.image))
        #expect(template.footer == "Loja")
        #expect(template.buttons.map(\.kind) == [.quickReply, .url, .code])
        #expect(template.buttons[1].value == "https://loja.example/{{1}}")
        #expect(template.state == .approved)
    }

    @Test func `what the provider changes follows, and what it lists no more is put away`()
        async throws
    {
        let room = try await ChannelRoom()
        room.plugin.list([news("um"), news("dois")])
        let channel = try await room.add("vendas-1", number: "100")
        let byHand = MessageTemplate(
            id: .new,
            channel: channel.id,
            name: "nosso",
            language: "pt_BR",
            body: "Oi"
        )
        _ = try await room.board.submit(.configure(.template(byHand)), by: .console)
        room.plugin.list([news("um", "Oi, {{1}}", state: .paused), news("novo")])
        let result = try await room.desk.syncTemplates(of: channel.id)
        #expect(result.added == 1)
        #expect(result.changed == 1)
        #expect(result.archived == 1)
        #expect(try await template("um", room).state == .paused)
        #expect(try await template("um", room).body == "Oi, {{1}}")
        #expect(try await template("dois", room).state == .archived)
        #expect(try await template("nosso", room).state == .approved)
        #expect(try await room.desk.syncTemplates(of: channel.id) == TemplateSync())
        room.plugin.list([news("um"), news("dois"), news("novo")])
        try await room.desk.syncTemplates(of: channel.id)
        #expect(try await template("dois", room).state == .approved)
    }

    @Test func `a template that an administrator put away stays away`() async throws {
        let room = try await ChannelRoom()
        room.plugin.list([news("um")])
        let channel = try await room.add("vendas-1", number: "100")
        var mine = try await template("um", room)
        mine.state = .archived
        _ = try await room.board.submit(.configure(.template(mine)), by: .console)
        try await room.desk.syncTemplates(of: channel.id)
        #expect(try await template("um", room).state == .archived)
        room.plugin.list([news("um", state: .disabled)])
        try await room.desk.syncTemplates(of: channel.id)
        #expect(try await template("um", room).state == .disabled)
    }

    @Test func `a webhook that tells a whole template makes it ours`() async throws {
        let room = try await ChannelRoom()
        try await room.add("vendas-1", number: "100")
        let event = ChannelEvent(
            key: "t1",
            kind: .template(news("contado")),
            time: room.clock.now.milliseconds
        )
        room.plugin.hear([event])
        #expect(await room.post("vendas-1").status == 200)
        #expect(try await template("contado", room).footer == "Loja")
    }
}
