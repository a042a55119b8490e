internal import Engine
internal import TestSupport
internal import Testing

/// Who may see what: the one table of permissions.
@Suite struct ViewerTests {
    let company = SampleCompany()

    @Test func `waiting sessions are for the team, for who watches it and for administrators`()
        throws
    {
        var scene = Scene()
        let session = try scene.write()
        #expect(seers(of: session) == ["Ana", "Bruno", "Sofia", "Admin"])
    }

    @Test func `a session in service is for its agent and for who watches`() throws {
        var scene = Scene()
        let session = try scene.serve(by: scene.company.ana)
        #expect(seers(of: session) == ["Ana", "Sofia", "Admin"])
        // Bruno may learn who has it, Carla not even that it exists.
        #expect(Viewer(company.bruno).mayKnow(session))
        #expect(!Viewer(company.carla).mayKnow(session))
    }

    @Test func `a session stays its agent's when it is in a team that is not theirs`() throws {
        var scene = Scene()
        let session = try scene.write()
        let target = TransferTarget.agent(company.carla.id, team: company.support.id)
        try scene.play(.transfer(session.id, to: target), by: company.ana)
        let kept = try scene.session(session.id)
        #expect(seers(of: kept) == ["Carla", "Admin"])
    }

    @Test func `closed sessions are for all of the team, and nobody acts on them`() throws {
        var scene = Scene()
        let session = try scene.serve(by: scene.company.ana)
        try scene.play(.close(session.id), by: scene.company.ana)
        let closed = try #require(scene.books.closed[session.id])
        #expect(seers(of: closed) == ["Ana", "Bruno", "Sofia", "Admin"])
        #expect(!everyone.contains { Viewer($0).mayServe(closed) })
    }

    @Test func `a supervisor's teams are the watched and the own ones`() {
        var sofia = company.sofia
        sofia.teams = [company.support.id]
        #expect(Viewer(sofia).teams == .only([company.sales.id, company.support.id]))
        sofia.scope = .all
        #expect(Viewer(sofia).teams == .all)
        sofia.role = .agent
        #expect(Viewer(sofia).teams == .only([company.support.id]))
    }

    @Test(
        arguments: [
            (Role.agent, false, false), (.supervisor, true, false), (.manager, true, false),
            (.administrator, true, true),
        ] as [(Role, Bool, Bool)]
    )
    func `each role may more than those before`(role: Role, watches: Bool, configures: Bool) {
        let viewer = Viewer(Agent(id: ID(1), email: "x@example.com", name: "X", role: role))
        #expect(viewer.supervises == watches)
        #expect(viewer.readsReports == watches)
        #expect(viewer.administers == configures)
    }

    private var everyone: [Agent] {
        [company.ana, company.bruno, company.carla, company.sofia, company.admin]
    }

    private func seers(of session: Session) -> [String] {
        everyone.filter { Viewer($0).maySee(session) }.map(\.name)
    }
}
