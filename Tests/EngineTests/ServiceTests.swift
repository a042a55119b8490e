internal import Engine
internal import TestSupport
internal import Testing

@Suite struct ServiceTests {
    @Test func `of two agents who start at once one wins and the other learns who`() throws {
        var scene = Scene()
        let session = try scene.write()
        try scene.play(.start(session.id), by: scene.company.ana)
        let bruno = scene.company.bruno
        #expect(scene.refusal(.start(session.id), by: bruno) == .taken(by: scene.company.ana.id))
        #expect(scene.refusal(.close(session.id), by: bruno) == .taken(by: scene.company.ana.id))
        #expect(try scene.session(session.id).agent == scene.company.ana.id)
    }

    @Test func `starting twice is starting once`() throws {
        var scene = Scene()
        let session = try scene.serve()
        #expect(try scene.play(.start(session.id), by: scene.company.ana).isEmpty)
        #expect(scene.books.legs[session.id]?.count == 3)
    }

    @Test func `the wait ends and the service begins at the same moment`() throws {
        var scene = Scene()
        let waiting = try scene.write()
        scene.advance(90)
        try scene.play(.start(waiting.id), by: scene.company.ana)
        let session = try scene.session(waiting.id)
        let legs = try #require(scene.books.legs[session.id])
        #expect(session.phase == .inService)
        #expect(session.waitingSince == nil)
        #expect(session.serviceSince == scene.now)
        #expect(legs.map(\.end) == [.handedToTeam, .answered, nil])
        #expect(legs[1].endedAt == legs[2].startedAt)
        #expect(legs[2].agent == scene.company.ana.id)
    }

    @Test func `a session of another team is unknown to an agent`() throws {
        var scene = Scene()
        let session = try scene.write()
        let commands: [Command] = [
            .start(session.id), .close(session.id), .markRead(session.id),
            .transfer(session.id, to: .team(scene.company.support.id)),
            .note(session.id, "x"), .addTag(session.id, scene.company.urgent.id),
            .send(session.id, Content(kind: .text, text: "x")),
        ]
        for command in commands {
            #expect(scene.refusal(command, by: scene.company.carla) == .notFound(.session))
        }
    }

    @Test func `a supervisor takes sessions of the teams they watch and no others`() throws {
        var scene = Scene { $0.sofia.teams = [] }
        let session = try scene.write()
        try scene.play(.start(session.id), by: scene.company.sofia)
        #expect(try scene.session(session.id).agent == scene.company.sofia.id)
        var other = Scene { $0.sofia.scope = .only([$0.support.id]) }
        let foreign = try other.write()
        let sofia = other.company.sofia
        #expect(other.refusal(.start(foreign.id), by: sofia) == .notFound(.session))
    }

    @Test func `an agent holds no more sessions than they may, reservations included`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        try _ = scene.serve(by: ana, from: "5511000000001")
        let kept = try scene.write(from: "5511000000002")
        try scene.play(.transfer(kept.id, to: .agent(ana.id, team: nil)), by: scene.company.bruno)
        let third = try scene.write(from: "5511000000003")
        #expect(scene.refusal(.start(third.id), by: ana) == .limitReached(2))
        // The one that is kept for her has its place already.
        try scene.play(.start(kept.id), by: ana)
        #expect(scene.floor.load(of: ana.id) == 2)
    }

    @Test func `a session in service stays with its agent who left`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let ana = scene.company.ana
        try scene.play(.setPresence(ana.id, .available), by: ana)
        try scene.play(.setPresence(ana.id, .offline), by: ana)
        #expect(try scene.session(session.id).agent == ana.id)
    }

    @Test func `who left the company may do nothing`() throws {
        var scene = Scene { $0.ana.isActive = false }
        let session = try scene.write()
        #expect(scene.refusal(.start(session.id), by: scene.company.ana) == .forbidden)
        #expect(scene.refusal(.start(session.id), by: .agent(ID(77))) == .forbidden)
        #expect(scene.refusal(.start(session.id), by: .system) == .forbidden)
    }

    @Test func `an agent closes only what they serve`() throws {
        var scene = Scene()
        let session = try scene.write()
        #expect(scene.refusal(.close(session.id), by: scene.company.ana) == .wrongPhase(.waiting))
        try scene.play(.start(session.id), by: scene.company.ana)
        try scene.play(.close(session.id), by: scene.company.ana)
        let closed = try #require(scene.books.closed[session.id])
        #expect(closed.outcome == .success)
        #expect(closed.leg.end == .closedByAgent)
        #expect(closed.closedAt == scene.now)
        #expect(scene.floor.sessions.isEmpty)
        #expect(scene.floor.sessionByAddress.isEmpty)
        #expect(scene.refusal(.close(session.id), by: scene.company.ana) == .wrongPhase(.closed))
        #expect(scene.refusal(.close(session.id), by: scene.company.carla) == .notFound(.session))
    }

    @Test func `how a session ended tells who ended it`() throws {
        var scene = Scene()
        let ends: [(Actor, Leg.End, Outcome)] = [
            (.agent(scene.company.sofia.id), .closedByAdministrator, .success),
            (.agent(scene.company.admin.id), .closedByAdministrator, .success),
            (.console, .closedByAdministrator, .success),
            (.contact, .closedByContact, .success),
            (.system, .closedByInactivity, .lost),
        ]
        for (actor, end, outcome) in ends {
            let session = try scene.write()
            try scene.play(.close(session.id), by: actor)
            let closed = try #require(scene.books.closed[session.id])
            #expect(closed.leg.end == end)
            #expect(closed.outcome == outcome)
        }
    }

    @Test func `a published tag is put once, in service only`() throws {
        var scene = Scene()
        let (ana, tag) = (scene.company.ana, scene.company.urgent.id)
        let waiting = try scene.write()
        #expect(scene.refusal(.addTag(waiting.id, tag), by: ana) == .wrongPhase(.waiting))
        try scene.play(.start(waiting.id), by: ana)
        try scene.play(.addTag(waiting.id, tag), by: ana)
        #expect(try scene.play(.addTag(waiting.id, tag), by: ana).isEmpty)
        #expect(try scene.session(waiting.id).tags == [tag])
        let hidden = Command.addTag(waiting.id, scene.company.hidden.id)
        #expect(scene.refusal(hidden, by: ana) == .tagNotPublished)
        #expect(scene.refusal(.addTag(waiting.id, ID(9)), by: ana) == .notFound(.tag))
        try scene.play(.removeTag(waiting.id, tag), by: ana)
        #expect(try scene.play(.removeTag(waiting.id, tag), by: ana).isEmpty)
        #expect(try scene.session(waiting.id).tags.isEmpty)
    }

    @Test func `a note has words and an author`() throws {
        var scene = Scene()
        let session = try scene.serve()
        let ana = scene.company.ana
        #expect(scene.refusal(.note(session.id, " \n"), by: ana) == .empty)
        #expect(scene.refusal(.note(session.id, "x"), by: .system) == .forbidden)
        let long = String(repeating: "x", count: Note.maximumText + 1)
        let tooLong = Refusal.tooLong(maximum: Note.maximumText)
        #expect(scene.refusal(.note(session.id, long), by: ana) == tooLong)
        let events = try scene.play(.note(session.id, " Ligar amanhã "), by: ana)
        guard case .noteAdded(let note) = events.first else { throw Scene.Missing() }
        #expect(note.text == "Ligar amanhã")
        #expect(note.author == ana.id)
    }

    @Test func `reading takes the count of unseen messages back`() throws {
        var scene = Scene()
        let session = try scene.serve()
        #expect(session.unread == 1)
        try scene.play(.markRead(session.id), by: scene.company.ana)
        #expect(try scene.session(session.id).unread == 0)
        #expect(try scene.play(.markRead(session.id), by: scene.company.ana).isEmpty)
    }

    @Test func `presence is one's own to change, or for who watches the team`() throws {
        var scene = Scene()
        let company = scene.company
        let pause = Command.setPresence(company.ana.id, .paused(reason: " almoço "))
        #expect(scene.refusal(pause, by: company.bruno) == .forbidden)
        #expect(scene.refusal(pause, by: company.carla) == .notFound(.agent))
        try scene.play(pause, by: company.sofia)
        #expect(scene.floor.presences[company.ana.id]?.presence == .paused(reason: "almoço"))
        #expect(try scene.play(pause, by: company.ana).isEmpty)
    }

    @Test func `a clock that is set back makes no leg that ends before it began`() throws {
        var scene = Scene()
        let session = try scene.write()
        scene.advance(-3_600)
        try scene.play(.start(session.id), by: scene.company.ana)
        scene.advance(-3_600)
        try scene.play(.close(session.id), by: scene.company.ana)
        for leg in try #require(scene.books.legs[session.id]) {
            #expect(try #require(leg.endedAt) >= leg.startedAt)
        }
    }
}
