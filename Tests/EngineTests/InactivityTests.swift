internal import Engine
internal import TestSupport
internal import Testing

/// S17: silence is warned of, and ends the session.
@Suite struct InactivityTests {
    /// Sales warns after ten minutes and closes after five more.
    private func scene(_ change: (inout SampleCompany) -> Void = { _ in }) -> Scene {
        Scene { company in
            company.sales.rules.inactivity.warnSeconds = 600
            company.sales.rules.inactivity.closeSeconds = 300
            company.sales.rules.texts[.aboutToClose] = "Ainda está aí?"
            change(&company)
        }
    }

    /// A session in which the contact owes an answer.
    private func silent(_ scene: inout Scene, on channel: Channel? = nil) throws -> Session {
        let session = try scene.serve(on: channel)
        _ = try scene.say("Posso ajudar?", in: session)
        return session
    }

    private func warnings(_ scene: Scene) -> [StoredMessage] {
        scene.books.messages.values.filter { $0.content.text == "Ainda está aí?" }
    }

    @Test func `a silent contact is warned, and then the session is closed as lost`() throws {
        var scene = scene()
        let session = try silent(&scene)
        try scene.pass(590)
        #expect(warnings(scene).isEmpty)
        try scene.pass(10)
        #expect(warnings(scene).count == 1)
        #expect(warnings(scene).first?.message.delivery == .queued)
        #expect(try scene.session(session.id).warnedAt == scene.now)
        try scene.pass(290)
        #expect(scene.floor.sessions[session.id] != nil)
        try scene.pass(10)
        let closed = try #require(scene.books.closed[session.id])
        #expect(closed.outcome == .lost)
        #expect(closed.leg.end == .closedByInactivity)
        #expect(warnings(scene).count == 1)
    }

    @Test func `any answer of the contact cancels both`() throws {
        var scene = scene { $0.sales.rules.inactivity.requeueSilentSeconds = 0 }
        let session = try silent(&scene)
        try scene.pass(890)
        #expect(try scene.session(session.id).warnedAt != nil)
        _ = try scene.write("sim")
        #expect(try scene.session(session.id).warnedAt == nil)
        try scene.pass(86_400, tickingEvery: 100)
        #expect(scene.floor.sessions[session.id] != nil, "now we owe the answer")
        #expect(warnings(scene).count == 1)
    }

    @Test func `a machine's answer cancels nothing`() throws {
        var scene = scene()
        let session = try silent(&scene)
        try scene.pass(600)
        var reply = scene.inbound(.message(Content(kind: .text, text: "Estou de férias")))
        reply.isAutomatic = true
        try scene.play(.receive(reply), by: .contact)
        try scene.pass(300)
        #expect(scene.floor.sessions[session.id] == nil)
    }

    @Test func `the silence counts from our last message`() throws {
        var scene = scene()
        let session = try silent(&scene)
        try scene.pass(500)
        _ = try scene.say("Alô?", in: session)
        try scene.pass(590)
        #expect(try scene.session(session.id).warnedAt == nil)
        try scene.pass(10)
        #expect(try scene.session(session.id).warnedAt != nil)
    }

    @Test func `outside the window the warning shows as not delivered, and the close comes`() throws
    {
        var scene = scene { company in
            company.sales.rules.inactivity.warnSeconds = 2 * 86_400
            company.sales.rules.inactivity.closeSeconds = 3_600
        }
        let session = try silent(&scene)
        try scene.pass(2 * 86_400, tickingEvery: 100)
        let warning = try #require(warnings(scene).first)
        #expect(warning.message.delivery == .failed)
        #expect(warning.error?.code == "window-closed")
        #expect(scene.floor.outbox[warning.message.id] == nil)
        try scene.pass(3_600, tickingEvery: 100)
        #expect(scene.books.closed[session.id]?.leg.end == .closedByInactivity)
    }

    @Test func `without a warning the close counts from the silence`() throws {
        var scene = scene { $0.sales.rules.inactivity.warnSeconds = 0 }
        let session = try silent(&scene)
        try scene.pass(300)
        #expect(scene.floor.sessions[session.id] == nil)
        #expect(warnings(scene).isEmpty)
    }

    @Test func `who waits for us is not closed for silence`() throws {
        var scene = scene()
        let session = try scene.write()
        try scene.pass(86_400, tickingEvery: 100)
        #expect(scene.floor.sessions[session.id] != nil)
    }

    @Test func `letters are never closed by time`() throws {
        var scene = scene { company in
            company.webchat.capabilities.rhythm = .deferred
            company.sales.rules.inactivity.queueLimitSeconds = 600
        }
        let session = try silent(&scene, on: scene.company.webchat)
        let waiting = try scene.write(from: "5511000000002", on: scene.company.webchat)
        try scene.pass(86_400, tickingEvery: 100)
        #expect(scene.floor.sessions[session.id] != nil)
        #expect(scene.floor.sessions[waiting.id] != nil)
        #expect(warnings(scene).isEmpty)
    }

    @Test func `a wait beyond the limit is given up as lost`() throws {
        var scene = Scene { $0.sales.rules.inactivity.queueLimitSeconds = 1_800 }
        let session = try scene.write()
        try scene.pass(1_000)
        // The wait is the contact's: another queue does not begin it again.
        try scene.play(.transfer(session.id, to: .team(ID(2))), by: scene.company.sofia)
        try scene.play(.transfer(session.id, to: .team(ID(1))), by: scene.company.carla)
        try scene.pass(790)
        #expect(scene.floor.sessions[session.id] != nil)
        try scene.pass(10)
        let closed = try #require(scene.books.closed[session.id])
        #expect(closed.outcome == .lost)
        #expect(closed.leg.end == .closedByInactivity)
        #expect(closed.leg.phase == .waiting)
    }

    @Test func `an inbound of the same moment wins over the close`() throws {
        var scene = scene()
        let session = try silent(&scene)
        try scene.pass(890)
        scene.advance(10)
        _ = try scene.write("estou aqui")
        try scene.play(.tick, by: .system)
        #expect(scene.floor.sessions[session.id] != nil)
    }
}

/// What becomes of sessions whose agent is silent or gone.
@Suite struct RequeueTests {
    @Test func `a contact without an answer goes back to the queue`() throws {
        var scene = Scene { $0.sales.rules.inactivity.requeueSilentSeconds = 900 }
        let session = try scene.serve()
        try scene.pass(890)
        #expect(try scene.session(session.id).phase == .inService)
        try scene.pass(10)
        let requeued = try scene.session(session.id)
        #expect(requeued.phase == .waiting)
        #expect(requeued.team == scene.company.sales.id)
        #expect(requeued.leg.start == .requeue)
        #expect(requeued.waitingSince == scene.now, "a new wait begins")
        #expect(scene.books.legs[session.id]?.dropLast().last?.end == .requeued)
    }

    @Test func `an answer keeps it`() throws {
        var scene = Scene { $0.sales.rules.inactivity.requeueSilentSeconds = 900 }
        let session = try scene.serve()
        try scene.pass(600)
        _ = try scene.say("Bom dia!", in: session)
        try scene.pass(3_600)
        #expect(try scene.session(session.id).phase == .inService)
    }

    @Test func `the contact's wait in the queue is not the agent's silence`() throws {
        var scene = Scene { $0.sales.rules.inactivity.requeueSilentSeconds = 900 }
        let session = try scene.write()
        try scene.pass(5_000)
        try scene.play(.start(session.id), by: scene.company.ana)
        try scene.pass(890)
        #expect(try scene.session(session.id).phase == .inService)
    }

    @Test func `a team may want such sessions closed`() throws {
        var scene = Scene { company in
            company.sales.rules.inactivity.requeueSilentSeconds = 900
            company.sales.rules.inactivity.closesUnanswered = true
        }
        let session = try scene.serve()
        try scene.pass(900)
        #expect(scene.books.closed[session.id]?.leg.end == .closedByInactivity)
        #expect(scene.books.closed[session.id]?.outcome == .lost)
    }

    @Test func `another agent gets it, not the silent one`() throws {
        var scene = Scene { company in
            company.sales.rules.inactivity.requeueSilentSeconds = 900
            company.sales.rules.distribution = .fewestOpen
        }
        for agent in [scene.company.ana, scene.company.bruno] {
            try scene.play(.setPresence(agent.id, .available), by: agent)
        }
        let session = try scene.serve()
        try scene.pass(900)
        #expect(try scene.session(session.id).reservedFor == scene.company.bruno.id)
    }

    @Test func `logging out keeps a session unless the team says for how long`() throws {
        for (seconds, phase) in [(Int64(0), Session.Phase.inService), (600, .waiting)] {
            var scene = Scene { $0.sales.rules.inactivity.requeueOfflineSeconds = seconds }
            let ana = scene.company.ana
            try scene.play(.setPresence(ana.id, .available), by: ana)
            let session = try scene.serve()
            _ = try scene.say("Bom dia!", in: session)
            try scene.play(.setPresence(ana.id, .offline), by: ana)
            try scene.pass(590)
            #expect(try scene.session(session.id).phase == .inService)
            try scene.pass(10)
            #expect(try scene.session(session.id).phase == phase)
        }
    }

    @Test func `who comes back in time keeps it`() throws {
        var scene = Scene { $0.sales.rules.inactivity.requeueOfflineSeconds = 600 }
        let ana = scene.company.ana
        let session = try scene.serve()
        try scene.play(.setPresence(ana.id, .available), by: ana)
        try scene.play(.setPresence(ana.id, .offline), by: ana)
        try scene.pass(500)
        try scene.play(.setPresence(ana.id, .available), by: ana)
        try scene.pass(3_600)
        #expect(try scene.session(session.id).phase == .inService)
    }
}
