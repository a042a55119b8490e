import Foundation
import Testing

/// The user's rules on what waits: S1 to S9, each as it is written.
@Suite struct WaitingRuleTests {
    @Test(.timeLimit(.minutes(2)))
    func `S1 a session that enters an agent's queue is announced with an alert`() async throws {
        try await AttendanceScene.run { scene in
            let place = try await scene.place()
            try await scene.writes("oi")
            let feed = try await FeedListener.text(
                of: scene.ana,
                after: place,
                until: #""alert":true"#
            )
            #expect(feed.contains("Maria Souza"))
            // Who is of another team hears of it only when it comes to theirs.
            try await scene.writes("oi", as: "5511900000002", named: "Outra Pessoa")
            let id = try await first(scene)
            try await scene.act(scene.ana, id, "transfer", #"{"team": "suporte"}"#)
            let others = try await FeedListener.text(
                of: scene.carla,
                after: place,
                until: #""alert":true"#
            )
            #expect(others.contains("Maria Souza") && !others.contains("Outra Pessoa"))
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S2 a card says who waits, on which channel, for which team, since when`() async throws {
        try await AttendanceScene.run { scene in
            try await scene.writes("oi")
            let card = try await scene.session(scene.ana)
            #expect(card.contact.name.string == "Maria Souza")
            #expect(card.channel.name.string == "WhatsApp zap")
            #expect(card.team.name.string == "Vendas")
            #expect(card.waitingSince.string != nil)
            #expect(card.phase.string == "waiting")
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S3 the card offers what an administrator left enabled`() async throws {
        try await AttendanceScene.run { scene in
            try await scene.writes("oi")
            let all = Set(try await scene.session(scene.ana).may.strings)
            let menu: Set = ["conversation", "template", "history", "editContact", "transfer"]
            #expect(menu.isSubset(of: all))
            #expect(!all.contains("close") && !all.contains("tag"))
            try await scene.change("company", #"{"cardActions": ["conversation", "history"]}"#)
            let id = try await scene.id()
            let left = Set(try await scene.session(scene.ana).may.strings)
            #expect(left.intersection(menu) == ["conversation", "history"])
            let refused = try await scene.refusal(
                scene.ana,
                id,
                "transfer",
                #"{"team": "suporte"}"#
            )
            #expect(refused.code.string == "forbidden")
            try await scene.act(scene.ana, id, "start")
            let inService = Set(try await scene.session(scene.ana).may.strings)
            #expect(inService.isSuperset(of: ["transfer", "tag", "close"]))
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S4 the conversation can be read while it waits, and waits on`() async throws {
        try await AttendanceScene.run { scene in
            try await scene.writes("minha impressora parou")
            let id = try await scene.id()
            let texts = try await scene.timeline(id, scene.ana).compactMap(\.message.text.string)
            #expect(texts == ["minha impressora parou"])
            #expect(try await scene.session().phase.string == "waiting")
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S5 the approved templates of the number can be sent, and the session waits on`()
        async throws
    {
        try await AttendanceScene.run { scene in
            try await template(scene, "ola", "Olá {{1}}!", "approved")
            try await template(scene, "velho", "Oi", "paused")
            try await scene.writes("oi")
            let id = try await scene.id()
            let listed = try await scene.ana.all("/api/v1/sessions/\(id)/templates")
            #expect(listed.compactMap(\.name.string) == ["ola"])
            let since = try await scene.session().waitingSince
            let body = #"""
                {"template": {"name": "ola", "language": "pt_BR", "parameters": ["Maria"]}}
                """#
            try await scene.act(scene.ana, id, "messages", body)
            let after = try await scene.session()
            #expect(after.phase.string == "waiting" && after.waitingSince == since)
            let sent = try await until("the template is sent") {
                scene.premises.provider.taken.first
            }
            #expect(sent.body.contains("\"template\""))
            let refused = try await scene.refusal(
                scene.ana,
                id,
                "messages",
                #"{"template": {"name": "velho", "language": "pt_BR"}}"#
            )
            #expect(refused.code.string == "template-not-sendable")
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S6 the history is the team's own or all, as the permission says, and filtered`()
        async throws
    {
        try await AttendanceScene.run { scene in
            try await scene.writes("primeira compra")
            let id = try await scene.id()
            let tag = try await scene.add("tags", #"{"slug": "venda", "name": "Venda"}"#)
            #expect(tag.slug.string == "venda")
            try await scene.act(scene.ana, id, "start")
            try await scene.act(scene.ana, id, "tags", #"{"tag": "venda"}"#)
            try await scene.act(scene.ana, id, "close")
            #expect(try await found(scene.bruno, "") == [id])
            #expect(try await found(scene.carla, "").isEmpty)
            for filter in [
                "tag=venda", "team=vendas", "channel=zap", "agent=ana@teste", "q=compra",
            ] {
                #expect(try await found(scene.bruno, filter) == [id], "\(filter)")
            }
            #expect(try await found(scene.bruno, "team=suporte").isEmpty)
            let number = try await scene.admin.get("/api/v1/sessions/\(id)").json.protocol.string
            #expect(try await found(scene.bruno, "protocol=\(number ?? "")") == [id])
            try await scene.change("teams/suporte", #"{"rules": {"historyVisibility": "all"}}"#)
            #expect(try await found(scene.carla, "") == [id])
            try await scene.change("users/carla@teste", #"{"historyVisibility": "none"}"#)
            #expect(try await found(scene.carla, "").isEmpty)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S7 a waiting contact can be edited, the name first of all`() async throws {
        try await AttendanceScene.run { scene in
            try await scene.writes("oi")
            let contact = try await scene.session().contact.id.string ?? ""
            let type = ["Content-Type": "application/json"]
            let answer = try await scene.ana.call(
                "PATCH",
                "/api/v1/contacts/\(contact)",
                Data(#"{"name": "Maria da Silva"}"#.utf8),
                headers: type
            )
            #expect(answer.status == 200)
            #expect(try await scene.session().contact.name.string == "Maria da Silva")
            // The provider's profile no longer replaces what a person wrote.
            try await scene.writes("de novo", named: "mariazinha")
            #expect(try await scene.session().contact.name.string == "Maria da Silva")
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S8 a waiting session is transferred to a team or an agent without being opened`()
        async throws
    {
        try await AttendanceScene.run { scene in
            try await scene.writes("oi")
            let id = try await scene.id()
            let since = try await scene.session().waitingSince
            try await scene.act(scene.ana, id, "transfer", #"{"team": "suporte"}"#)
            let moved = try await scene.session()
            #expect(moved.team.name.string == "Suporte" && moved.phase.string == "waiting")
            #expect(moved.waitingSince == since)
            try await scene.act(
                scene.carla,
                id,
                "transfer",
                #"{"agent": "bruno@teste", "team": "vendas"}"#
            )
            #expect(try await scene.session().reservedFor.name.string == "Bruno")
            #expect(try await scene.refusal(scene.ana, id, "start").code.string == "session-taken")
            try await scene.act(scene.bruno, id, "start")
            #expect(try await scene.session().agent.name.string == "Bruno")
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S9 of two agents who click at once exactly one gets it, the other learns who`()
        async throws
    {
        try await AttendanceScene.run { scene in
            try await scene.writes("oi")
            let id = try await scene.id()
            let number = try await scene.session().protocol
            let path = "/api/v1/sessions/\(id)/start"
            async let one = scene.ana.post(path)
            async let other = scene.bruno.post(path)
            let answers = try await [one, other]
            #expect(answers.map(\.status).sorted() == [200, 409])
            let session = try await scene.session()
            #expect(session.phase.string == "inService" && session.protocol == number)
            let loser = try #require(answers.first { $0.status == 409 })
            #expect(loser.json.code.string == "session-taken")
            #expect(loser.json.agent.name == session.agent.name)
        }
    }

    private func first(_ scene: AttendanceScene) async throws -> String {
        let open = try await scene.admin.all("/api/v1/sessions")
        let maria = open.first { $0.contact.name.string == "Maria Souza" }
        return maria?.id.string ?? ""
    }

    private func template(
        _ scene: AttendanceScene,
        _ name: String,
        _ body: String,
        _ state: String
    ) async throws {
        try await scene.add(
            "templates",
            """
            {"channel": "zap", "name": "\(name)", "language": "pt_BR", "body": "\(body)",
             "state": "\(state)"}
            """
        )
    }

    /// The sessions that someone finds, once the search knows them.
    private func found(_ caller: Caller, _ filter: String) async throws -> [String] {
        let path = "/api/v1/history?\(filter)"
        if filter.hasPrefix("q=") {
            try await until("the search finds") { try await !caller.all(path).isEmpty }
        }
        return try await caller.all(path).compactMap(\.id.string)
    }
}
