internal import Engine
internal import TestSupport
internal import Testing

/// Who sees which closed sessions.
@Suite struct HistoryVisibilityTests {
    /// Closed sessions: one that Ana served, one that Bruno served, one of Carla's team.
    private struct Past {
        var scene = Scene()
        var names: [ID<Session>: String] = [:]

        init() throws {
            let company = scene.company
            for (agent, name, phone) in [
                (company.ana, "Ana's", "5511999990001"),
                (company.bruno, "Bruno's", "5511999990002"),
            ] {
                let session = try scene.serve(by: agent, from: phone)
                try scene.play(.close(session.id), by: agent)
                names[session.id] = name
            }
            let session = try scene.write(from: "5511999990003")
            let support = TransferTarget.team(company.support.id)
            try scene.play(.transfer(session.id, to: support), by: company.ana)
            try scene.play(.start(session.id), by: company.carla)
            try scene.play(.close(session.id), by: company.carla)
            names[session.id] = "Carla's"
        }

        func seen(by agent: Agent) -> [String] {
            let viewer = scene.viewer(agent)
            return scene.books.closed.values.filter { viewer.maySee($0) }
                .compactMap { names[$0.id] }.sorted()
        }
    }

    @Test(
        arguments: [
            (.none, []), (.currentSession, ["Ana's"]), (.team, ["Ana's", "Bruno's"]),
            (.all, ["Ana's", "Bruno's", "Carla's"]),
        ] as [(HistoryVisibility, [String])]
    )
    func `a team says what its agents see, and an agent's own setting goes before it`(
        visibility: HistoryVisibility,
        names: [String]
    ) throws {
        var past = try Past()
        let company = past.scene.company
        try past.scene.rule(company.sales) { $0.historyVisibility = visibility }
        #expect(past.seen(by: company.ana) == names)
        for other in HistoryVisibility.allCases {
            try past.scene.rule(company.sales) { $0.historyVisibility = other }
            var ana = company.ana
            ana.historyVisibility = visibility
            try past.scene.configure(.agent(ana))
            #expect(past.seen(by: ana) == names)
        }
    }

    @Test func `of several teams each adds what it shows`() throws {
        var past = try Past()
        let company = past.scene.company
        var ana = company.ana
        ana.teams = [company.sales.id, company.support.id]
        try past.scene.configure(.agent(ana))
        func seen(
            _ sales: HistoryVisibility,
            _ support: HistoryVisibility
        ) throws -> [String] {
            try past.scene.rule(company.sales) { $0.historyVisibility = sales }
            try past.scene.rule(company.support) { $0.historyVisibility = support }
            return past.seen(by: ana)
        }
        #expect(try seen(.team, .team) == ["Ana's", "Bruno's", "Carla's"])
        #expect(try seen(.team, .none) == ["Ana's", "Bruno's"])
        #expect(try seen(.none, .team) == ["Ana's", "Carla's"])
        #expect(try seen(.none, .currentSession) == ["Ana's"])
        #expect(try seen(.none, .all) == ["Ana's", "Bruno's", "Carla's"])
        #expect(try seen(.none, .none) == [])
    }

    @Test func `who watches sees what their teams closed, and never more`() throws {
        var past = try Past()
        var sofia = past.scene.company.sofia
        #expect(past.seen(by: sofia) == ["Ana's", "Bruno's"])
        sofia.historyVisibility = .all
        try past.scene.configure(.agent(sofia))
        #expect(past.seen(by: sofia) == ["Ana's", "Bruno's"])
        sofia.historyVisibility = HistoryVisibility.none
        try past.scene.configure(.agent(sofia))
        #expect(past.seen(by: sofia).isEmpty)
        let admin = past.scene.company.admin
        #expect(past.seen(by: admin) == ["Ana's", "Bruno's", "Carla's"])
    }

    @Test func `a session that no team ever had is for who sees all`() throws {
        var past = try Past()
        var teamless = try #require(past.scene.books.closed.values.first)
        (teamless.team, teamless.agent) = (nil, nil)
        let company = past.scene.company
        #expect(!past.scene.viewer(company.ana).maySee(teamless))
        #expect(!past.scene.viewer(company.sofia).maySee(teamless))
        #expect(past.scene.viewer(company.admin).maySee(teamless))
        try past.scene.rule(company.sales) { $0.historyVisibility = .all }
        #expect(past.scene.viewer(company.ana).maySee(teamless))
    }

    /// Readers in SQL use these three; they say what `maySee` says.
    @Test(arguments: HistoryVisibility.allCases)
    func `what readers cut by says what the viewer says`(visibility: HistoryVisibility) throws {
        var past = try Past()
        let company = past.scene.company
        try past.scene.rule(company.sales) { $0.historyVisibility = visibility }
        for agent in [company.ana, company.bruno, company.carla, company.sofia, company.admin] {
            let viewer = past.scene.viewer(agent)
            for session in past.scene.books.closed.values {
                let isOwn = session.agent == agent.id && viewer.seesOwnClosed
                let isOfTeam = session.team.map(viewer.historyTeams.contains)
                let isSeen = isOwn || isOfTeam ?? viewer.seesTeamless
                #expect(viewer.maySee(session) == isSeen)
            }
        }
    }

    @Test(arguments: HistoryVisibility.allCases)
    func `from a session one goes back to those before it as far as the history reaches`(
        visibility: HistoryVisibility
    ) throws {
        var past = try Past()
        let company = past.scene.company
        try past.scene.rule(company.sales) { $0.historyVisibility = visibility }
        let session = try past.scene.write(from: "5511999990001")
        let viewer = past.scene.viewer(company.ana)
        let goesBack = visibility == .team || visibility == .all
        #expect(past.scene.floor.maySeeHistory(from: session, viewer) == goesBack)
        #expect(!past.scene.floor.maySeeHistory(from: session, past.scene.viewer(company.carla)))
    }
}
