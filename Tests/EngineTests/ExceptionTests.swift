import Engine
import TestSupport
import Testing

/// What a supervisor should look at now.
@Suite struct ExceptionTests {
    private func figures(_ scene: Scene, _ viewer: Agent? = nil) -> LiveFigures {
        scene.floor.liveFigures(for: Viewer(viewer ?? scene.company.admin), at: scene.now)
    }

    private func kinds(_ scene: Scene, _ viewer: Agent? = nil) -> [FloorException.Kind] {
        scene.floor.exceptions(for: Viewer(viewer ?? scene.company.admin), at: scene.now)
            .map(\.kind)
    }

    @Test func `who is available without a connection for over five minutes is a ghost`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        try scene.play(.setPresence(ana.id, .available), by: ana)
        try scene.play(.connection(ana.id, isOpen: true), by: .system)
        scene.advance(3_600)
        #expect(figures(scene).agentsGhost == 0)
        try scene.play(.connection(ana.id, isOpen: false), by: .system)
        scene.advance(300)
        #expect(figures(scene).agentsGhost == 0)
        scene.advance(1)
        #expect(figures(scene).agentsGhost == 1)
        #expect(figures(scene).agentsAvailable == 1, "a ghost still counts as available")
        #expect(kinds(scene) == [.ghost])
        try scene.play(.connection(ana.id, isOpen: true), by: .system)
        #expect(figures(scene).agentsGhost == 0)
    }

    @Test func `who paused or left is no ghost`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        try scene.play(.connection(ana.id, isOpen: true), by: .system)
        try scene.play(.connection(ana.id, isOpen: false), by: .system)
        for presence in [Presence.paused(reason: "almoço"), .offline] {
            try scene.play(.setPresence(ana.id, presence), by: ana)
            scene.advance(3_600)
            #expect(figures(scene).agentsGhost == 0)
        }
    }

    @Test func `a pause is over its limit past the limit of its reason`() throws {
        var scene = Scene()
        try scene.configure(.pauseReason(PauseReason(id: .new, name: "café", limitSeconds: 900)))
        try scene.configure(.pauseReason(PauseReason(id: .new, name: "curso")))
        let (ana, bruno) = (scene.company.ana, scene.company.bruno)
        try scene.play(.setPresence(ana.id, .paused(reason: "café")), by: ana)
        try scene.play(.setPresence(bruno.id, .paused(reason: "curso")), by: bruno)
        let since = scene.now
        scene.advance(900)
        #expect(figures(scene).pausesOverLimit == 0)
        scene.advance(1)
        #expect(figures(scene).pausesOverLimit == 1)
        let shown = scene.floor.exceptions(for: Viewer(scene.company.admin), at: scene.now)
        #expect(shown.map(\.kind) == [.pauseOverLimit])
        #expect(shown.first?.agent == ana.id)
        #expect(shown.first?.moment == since)
    }

    @Test func `a session in service is silent while its contact waits for ten minutes`() throws {
        var scene = Scene()
        let session = try scene.serve()
        scene.advance(599)
        #expect(figures(scene).silent == 0)
        scene.advance(1)
        #expect(figures(scene).silent == 1)
        #expect(kinds(scene) == [.silentSession])
        _ = try scene.say("Já volto", in: session)
        #expect(figures(scene).silent == 0)
        scene.advance(3_600)
        #expect(figures(scene).silent == 0, "now the contact owes an answer")
    }

    @Test func `a team that puts silent sessions back hears of them before it does`() throws {
        var scene = Scene { $0.sales.rules.inactivity.requeueSilentSeconds = 100 }
        _ = try scene.serve()
        scene.advance(79)
        #expect(figures(scene).silent == 0)
        scene.advance(1)
        #expect(figures(scene).silent == 1)
    }

    @Test func `what is out of the ordinary elsewhere is not shown`() throws {
        var scene = Scene()
        let session = try scene.write()
        let toSupport = TransferTarget.team(scene.company.support.id)
        try scene.play(.transfer(session.id, to: toSupport), by: scene.company.ana)
        scene.advance(82_800)
        #expect(kinds(scene) == [.windowEnding])
        // Sofia watches sales alone.
        #expect(kinds(scene, scene.company.sofia).isEmpty)
        #expect(figures(scene, scene.company.sofia).windowsEnding == 0)
    }
}
