internal import Engine
internal import TestSupport
internal import Testing

@Suite struct FiguresTests {
    @Test func `a board counts the sessions that its viewer sees`() throws {
        var scene = Scene()
        _ = try scene.serve(by: scene.company.ana, from: "5511000000001")
        let moved = try scene.write(from: "5511000000002")
        let toSupport = TransferTarget.team(scene.company.support.id)
        try scene.play(.transfer(moved.id, to: toSupport), by: scene.company.ana)
        _ = try scene.write(from: "5511000000003", on: scene.company.webchat)
        let all = scene.figures(for: scene.company.admin)
        #expect((all.waiting, all.inService) == (2, 1))
        let sales = scene.figures(for: scene.company.sofia)
        #expect((sales.waiting, sales.inService) == (1, 1))
        // A colleague's session in service is not an agent's to see.
        let bruno = scene.figures(for: scene.company.bruno)
        #expect((bruno.waiting, bruno.inService) == (1, 0))
        let viewer = Viewer(scene.company.admin)
        let channel = scene.company.webchat.id
        let web = scene.floor.liveFigures(for: viewer, at: scene.now, channel: channel)
        #expect((web.waiting, web.inService) == (1, 0))
        let team = scene.company.support.id
        let support = scene.floor.liveFigures(for: viewer, at: scene.now, team: team)
        #expect((support.waiting, support.inService) == (1, 0))
    }

    @Test func `a wait counts from the contact's first message, through every queue`() throws {
        var scene = Scene()
        let start = scene.now
        let session = try scene.write()
        scene.advance(2_400)
        let toSupport = TransferTarget.team(scene.company.support.id)
        try scene.play(.transfer(session.id, to: toSupport), by: scene.company.ana)
        scene.advance(30)
        let figures = scene.figures(for: scene.company.admin)
        #expect(figures.oldestWaitingSince == start)
        #expect(scene.now.since(start) == 2_430_000)
    }

    @Test(arguments: [(240, 0, 0), (241, 1, 0), (300, 1, 0), (301, 1, 1)])
    func `a wait is at risk past four fifths of the target, and overdue past it`(
        seconds: Int64,
        atRisk: Int,
        overdue: Int
    ) throws {
        var scene = Scene()
        _ = try scene.write()
        scene.advance(seconds)
        let figures = scene.figures(for: scene.company.admin)
        #expect((figures.atRisk, figures.overdue) == (atRisk, overdue))
    }

    @Test func `agents are counted by how they are, with the places they have left`() throws {
        var scene = Scene()
        let (ana, bruno) = (scene.company.ana, scene.company.bruno)
        for agent in [ana, bruno] {
            try scene.play(.setPresence(agent.id, .available), by: agent)
        }
        _ = try scene.serve(by: ana, from: "5511000000001")
        var figures = scene.figures(for: scene.company.admin)
        #expect(figures.freeSlots == 1)
        #expect(figures.agentsAvailable == 2)
        let kept = try scene.write(from: "5511000000002")
        try scene.play(.transfer(kept.id, to: .agent(ana.id, team: nil)), by: bruno)
        try scene.play(.setPresence(bruno.id, .paused(reason: "almoço")), by: bruno)
        figures = scene.figures(for: scene.company.admin)
        #expect(figures.freeSlots == 0)
        #expect((figures.agentsBusy, figures.agentsPaused, figures.agentsOffline) == (1, 1, 1))
        #expect(scene.figures(for: scene.company.sofia).agentsOffline == 0)
    }

    @Test func `windows that end within the hour unanswered are shown, answered ones are not`()
        throws
    {
        var scene = Scene()
        let answered = try scene.serve(from: "5511000000001")
        _ = try scene.say("Oi", in: answered)
        let owed = try scene.serve(from: "5511000000002")
        let waiting = try scene.write(from: "5511000000003")
        scene.advance(82_799)
        #expect(scene.figures(for: scene.company.admin).windowsEnding == 0)
        scene.advance(1)
        #expect(scene.figures(for: scene.company.admin).windowsEnding == 2)
        let shown = scene.floor.exceptions(for: Viewer(scene.company.admin), at: scene.now)
        let ending = shown.filter { $0.kind == .windowEnding }
        #expect(ending.map(\.session) == [owed.id, waiting.id])
        // A window that is over ends no more.
        scene.advance(3_600)
        #expect(scene.figures(for: scene.company.admin).windowsEnding == 0)
    }

    @Test func `messages that failed today are shown, yesterday's are not`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let message = try scene.say("Oi", in: session)
        try scene.deliver(message, .failed(Scene.trouble))
        #expect(scene.figures(for: scene.company.sofia).messagesFailed == 1)
        scene.advance(82_800)
        // It was yesterday in São Paulo.
        #expect(scene.figures(for: scene.company.admin).messagesFailed == 0)
    }

    @Test func `the queue is listed with the longest wait first`() throws {
        var scene = Scene()
        let first = try scene.write(from: "5511000000001")
        scene.advance(10)
        let second = try scene.write(from: "5511000000002")
        scene.advance(10)
        let third = try scene.serve(by: scene.company.ana, from: "5511000000003")
        let viewer = Viewer(scene.company.bruno)
        #expect(scene.floor.waiting(for: viewer).map(\.id) == [first.id, second.id])
        #expect(scene.floor.inService(by: scene.company.ana.id).map(\.id) == [third.id])
        #expect(scene.floor.inService(for: viewer).isEmpty)
        let sofia = Viewer(scene.company.sofia)
        #expect(scene.floor.inService(for: sofia).map(\.id) == [third.id])
        let names = scene.floor.attendance(for: sofia).map(\.agent.name)
        #expect(names == ["Ana", "Bruno"])
    }

    @Test func `a contact whom we called waits in no wait figure`() throws {
        var scene = Scene()
        let first = try scene.serve()
        try scene.play(.close(first.id), by: scene.company.ana)
        let begin = scene.beginning(with: first.contact)
        let message = try scene.added(try scene.play(begin, by: scene.company.ana))
        let id = try #require(message.session)
        let move = Command.transfer(id, to: .team(scene.company.support.id))
        try scene.play(move, by: scene.company.ana)
        scene.advance(3_600)
        let figures = scene.figures(for: scene.company.admin)
        #expect((figures.waiting, figures.overdue) == (1, 0))
        #expect(figures.oldestWaitingSince == nil)
    }
}

extension Scene {
    /// What a person's board shows now.
    fileprivate func figures(for agent: Agent) -> LiveFigures {
        floor.liveFigures(for: Viewer(agent), at: now)
    }
}
