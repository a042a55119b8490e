internal import Engine
internal import TestSupport
internal import Testing

@Suite struct CannedMessageTests {
    private func canned(_ shortcut: String, _ text: String, _ teams: Team...) -> Configuration {
        .canned(
            CannedMessage(
                id: .new,
                shortcut: shortcut,
                title: shortcut,
                text: text,
                teams: teams.map(\.id)
            )
        )
    }

    @Test func `each has those for all and those of their teams, by shortcut`() throws {
        var scene = Scene()
        let company = scene.company
        try scene.configure(canned("preco", "…", company.sales))
        try scene.configure(canned("defeito", "…", company.support))
        try scene.configure(canned("oi", "…"))
        func shortcuts(_ agent: Agent) -> [String] {
            scene.floor.cannedMessages(for: scene.viewer(agent)).map(\.shortcut)
        }
        #expect(shortcuts(company.ana) == ["oi", "preco"])
        #expect(shortcuts(company.carla) == ["defeito", "oi"])
        #expect(shortcuts(company.sofia) == ["oi", "preco"])
        #expect(shortcuts(company.admin) == ["defeito", "oi", "preco"])
    }

    @Test func `a text is filled in for the contact and who writes it`() throws {
        var scene = Scene()
        try scene.configure(
            canned("oi", "Olá {{contact.firstName}}, sou {{agent.nickname}} da {{company.name}}.")
        )
        var ana = scene.company.ana
        ana.nickname = "Aninha"
        try scene.configure(.agent(ana))
        try scene.play(.receive(scene.inbound(named: "Maria Souza")), by: .contact)
        let session = try #require(scene.floor.sessions.values.first)
        let text = scene.floor.text(
            of: try #require(scene.floor.allCanned.first),
            in: session,
            by: ana,
            at: scene.now
        )
        #expect(text == "Olá Maria, sou Aninha da Empresa.")
    }

    @Test func `a shortcut is one message's, and the text can be said`() throws {
        var scene = Scene()
        try scene.rule { $0.wordFilter = WordFilter(blocked: ["idiota"]) }
        try scene.configure(canned("oi", "Olá"))
        let refusals: [(Configuration, Refusal)] = [
            (canned("oi", "Outra"), .badSlug("oi")), (canned("Oi!", "a"), .badSlug("Oi!")),
            (canned("a", " "), .empty), (canned("a", "{{contact.age}}"), .invalid("text")),
            (canned("a", "seu idiota"), .wordBlocked("idiota")),
            (canned("a", String(repeating: "a", count: 4_097)), .tooLong(maximum: 4_096)),
            (canned("a", "b", Team(id: ID(99), slug: "x", name: "X")), .notFound(.team)),
        ]
        for (configuration, refusal) in refusals {
            #expect(scene.refusal(.configure(configuration), by: .console) == refusal)
        }
    }
}
