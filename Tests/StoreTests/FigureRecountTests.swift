import Engine
import Store
import TestSupport
import Testing

/// Computes every sum and count again from legs, messages, hours and presence, and compares.
@Suite struct FigureRecountTests {
    private let scratch: StoreScratch

    init() throws {
        scratch = try StoreScratch()
    }

    @Test(arguments: [3, 8, 21] as [UInt64])
    func `roll-ups say what the legs say`(_ seed: UInt64) async throws {
        let folder = try scratch.open()
        let chronicle = try Chronicle(folder.journal())
        var walk = RandomPast(chronicle, seed: seed)
        try walk.furnish()
        try walk.live(sessions: 40)
        let presence = try walk.comeAndGo()
        let ledger = try LegLedger(scratch.database, hours: walk.hours)
        let people = walk.people
        for dimension in FigureDimension.allCases {
            let found = try await folder.library.figures(
                from: .at(0, 0),
                to: .at(72, 0),
                by: dimension,
                for: Viewer(chronicle.company.admin)
            )
            var expected = ledger.figures(by: dimension)
            for person in people {
                let work = presence.work(of: person.id, serving: ledger.service(of: person.id))
                for key in person.keys(by: dimension) {
                    expected[key, default: PeriodFigures()].take(work, person.sessionLimit)
                }
            }
            for key in Set(found.keys).union(expected.keys) {
                let found = found[key] ?? PeriodFigures()
                let expected = expected[key] ?? PeriodFigures()
                // Ratings are counted once, in the total.
                for metric in Metric.all
                where dimension == .total || !metric.id.hasPrefix("rating") {
                    let (left, right) = (found.value(of: metric.id), expected.value(of: metric.id))
                    #expect(left == right, "\(key) \(metric.id)")
                }
                #expect(found.levelBase == expected.levelBase, "\(key)")
                #expect(found.pauses == expected.pauses, "\(key)")
            }
        }
        #expect(try await folder.checkup() == [])
    }
}

/// Lives sessions at random, by the rules of legs.
private struct RandomPast {
    private let chronicle: Chronicle
    private var dice: SeededDice

    init(_ chronicle: Chronicle, seed: UInt64) {
        self.chronicle = chronicle
        dice = SeededDice(seed: seed)
    }

    /// The hours of the teams that have some.
    var hours: [ID<Team>: BusinessHours] { [chronicle.company.sales.id: shopHours] }

    /// Those who come and go: one has a limit of sessions, one serves both teams.
    var people: [Agent] {
        let company = chronicle.company
        var bruno = company.bruno
        bruno.teams = [company.sales.id, company.support.id]
        return [company.ana, bruno, company.carla]
    }

    /// Open three times a day, once over midnight; the second day is shorter.
    private let shopHours = BusinessHours(
        id: ID(61),
        slug: "loja",
        name: "Loja",
        week: Array(
            repeating: [
                .init(opens: 480, closes: 660), .init(opens: 780, closes: 1_020),
                .init(opens: 1_320, closes: 120),
            ],
            count: 7
        ),
        exceptions: [.init(date: 20_261_123, shifts: [.init(opens: 540, closes: 720)])]
    )

    /// A channel on which waits count in business hours.
    private var mail: Channel {
        Channel(
            id: ID(23),
            slug: "mail",
            name: "E-mail",
            plugin: "mail",
            team: chronicle.company.sales.id,
            capabilities: ChannelCapabilities(rhythm: .deferred)
        )
    }

    /// Writes what the figures are counted by.
    func furnish() throws {
        var (sales, support) = (chronicle.company.sales, chronicle.company.support)
        sales.rules.hours = shopHours.id
        support.countsAbandoned = false
        let configuration: [Configuration] =
            [.hours(shopHours), .team(sales), .team(support), .channel(mail)]
            + people.map(Configuration.agent)
        try chronicle.write(configuration.map(Event.configured), at: .at(7, 0))
    }

    /// Lets everybody come, pause and go at random until they have all gone.
    mutating func comeAndGo() throws -> PresencePast {
        var past = PresencePast()
        for person in people {
            var now = Timestamp.at(8, 0)
            while now < .at(40, 0) {
                let presence: Presence =
                    switch Int.random(in: 0..<4, using: &dice) {
                    case 0: .offline
                    case 1: .paused(reason: "almoço")
                    case 2: .paused(reason: "café")
                    default: .available
                    }
                try write(presence, of: person, at: now, into: &past)
                now = now.adding(seconds: .random(in: 60...14_400, using: &dice))
            }
        }
        for person in people { try write(.offline, of: person, at: .at(70, 0), into: &past) }
        return past
    }

    private func write(
        _ presence: Presence,
        of person: Agent,
        at now: Timestamp,
        into past: inout PresencePast
    ) throws {
        try chronicle.write([.presenceChanged(person.id, presence)], at: now)
        past.add(presence, of: person.id, at: now)
    }

    mutating func live(sessions: Int) throws {
        for index in 0..<sessions {
            let start = Timestamp.at(8, 0).adding(seconds: .random(in: 0...72_000, using: &dice))
            let contact = try chronicle.contact(
                "Fulano \(index)",
                phone: "551190\(100_000 + index)",
                at: start
            )
            try live(contact, from: start)
        }
    }

    private mutating func live(_ contact: Contact, from start: Timestamp) throws {
        let company = chronicle.company
        var now = start
        var session = try chronicle.open(
            contact,
            on: [company.whatsapp, company.webchat, mail].randomElement(using: &dice),
            origin: Int.random(in: 0..<6, using: &dice) == 0 ? .outbound : .inbound,
            at: now
        )
        for _ in 0..<Int.random(in: 2...14, using: &dice) {
            now = now.adding(seconds: .random(in: 1...900, using: &dice))
            try step(&session, at: now)
        }
    }

    private mutating func step(_ session: inout Session, at now: Timestamp) throws {
        let company = chronicle.company
        let team = Bool.random(using: &dice) ? company.sales : company.support
        let agent = [company.ana, company.bruno, company.carla].randomElement(using: &dice)
        guard let agent else { return }
        switch (session.phase, Int.random(in: 0..<8, using: &dice)) {
        case (.closed, 0...3):
            try chronicle.reopen(&session, for: team, at: now)
        case (.closed, _):
            try chronicle.write([.rated(session.id, 4)], at: now)
            session.apply(.rated(session.id, 4), at: now)
        case (.waiting, 0):
            let causes: [Leg.Start] = [.overflowUnavailable, .overflowWait, .overflowHours]
            let start = causes.randomElement(using: &dice) ?? .overflowWait
            try chronicle.turn(
                &session,
                to: .waiting,
                team: team,
                start: start,
                end: .overflow,
                at: now
            )
        case (.waiting, 1...3):
            try chronicle.answer(&session, agent, at: now)
        case (.inService, 0):
            try chronicle.turn(
                &session,
                to: .waiting,
                team: team,
                start: .transfer,
                end: .transferred,
                at: now
            )
        case (_, 4):
            let ends: [(Leg.End, Outcome)] = [
                (.closedByAgent, .success), (.closedByContact, .success),
                (.closedByInactivity, .lost),
            ]
            let (end, outcome) = ends.randomElement(using: &dice) ?? (.closedByAgent, .success)
            try chronicle.write([.ratingAsked(session.id)], at: now)
            try chronicle.close(&session, end, outcome, at: now)
        case (.inService, 5...6):
            try chronicle.say("sim", in: session, by: .agent(session.agent ?? agent.id), at: now)
        default:
            try chronicle.say("oi", in: session, at: now)
        }
    }
}
