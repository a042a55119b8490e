internal import Engine
internal import TestSupport
internal import Testing

/// Who is there, and who only seems to be.
@Suite struct PresenceTests {
    private func connect(_ scene: inout Scene, _ agent: Agent, _ isOpen: Bool) throws {
        try scene.play(.connection(agent.id, isOpen: isOpen), by: .system)
    }

    private func presence(_ scene: Scene, _ agent: Agent) -> Presence? {
        scene.floor.presences[agent.id]?.presence
    }

    @Test func `closing the browser does not change presence`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        try scene.play(.setPresence(ana.id, .available), by: ana)
        try connect(&scene, ana, true)
        try connect(&scene, ana, false)
        try scene.pass(86_400, tickingEvery: 100)
        #expect(presence(scene, ana) == .available)
        #expect(scene.floor.disconnected(ana.id) != nil)
    }

    @Test func `with a keep-alive who has no screen is offline after its time`() throws {
        var scene = Scene { $0.rules.keepAliveSeconds = 600 }
        let ana = scene.company.ana
        try scene.play(.setPresence(ana.id, .available), by: ana)
        try connect(&scene, ana, true)
        try scene.pass(3_600)
        #expect(presence(scene, ana) == .available)
        #expect(scene.floor.disconnected(ana.id) == nil)
        let kept = try scene.write()
        try scene.play(.transfer(kept.id, to: .agent(ana.id, team: nil)), by: scene.company.sofia)
        try connect(&scene, ana, false)
        try scene.pass(590, tickingEvery: 59)
        #expect(presence(scene, ana) == .available)
        try scene.pass(10)
        #expect(presence(scene, ana) == .offline)
        #expect(try scene.session(kept.id).reservedFor == nil)
    }

    @Test func `one of several screens is enough`() throws {
        var scene = Scene { $0.rules.keepAliveSeconds = 600 }
        let ana = scene.company.ana
        try scene.play(.setPresence(ana.id, .available), by: ana)
        for isOpen in [true, true, false] { try connect(&scene, ana, isOpen) }
        try scene.pass(3_600)
        #expect(presence(scene, ana) == .available)
    }

    @Test func `who comes back in time stays`() throws {
        var scene = Scene { $0.rules.keepAliveSeconds = 600 }
        let ana = scene.company.ana
        try scene.play(.setPresence(ana.id, .available), by: ana)
        try connect(&scene, ana, true)
        for _ in 0..<5 {
            try connect(&scene, ana, false)
            try scene.pass(590)
            try connect(&scene, ana, true)
            try scene.pass(10)
        }
        #expect(presence(scene, ana) == .available)
    }

    @Test func `a pause is nobody's absence`() throws {
        var scene = Scene { $0.rules.keepAliveSeconds = 600 }
        let ana = scene.company.ana
        try scene.play(.setPresence(ana.id, .paused(reason: "almoço")), by: ana)
        try scene.pass(3_600)
        #expect(presence(scene, ana) == .paused(reason: "almoço"))
    }

    @Test func `after a start nobody is known to be away until the time has passed`() throws {
        var scene = Scene { $0.rules.keepAliveSeconds = 600 }
        let ana = scene.company.ana
        try scene.play(.setPresence(ana.id, .available), by: ana)
        scene.advance(7_200)
        scene.restart()
        try scene.play(.tick, by: .system)
        try scene.pass(590)
        #expect(presence(scene, ana) == .available)
        try scene.pass(10)
        #expect(presence(scene, ana) == .offline)
    }

    @Test func `everyone at lunch, then the browsers close`() throws {
        var scene = Scene { company in
            company.rules.keepAliveSeconds = 300
            company.sales.rules.overflow.unavailable = company.support.id
        }
        let (ana, bruno) = (scene.company.ana, scene.company.bruno)
        for agent in [ana, bruno] {
            try scene.play(.setPresence(agent.id, .available), by: agent)
            try connect(&scene, agent, true)
        }
        let session = try scene.write()
        try scene.play(.setPresence(ana.id, .paused(reason: "almoço")), by: ana)
        try scene.pass(60)
        // Bruno forgets to pause and closes the lid.
        try connect(&scene, bruno, false)
        try scene.pass(350)
        #expect(try scene.session(session.id).team == scene.company.sales.id)
        try scene.pass(10)
        #expect(try scene.session(session.id).team == scene.company.support.id)
        #expect(try scene.session(session.id).overflow?.cause == .unavailable)
    }

    @Test func `people say nothing about connections`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        #expect(scene.refusal(.connection(ana.id, isOpen: true), by: ana) == .forbidden)
    }
}
