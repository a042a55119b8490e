import Engine
import Foundation

extension Benchmark {
    /// What the engine itself costs, without a journal.
    static let decide = Benchmark(
        name: "decide",
        summary: "commands a second: decided and applied in memory, with 500 sessions waiting",
        cases: [
            Case("whole sessions of 8 commands", in: .rate(of: "commands"), ours: decideSessions)
        ]
    )

    private static func decideSessions() async throws -> Double {
        var office = try Office(waiting: 500)
        // What channels and the journal bring is made beforehand: the engine alone is measured.
        let visits = (0..<9_000).map { Visit(of: 500 + $0 % 200, key: $0, at: office.now) }
        let seconds = try await Stopwatch.median(of: 9, each: 1_000) { place in
            try office.serve(visits[place])
        }
        return seconds / Double(Office.commandsEach)
    }
}

/// Is what a contact's session brings from outside: two messages, who wrote, and the provider's id.
private struct Visit {
    let first: Inbound
    let second: Inbound
    let facts: Facts
    let answer = Content(kind: .text, text: "Bom dia! Já vou verificar.")
    let providerID: String

    init(of contact: Int, key: Int, at now: Timestamp) {
        first = FloorSample.message(from: contact, key: "a\(key)", at: now)
        second = FloorSample.message(from: contact, key: "b\(key)", at: now)
        var facts = Facts()
        facts.contact = Contact(
            id: ID(Int64(1_000 + contact)),
            name: "Conceição Araújo",
            identities: first.identities,
            createdAt: now
        )
        self.facts = facts
        providerID = "o\(key)"
    }
}

/// Lives through sessions on a floor of its own.
private struct Office {
    /// How many commands `serve` gives.
    static let commandsEach = 8

    private var floor = FloorSample.floor
    private var moment: Moment

    /// Opens an office in which so many contacts wait.
    init(waiting: Int) throws {
        let now = Timestamp(milliseconds: HouseSample.now)
        moment = Moment(now: now, zone: .gmt, ids: IDMint(after: 100))
        _ = try perform(.setPresence(FloorSample.agent.id, .available), by: .system)
        for contact in 0..<waiting {
            let visit = Visit(of: contact, key: contact, at: now)
            _ = try receive(visit.first, visit.facts)
        }
    }

    /// The time that stands still here.
    var now: Timestamp { moment.now }

    /// A contact writes twice, an agent takes the session, answers and closes it.
    mutating func serve(_ visit: Visit) throws {
        let agent = Actor.agent(FloorSample.agent.id)
        let session = try receive(visit.first, visit.facts)
        _ = try receive(visit.second, visit.facts)
        try perform(.start(session), by: agent)
        try perform(.markRead(session), by: agent)
        let sent = try perform(.send(session, visit.answer), by: agent)
        guard case .messageAdded(let message, _)? = sent.first else {
            throw BenchFailure("nothing was sent")
        }
        try perform(.beginSending(message.id), by: .system)
        try perform(
            .finishSending(message.id, .accepted(providerID: visit.providerID)),
            by: .system
        )
        try perform(.close(session), by: agent)
    }

    /// Receives a message of a contact who is in the books, and tells the session it came to.
    private mutating func receive(_ message: Inbound, _ facts: Facts) throws -> ID<Session> {
        try perform(.receive(message), by: .contact, facts: facts)
        let place = Address(channel: message.channel, value: message.address)
        guard let session = floor.session(at: place) else {
            throw BenchFailure("a message opened no session")
        }
        return session.id
    }

    @discardableResult
    private mutating func perform(
        _ command: Command,
        by actor: Actor,
        facts: Facts = Facts()
    ) throws -> [Event] {
        var done: [Event] = []
        try floor.carryOut(command, by: actor, facts: facts, at: &moment) { events, _ in
            done += events
        }.get()
        return done
    }
}
