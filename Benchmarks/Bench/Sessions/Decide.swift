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
        let seconds = try await Stopwatch.median(of: 9, each: 1_000) { place in
            try office.serve(contact: 500 + place % 200, key: place)
        }
        return seconds / Double(Office.commandsEach)
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
        for contact in 0..<waiting { _ = try receive(from: contact, key: "w\(contact)") }
    }

    /// A contact writes twice, an agent takes the session, answers and closes it.
    mutating func serve(contact: Int, key: Int) throws {
        let agent = Actor.agent(FloorSample.agent.id)
        let session = try receive(from: contact, key: "a\(key)")
        _ = try receive(from: contact, key: "b\(key)")
        try perform(.start(session), by: agent)
        try perform(.markRead(session), by: agent)
        let sent = try perform(
            .send(session, Content(kind: .text, text: "Bom dia! Já vou verificar.")),
            by: agent
        )
        guard case .messageAdded(let message, _)? = sent.first else {
            throw BenchFailure("nothing was sent")
        }
        try perform(.beginSending(message.id), by: .system)
        try perform(.finishSending(message.id, .accepted(providerID: "o\(key)")), by: .system)
        try perform(.close(session), by: agent)
    }

    /// Takes a message of a contact who is in the books, and tells the session it came to.
    private mutating func receive(from contact: Int, key: String) throws -> ID<Session> {
        let message = FloorSample.message(from: contact, key: key, at: moment.now)
        var facts = Facts()
        facts.contact = Contact(
            id: ID(Int64(1_000 + contact)),
            name: "Conceição Araújo",
            identities: message.identities,
            createdAt: moment.now
        )
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
        let events = try floor.decide(command, by: actor, facts: facts, at: &moment)
        for event in events { floor.apply(event, at: moment.now) }
        return events
    }
}
