internal import Engine
internal import TestSupport
internal import Testing

/// S18: what waits where nobody is goes where somebody may be.
@Suite struct OverflowTests {
    /// Sales hands on to support, and support where a test says.
    private func scene(_ change: (inout SampleCompany) -> Void = { _ in }) -> Scene {
        Scene { company in
            company.sales.rules.overflow.unavailable = company.support.id
            change(&company)
        }
    }

    @Test func `a team whose agents are away for a minute hands on what waits`() throws {
        var scene = scene()
        let (ana, bruno) = (scene.company.ana, scene.company.bruno)
        for agent in [ana, bruno] { try scene.play(.setPresence(agent.id, .available), by: agent) }
        let session = try scene.write()
        try scene.play(.setPresence(ana.id, .offline), by: ana)
        try scene.pass(300)
        #expect(try scene.session(session.id).team == scene.company.sales.id, "Bruno is there")
        try scene.play(.setPresence(bruno.id, .paused(reason: "almoço")), by: bruno)
        try scene.pass(59, tickingEvery: 1)
        #expect(try scene.session(session.id).team == scene.company.sales.id)
        try scene.pass(1)
        let moved = try scene.session(session.id)
        #expect(moved.team == scene.company.support.id)
        #expect(moved.overflow?.origin == scene.company.sales.id)
        #expect(moved.overflow?.cause == .unavailable)
        #expect(moved.leg.start == .overflowUnavailable)
        #expect(scene.books.legs[session.id]?.dropLast().last?.end == .overflow)
        #expect(moved.waitingSince == session.waitingSince, "the contact waits once")
    }

    @Test func `who comes back within the minute keeps the queue`() throws {
        var scene = scene()
        let ana = scene.company.ana
        try scene.play(.setPresence(ana.id, .available), by: ana)
        let session = try scene.write()
        try scene.play(.setPresence(ana.id, .offline), by: ana)
        try scene.pass(50)
        try scene.play(.setPresence(ana.id, .available), by: ana)
        try scene.pass(20)
        try scene.play(.setPresence(ana.id, .offline), by: ana)
        try scene.pass(50)
        #expect(try scene.session(session.id).team == scene.company.sales.id)
    }

    @Test func `busy is not unavailable`() throws {
        var scene = scene { $0.bruno.teams = [] }
        let ana = scene.company.ana
        try scene.play(.setPresence(ana.id, .available), by: ana)
        for phone in ["5511000000001", "5511000000002"] {
            _ = try scene.serve(from: phone)
        }
        let session = try scene.write()
        try scene.pass(600)
        #expect(try scene.session(session.id).team == scene.company.sales.id)
    }

    @Test func `the receiving agent may take it, or transfer it back for good`() throws {
        var scene = scene()
        let session = try scene.write()
        try scene.pass(10)
        let carla = scene.company.carla
        #expect(try scene.session(session.id).team == scene.company.support.id)
        let back = TransferTarget.team(scene.company.sales.id)
        try scene.play(.transfer(session.id, to: back), by: carla)
        try scene.pass(3_600)
        let stayed = try scene.session(session.id)
        #expect(stayed.team == scene.company.sales.id, "a person's transfer is not undone")
        #expect(stayed.overflow == nil)
    }

    @Test func `the wait limit counts for what a person transferred too`() throws {
        var scene = scene { company in
            company.sales.rules.overflow.waitLimit = company.support.id
            company.sales.rules.overflow.waitLimitSeconds = 600
        }
        let session = try scene.write()
        try scene.pass(10)
        let back = TransferTarget.team(scene.company.sales.id)
        try scene.play(.transfer(session.id, to: back), by: scene.company.carla)
        try scene.pass(590)
        #expect(try scene.session(session.id).team == scene.company.sales.id)
        try scene.pass(10)
        let moved = try scene.session(session.id)
        #expect(moved.team == scene.company.support.id)
        #expect(moved.overflow == Overflow(origin: scene.company.sales.id, cause: .waitLimit))
    }

    @Test func `the wait limit counts from the entry into the team`() throws {
        var scene = Scene { company in
            company.sales.rules.overflow.waitLimit = company.support.id
            company.sales.rules.overflow.waitLimitSeconds = 300
            company.support.rules.overflow.waitLimitSeconds = 400
            company.support.rules.overflow.waitLimit = ID(3)
            company.bruno.teams = [ID(3)]
            company.others = [Team(id: ID(3), slug: "plantao", name: "Plantão")]
        }
        let session = try scene.write()
        try scene.pass(300)
        #expect(try scene.session(session.id).team == scene.company.support.id)
        try scene.pass(390)
        #expect(try scene.session(session.id).team == scene.company.support.id)
        try scene.pass(10)
        #expect(try scene.session(session.id).team == ID(3))
    }

    @Test func `a circle of absent teams ends where it began, once`() throws {
        var scene = scene { $0.support.rules.overflow.unavailable = $0.sales.id }
        let session = try scene.write()
        try scene.pass(10)
        let settled = try scene.session(session.id)
        #expect(settled.team == scene.company.sales.id)
        #expect(settled.isSettled)
        let count = scene.books.legs[session.id]?.count
        try scene.pass(86_400, tickingEvery: 60)
        #expect(scene.books.legs[session.id]?.count == count)
        #expect(
            scene.books.legs[session.id]?.filter { $0.end == .overflow }.map(\.team) == [
                scene.company.sales.id, scene.company.support.id,
            ]
        )
    }

    @Test func `a longer circle ends at its origin`() throws {
        var scene = scene { company in
            company.others = [Team(id: ID(3), slug: "plantao", name: "Plantão")]
            company.others[0].rules.overflow.unavailable = company.support.id
            company.support.rules.overflow.unavailable = ID(3)
            company.admin.teams = [ID(3)]
        }
        let session = try scene.write()
        try scene.pass(10)
        let settled = try scene.session(session.id)
        #expect(settled.team == scene.company.sales.id)
        #expect(settled.isSettled)
        #expect(settled.trail == [scene.company.sales.id, scene.company.support.id, ID(3)])
    }

    @Test func `a team without people takes nothing, and nothing stays there`() throws {
        var scene = scene { $0.carla.teams = [] }
        let session = try scene.write()
        try scene.pass(600)
        #expect(try scene.session(session.id).team == scene.company.sales.id)
        // Its people leave while something waits there: it goes back to where it came from.
        var carla = scene.company.carla
        carla.teams = [scene.company.support.id]
        try scene.play(.configure(.agent(carla)), by: scene.company.admin)
        try scene.pass(10)
        #expect(try scene.session(session.id).team == scene.company.support.id)
        carla.teams = []
        try scene.play(.configure(.agent(carla)), by: scene.company.admin)
        try scene.pass(10)
        #expect(try scene.session(session.id).team == scene.company.sales.id)
        #expect(try scene.session(session.id).isSettled)
    }

    @Test func `a team that leads to itself keeps its queue`() throws {
        var scene = scene { $0.sales.rules.overflow.unavailable = $0.sales.id }
        let session = try scene.write()
        try scene.pass(600)
        #expect(scene.books.legs[session.id]?.count == 2)
    }

    @Test func `after a circle a person moves it, and rules may again`() throws {
        var scene = scene { $0.support.rules.overflow.unavailable = $0.sales.id }
        let session = try scene.write()
        try scene.pass(10)
        let sales = TransferTarget.team(scene.company.support.id)
        try scene.play(.transfer(session.id, to: sales), by: scene.company.sofia)
        let moved = try scene.session(session.id)
        #expect(!moved.isSettled)
        #expect(moved.trail.isEmpty)
        // Somebody serves it and it comes back to the queue: nobody placed it there.
        try scene.play(.start(session.id), by: scene.company.carla)
        try scene.play(
            .transfer(session.id, to: .team(scene.company.sales.id)),
            by: scene.company.carla
        )
        try scene.pass(120)
        #expect(try scene.session(session.id).team == scene.company.sales.id)
    }

    @Test func `a queue longer than a tick's work is moved in some`() throws {
        var scene = scene()
        for number in 0..<520 { _ = try scene.write(from: "55110000\(10_000 + number)") }
        try scene.pass(1)
        let support = scene.company.support.id
        #expect(scene.floor.sessions.values.count { $0.team == support } == 500)
        try scene.pass(1)
        #expect(scene.floor.sessions.values.count { $0.team == support } == 520)
    }
}

/// What becomes of who comes when a team is closed.
@Suite struct OutOfHoursTests {
    /// Sales works from 08:00 to 18:00 UTC; tests begin on a Sunday at 12:00, when nobody works.
    private func scene(
        _ rule: OutOfHours,
        _ change: (inout SampleCompany) -> Void = { _ in }
    ) -> Scene {
        Scene { company in
            company.hours = [
                BusinessHours(id: ID(601), slug: "comercial", name: "Comercial", timeZone: "UTC")
            ]
            company.sales.rules.hours = ID(601)
            company.sales.rules.outOfHours = rule
            change(&company)
        }
    }

    @Test func `it waits`() throws {
        var scene = scene(.wait) { $0.sales.rules.overflow.unavailable = $0.support.id }
        let session = try scene.write()
        try scene.pass(600)
        #expect(try scene.session(session.id).team == scene.company.sales.id, "nobody is missed")
        // On Monday at 08:00 the team is, when nobody comes.
        try scene.pass(20 * 3_600, tickingEvery: 60)
        #expect(try scene.session(session.id).team == scene.company.support.id)
    }

    @Test func `it goes to another team at once`() throws {
        var scene = scene(.overflow(to: ID(2)))
        let session = try scene.write()
        #expect(session.team == scene.company.support.id)
        #expect(session.overflow == Overflow(origin: scene.company.sales.id, cause: .outOfHours))
        #expect(session.leg.start == .overflowHours)
    }

    @Test func `two teams that send each other everything end where it began`() throws {
        var scene = scene(.overflow(to: ID(2))) { company in
            company.support.rules.hours = ID(601)
            company.support.rules.outOfHours = .overflow(to: company.sales.id)
        }
        let session = try scene.write()
        #expect(session.team == scene.company.sales.id)
        #expect(session.isSettled)
    }

    @Test func `it is told and closed as lost`() throws {
        var scene = scene(.close) { $0.sales.rules.texts = [.outOfHours: "Estamos fechados."] }
        let events = try scene.play(.receive(scene.inbound()), by: .contact)
        #expect(scene.floor.sessions.isEmpty)
        let closed = try #require(scene.books.closed.values.first)
        #expect(closed.outcome == .lost)
        #expect(closed.leg.end == .closedByFlow)
        let words = events.compactMap { event in
            if case .messageAdded(let message, let content) = event, message.direction == .outbound
            {
                content.text
            } else {
                nil
            }
        }
        #expect(words == ["Estamos fechados."])
    }

    @Test func `a person may put a session into the queue of a closed team`() throws {
        var scene = scene(.close)
        scene.advance(-48 * 3_600)
        let session = try scene.write()
        scene.advance(48 * 3_600)
        try scene.play(.transfer(session.id, to: .team(ID(2))), by: scene.company.sofia)
        try scene.play(.transfer(session.id, to: .team(ID(1))), by: scene.company.carla)
        #expect(try scene.session(session.id).team == scene.company.sales.id)
    }

    @Test func `who came by overflow is not sent away`() throws {
        var scene = Scene { company in
            company.hours = [
                BusinessHours(id: ID(601), slug: "comercial", name: "Comercial", timeZone: "UTC")
            ]
            company.sales.rules.overflow.unavailable = company.support.id
            company.support.rules.hours = ID(601)
            company.support.rules.outOfHours = .close
        }
        let session = try scene.write()
        try scene.pass(10)
        #expect(try scene.session(session.id).team == scene.company.support.id)
    }
}
