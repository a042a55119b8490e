internal import Engine
internal import TestSupport
internal import Testing

/// Who gets what waits.
@Suite struct DistributionTests {
    /// A scene whose sales team distributes by a rule, with some of its people there.
    private func scene(
        _ rule: Distribution,
        _ change: (inout SampleCompany) -> Void = { _ in },
        present: [(SampleCompany) -> Agent] = [\.ana, \.bruno]
    ) throws -> Scene {
        var scene = Scene { company in
            company.sales.rules.distribution = rule
            change(&company)
        }
        for person in present {
            let agent = person(scene.company)
            try scene.play(.setPresence(agent.id, .available), by: agent)
        }
        return scene
    }

    private func phone(_ number: Int) -> String { "55119999\(10_000 + number)" }

    /// For whom sessions of some contacts are kept, in the order in which they wrote.
    private func holders(_ count: Int, in scene: inout Scene) throws -> [ID<Agent>?] {
        try (0..<count).map { number in
            scene.advance(1)
            return try scene.write(from: phone(number)).reservedFor
        }
    }

    @Test func `what waits for everyone is kept for nobody`() throws {
        var scene = try scene(.everyone)
        #expect(try scene.write().reservedFor == nil)
    }

    @Test func `the agent with the fewest open sessions is next`() throws {
        var scene = try scene(.fewestOpen) { $0.ana.sessionLimit = 0 }
        let (ana, bruno) = (scene.company.ana.id, scene.company.bruno.id)
        #expect(try holders(4, in: &scene) == [ana, bruno, ana, bruno])
        // Bruno takes and closes one of his: he has fewer now.
        let his = try #require(scene.floor.waiting(for: .everything).first { $0.holder == bruno })
        try scene.play(.start(his.id), by: scene.company.bruno)
        try scene.play(.close(his.id), by: scene.company.bruno)
        scene.advance(1)
        #expect(try scene.write(from: phone(9)).reservedFor == bruno)
    }

    @Test func `round robin goes around whatever people have open`() throws {
        var scene = try scene(.roundRobin) { $0.ana.sessionLimit = 0 }
        let (ana, bruno) = (scene.company.ana.id, scene.company.bruno.id)
        #expect(try holders(3, in: &scene) == [ana, bruno, ana])
        for session in scene.floor.waiting(for: .everything) where session.reservedFor == bruno {
            try scene.play(.start(session.id), by: scene.company.bruno)
            try scene.play(.close(session.id), by: scene.company.bruno)
        }
        #expect(try scene.write(from: phone(7)).reservedFor == bruno)
        #expect(try scene.write(from: phone(8)).reservedFor == ana)
    }

    @Test func `whose turn it is survives a restart`() throws {
        var scene = try scene(.roundRobin) { $0.ana.sessionLimit = 0 }
        let ana = scene.company.ana.id
        #expect(try holders(1, in: &scene) == [ana])
        scene.restart()
        #expect(try scene.write(from: phone(5)).reservedFor == scene.company.bruno.id)
    }

    @Test func `a contact of a portfolio gets the agent of the portfolio`() throws {
        let group = ID<ContactGroup>(501)
        var scene = try scene(.portfolio) { company in
            company.contactGroups = [ContactGroup(id: group, slug: "ouro", name: "Ouro")]
            company.bruno.contactGroups = [group]
        }
        var session = try scene.write()
        #expect(session.reservedFor == nil, "a contact of no group is everyone's")
        // Whoever ties the contact to the group ties the session to the agent.
        var contact = try #require(scene.books.contacts[session.contact])
        contact.groups = [group]
        let kept = try scene.play(contact)
        session = try scene.session(session.id)
        #expect(session.reservedFor == scene.company.bruno.id, "\(kept)")
        try scene.play(.setPresence(scene.company.bruno.id, .offline), by: scene.company.bruno)
        session = try scene.session(session.id)
        #expect(session.reservedFor == nil, "with the agent away it is everyone's")
        try scene.play(.setPresence(scene.company.bruno.id, .available), by: scene.company.bruno)
        session = try scene.session(session.id)
        #expect(session.reservedFor == scene.company.bruno.id)
    }

    @Test func `nothing is kept for who paused, left or is full`() throws {
        var scene = try scene(.fewestOpen)
        let (ana, bruno) = (scene.company.ana, scene.company.bruno)
        try scene.play(.setPresence(bruno.id, .paused(reason: "")), by: bruno)
        #expect(try holders(3, in: &scene) == [ana.id, ana.id, nil])
        #expect(scene.floor.load(of: ana.id) == ana.sessionLimit)
    }

    @Test func `who comes gets what waited longest, up to the limit`() throws {
        var scene = try scene(.fewestOpen, present: [])
        _ = try holders(4, in: &scene)
        try scene.play(.setPresence(scene.company.ana.id, .available), by: scene.company.ana)
        let waiting = scene.floor.waiting(for: .everything)
        let ana = scene.company.ana.id
        #expect(waiting.map(\.reservedFor) == [ana, ana, nil, nil])
        #expect(waiting[0].leg.start == .distributed)
        #expect(scene.books.legs[waiting[0].id]?.dropLast().last?.end == .distributed)
    }

    @Test func `a closed session makes room for the next`() throws {
        var scene = try scene(.fewestOpen, present: [\.ana])
        _ = try holders(3, in: &scene)
        let first = try #require(scene.floor.waiting(for: .everything).first)
        try scene.play(.start(first.id), by: scene.company.ana)
        #expect(scene.floor.waiting(for: .everything).last?.reservedFor == nil)
        try scene.play(.close(first.id), by: scene.company.ana)
        #expect(scene.floor.waiting(for: .everything).last?.reservedFor == scene.company.ana.id)
    }

    @Test func `a higher limit makes room, a lower one gives back what is kept`() throws {
        var scene = try scene(.fewestOpen, present: [\.ana])
        _ = try holders(4, in: &scene)
        var ana = scene.company.ana
        ana.sessionLimit = 3
        try scene.play(.configure(.agent(ana)), by: scene.company.admin)
        #expect(scene.floor.load(of: ana.id) == 3)
        ana.sessionLimit = 1
        try scene.play(.configure(.agent(ana)), by: scene.company.admin)
        #expect(scene.floor.load(of: ana.id) == 1)
        let kept = scene.floor.waiting(for: .everything).map(\.reservedFor)
        #expect(kept == [ana.id, nil, nil, nil], "the longest wait stays kept")
    }

    @Test func `who leaves a team gives back what was kept there`() throws {
        var scene = try scene(.fewestOpen, present: [\.ana])
        let session = try scene.write()
        var ana = scene.company.ana
        ana.teams = [scene.company.support.id]
        try scene.play(.configure(.agent(ana)), by: scene.company.admin)
        #expect(try scene.session(session.id).reservedFor == nil)
        #expect(try scene.session(session.id).leg.start == .reservationReturned)
    }

    @Test func `a team that begins to distribute gives out what waits already`() throws {
        var scene = try scene(.everyone)
        _ = try holders(2, in: &scene)
        var sales = scene.company.sales
        sales.rules.distribution = .roundRobin
        try scene.play(.configure(.team(sales)), by: scene.company.admin)
        let kept = scene.floor.waiting(for: .everything).map(\.reservedFor)
        #expect(kept == [scene.company.ana.id, scene.company.bruno.id])
    }

    @Test func `an agent of two teams gets the longest wait of both`() throws {
        var scene = try scene(
            .fewestOpen,
            { company in
                company.support.rules.distribution = .roundRobin
                company.carla.teams = [company.sales.id, company.support.id]
                company.carla.sessionLimit = 2
            },
            present: []
        )
        let ids = try (0..<3).map { number in
            scene.advance(1)
            return try scene.write(from: phone(number)).id
        }
        try scene.play(
            .transfer(ids[0], to: .team(scene.company.support.id)),
            by: scene.company.sofia
        )
        let carla = scene.company.carla
        try scene.play(.setPresence(carla.id, .available), by: carla)
        let kept = try ids.map { try scene.session($0).reservedFor }
        #expect(kept == [carla.id, carla.id, nil])
    }

    @Test func `a kept session goes back after its time, and to the next agent`() throws {
        var scene = try scene(.fewestOpen)
        let session = try scene.write()
        #expect(session.reservedFor == scene.company.ana.id)
        try scene.pass(119, tickingEvery: 1)
        #expect(try scene.session(session.id).reservedFor == scene.company.ana.id)
        try scene.pass(1)
        let next = try scene.session(session.id)
        #expect(next.reservedFor == scene.company.bruno.id)
        let legs = try #require(scene.books.legs[session.id])
        #expect(legs.suffix(2).map(\.start) == [.reservationReturned, .distributed])
        #expect(next.waitingSince == session.waitingSince, "the contact's wait goes on")
    }

    @Test func `who let it go gets it again only by coming back`() throws {
        var scene = try scene(.fewestOpen, present: [\.ana])
        let session = try scene.write()
        try scene.pass(120)
        #expect(try scene.session(session.id).reservedFor == nil)
        // Nothing of this is a reason to give it to the same agent.
        _ = try scene.write(from: phone(3))
        try scene.pass(600)
        #expect(try scene.session(session.id).reservedFor == nil)
        let ana = scene.company.ana
        try scene.play(.setPresence(ana.id, .paused(reason: "")), by: ana)
        try scene.play(.setPresence(ana.id, .available), by: ana)
        #expect(try scene.session(session.id).reservedFor == ana.id)
    }

    @Test func `everyone of the team may take what nobody else can be given`() throws {
        var scene = try scene(.fewestOpen, present: [\.ana])
        let session = try scene.write()
        try scene.pass(120)
        try scene.play(.start(session.id), by: scene.company.bruno)
        #expect(try scene.session(session.id).agent == scene.company.bruno.id)
    }

    @Test func `what is kept goes back at once when the agent pauses`() throws {
        var scene = try scene(.fewestOpen)
        let session = try scene.write()
        let ana = scene.company.ana
        try scene.play(.setPresence(ana.id, .paused(reason: "")), by: ana)
        #expect(try scene.session(session.id).reservedFor == scene.company.bruno.id)
    }

    @Test func `three letters take one place`() throws {
        var scene = try scene(
            .fewestOpen,
            { company in
                company.ana.sessionLimit = 1
                company.webchat.capabilities.rhythm = .deferred
            },
            present: [\.ana]
        )
        let ana = scene.company.ana
        for number in 0..<4 {
            _ = try scene.write(from: phone(number), on: scene.company.webchat)
        }
        let kept = scene.floor.waiting(for: .everything).map(\.reservedFor)
        #expect(kept == [ana.id, ana.id, ana.id, nil])
        #expect(scene.floor.load(of: ana.id) == 1)
        // No place is left for anything else, whoever asks.
        let chat = try scene.write(from: phone(7))
        #expect(chat.reservedFor == nil)
        #expect(scene.refusal(.start(chat.id), by: ana) == .limitReached(1))
        let target = TransferTarget.agent(ana.id, team: nil)
        let refusal = scene.refusal(.transfer(chat.id, to: target), by: scene.company.sofia)
        #expect(refusal == .limitReached(1))
    }

    @Test func `one letter leaves no room for a chat, and half a place none for two`() throws {
        var scene = try scene(
            .everyone,
            { company in
                company.ana.sessionLimit = 2
                company.webchat.capabilities.rhythm = .deferred
            },
            present: [\.ana]
        )
        let ana = scene.company.ana
        let letter = try scene.write(from: phone(1), on: scene.company.webchat)
        let first = try scene.write(from: phone(2))
        let second = try scene.write(from: phone(3))
        try scene.play(.start(letter.id), by: ana)
        try scene.play(.start(first.id), by: ana)
        #expect(scene.refusal(.start(second.id), by: ana) == .limitReached(2))
        let again = try scene.write(from: phone(4), on: scene.company.webchat)
        try scene.play(.start(again.id), by: ana)
        #expect(scene.floor.load(of: ana.id) == 2)
    }
}

extension Viewer {
    /// Sees all there is.
    static let everything = Viewer(
        Agent(id: ID(900), email: "v@example.com", name: "V", role: .administrator, scope: .all)
    )
}

extension Session {
    /// Who serves it, or for whom it is kept.
    fileprivate var holder: ID<Agent>? { agent ?? reservedFor }
}

extension Scene {
    /// Changes a contact as a person does.
    fileprivate mutating func play(_ contact: Contact) throws -> [Event] {
        try play(
            .editContact(contact.id, ContactChange(groups: contact.groups)),
            by: company.sofia
        )
    }
}
