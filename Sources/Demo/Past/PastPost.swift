internal import Engine

/// Does the commands of the past: lets time pass between them, and brings our messages to contacts.
struct PastPost {
    /// How often the server looks at its timers while somebody is there, in seconds.
    private static let beat: Int64 = 60

    private let ledger: Ledger
    private var tickAt: Timestamp
    /// What the provider calls the last message to the contact of each session.
    private(set) var lastSent: [ID<Session>: String] = [:]
    private var count = 0

    /// What providers will have said about our messages, by time.
    private var reports: [(at: Timestamp, inbound: Inbound)] = []

    init(ledger: Ledger, from beginning: Timestamp) {
        self.ledger = ledger
        tickAt = beginning
    }

    /// Does a command; what goes out because of it is taken by the provider at once.
    @discardableResult
    mutating func perform(
        _ command: Command,
        by actor: Actor,
        at now: Timestamp
    ) throws -> [Event] {
        let events = try ledger.perform(command, by: actor, at: now)
        for case .messageAdded(let message, _) in events where message.direction == .outbound {
            try send(message, at: now)
        }
        return events
    }

    /// Lets time pass up to a moment.
    mutating func advance(to moment: Timestamp) throws {
        while true {
            // Nothing waits for a timer when nobody is there.
            if ledger.floor.sessions.isEmpty { tickAt = max(tickAt, moment) }
            if let report = reports.first, report.at <= min(moment, tickAt) {
                reports.removeFirst()
                try attempt(.receive(report.inbound), by: .contact, at: report.at)
            } else if tickAt < moment {
                try attempt(.tick, by: .system, at: tickAt)
                tickAt = tickAt.adding(seconds: Self.beat)
            } else {
                return
            }
        }
    }

    private mutating func attempt(_ command: Command, by actor: Actor, at now: Timestamp) throws {
        do {
            try perform(command, by: actor, at: now)
        } catch is Refusal {
            return
        }
    }

    private mutating func send(_ message: Message, at now: Timestamp) throws {
        count += 1
        let provider = "past-out-\(now.milliseconds)-\(count)"
        do {
            try ledger.perform(.beginSending(message.id), by: .system, at: now)
            try ledger.perform(
                .finishSending(message.id, .accepted(providerID: provider)),
                by: .system,
                at: now
            )
        } catch is Refusal {
            return
        }
        if let session = message.session { lastSent[session] = provider }
        report(.delivered, on: provider, of: message, at: now.adding(seconds: 2))
        // Nine in ten let us know that they read it.
        guard count % 10 != 0 else { return }
        let pause = Int64(6 + count % 23)
        report(.read, on: provider, of: message, at: now.adding(seconds: pause))
    }

    private mutating func report(
        _ delivery: Delivery,
        on provider: String,
        of message: Message,
        at moment: Timestamp
    ) {
        let inbound = Inbound(
            channel: message.channel,
            dedupeKey: "\(provider)-\(delivery.rawValue)",
            sentAt: moment,
            providerID: provider,
            signal: .delivery(delivery, error: nil)
        )
        let place = reports.firstIndex { $0.at > moment } ?? reports.endIndex
        reports.insert((moment, inbound), at: place)
    }
}
