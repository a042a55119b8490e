internal import Engine
internal import TestSupport
internal import Testing

@Suite struct TransferTests {
    @Test func `a transfer in the queue does not restart the contact's wait`() throws {
        var scene = Scene()
        let session = try scene.write()
        scene.advance(120)
        let target = TransferTarget.team(scene.company.support.id)
        try scene.play(.transfer(session.id, to: target), by: scene.company.ana)
        let moved = try scene.session(session.id)
        #expect(moved.phase == .waiting)
        #expect(moved.team == scene.company.support.id)
        #expect(moved.waitingSince == session.waitingSince)
        #expect(moved.leg.startedAt == scene.now)
        #expect(moved.leg.start == .transfer)
    }

    @Test func `a transfer out of service begins a new wait`() throws {
        var scene = Scene()
        let session = try scene.serve()
        scene.advance(120)
        let target = TransferTarget.team(scene.company.support.id)
        try scene.play(.transfer(session.id, to: target), by: scene.company.ana)
        let moved = try scene.session(session.id)
        #expect(moved.waitingSince == scene.now)
        #expect(moved.agent == nil)
        #expect(moved.serviceSince == nil)
        #expect(scene.floor.load(of: scene.company.ana.id) == 0)
        #expect(scene.books.legs[session.id]?.map(\.end).dropLast().last == .transferred)
    }

    @Test func `a transfer to a person keeps the session for them`() throws {
        var scene = Scene()
        let session = try scene.write()
        let (ana, bruno) = (scene.company.ana, scene.company.bruno)
        try scene.play(.transfer(session.id, to: .agent(bruno.id, team: nil)), by: ana)
        let kept = try scene.session(session.id)
        #expect(kept.phase == .waiting)
        #expect(kept.reservedFor == bruno.id)
        #expect(scene.floor.load(of: bruno.id) == 1)
        #expect(scene.refusal(.start(session.id), by: ana) == .taken(by: bruno.id))
        try scene.play(.start(session.id), by: bruno)
        #expect(try scene.session(session.id).agent == bruno.id)
        #expect(scene.floor.load(of: bruno.id) == 1)
    }

    @Test func `a session is kept only for an agent of the team, who is there to have it`() throws {
        var scene = Scene()
        let session = try scene.write()
        let company = scene.company
        let refusals: [(TransferTarget, Refusal)] = [
            (.agent(company.carla.id, team: nil), .agentNotInTeam),
            (.agent(company.ana.id, team: company.support.id), .agentNotInTeam),
            (.agent(ID(99), team: nil), .notFound(.agent)),
            (.team(ID(99)), .notFound(.team)),
        ]
        for (target, refusal) in refusals {
            let command = Command.transfer(session.id, to: target)
            #expect(scene.refusal(command, by: company.bruno) == refusal)
        }
        let move = Command.transfer(
            session.id,
            to: .agent(company.carla.id, team: company.support.id)
        )
        try scene.play(move, by: company.ana)
        #expect(try scene.session(session.id).team == company.support.id)
    }

    @Test func `a session is not kept for an agent without a place`() throws {
        var scene = Scene { $0.ana.sessionLimit = 1 }
        let ana = scene.company.ana
        try _ = scene.serve(by: ana, from: "5511000000001")
        let session = try scene.write(from: "5511000000002")
        let command = Command.transfer(session.id, to: .agent(ana.id, team: nil))
        #expect(scene.refusal(command, by: scene.company.bruno) == .limitReached(1))
    }

    @Test(arguments: [Presence.offline, .paused(reason: "almoço")])
    func `who leaves gives back what was kept for them`(presence: Presence) throws {
        var scene = Scene()
        let session = try scene.write()
        let (ana, bruno) = (scene.company.ana, scene.company.bruno)
        try scene.play(.setPresence(bruno.id, .available), by: bruno)
        try scene.play(.transfer(session.id, to: .agent(bruno.id, team: nil)), by: ana)
        let leaving = presence == .offline ? Presence.paused(reason: "") : presence
        try scene.play(.setPresence(bruno.id, leaving), by: bruno)
        let free = try scene.session(session.id)
        #expect(free.reservedFor == nil)
        #expect(free.leg.start == .reservationReturned)
        #expect(free.waitingSince == session.waitingSince)
        try scene.play(.start(session.id), by: ana)
    }

    @Test func `moving a session where it is changes nothing`() throws {
        var scene = Scene()
        let session = try scene.write()
        let ana = scene.company.ana
        let toTeam = Command.transfer(session.id, to: .team(scene.company.sales.id))
        #expect(try scene.play(toTeam, by: ana).isEmpty)
        let toAna = Command.transfer(session.id, to: .agent(ana.id, team: nil))
        try scene.play(toAna, by: ana)
        #expect(try scene.play(toAna, by: ana).isEmpty)
        // Back to the team, the session is everybody's again.
        try scene.play(toTeam, by: ana)
        #expect(try scene.session(session.id).reservedFor == nil)
    }

    @Test func `a colleague's session is moved by who watches, not by who does not`() throws {
        var scene = Scene()
        let session = try scene.serve(by: scene.company.ana)
        let move = Command.transfer(session.id, to: .team(scene.company.support.id))
        let taken = Refusal.taken(by: scene.company.ana.id)
        #expect(scene.refusal(move, by: scene.company.bruno) == taken)
        try scene.play(move, by: scene.company.sofia)
        #expect(try scene.session(session.id).team == scene.company.support.id)
    }
}
