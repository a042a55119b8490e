internal import OrderedCollections

extension Floor {
    /// Does a command and all that the rules make of it: the one way in which a floor changes.
    ///
    /// Events are recorded before they are applied: first those of the command itself, then what
    /// follows from them, each decided on the floor that all before it have left. What follows is
    /// nobody's doing: its actor is the system. `record` writes; when it throws, the floor is ahead
    /// of the books no further than the last events that were written, and must be loaded anew.
    public mutating func carryOut<Failure: Error>(
        _ command: Command,
        by actor: Actor,
        facts: Facts,
        at moment: inout Moment,
        record: ([Event], Actor) throws(Failure) -> Void
    ) throws(Failure) -> Result<Void, Refusal> {
        let events: [Event]
        do throws(Refusal) {
            events = try decide(command, by: actor, facts: facts, at: &moment)
        } catch {
            return .failure(error)
        }
        try settle(events, by: actor, facts: facts, at: &moment, record: record)
        switch command {
        case .tick:
            try letTimePass(at: &moment, record: record)
        case .connection(let agent, let isOpen):
            connect(agent, isOpen: isOpen, at: moment.now)
        default:
            break
        }
        return .success(())
    }

    /// Records and applies events, and what follows from them, until nothing follows.
    mutating func settle<Failure: Error>(
        _ events: [Event],
        by actor: Actor,
        facts: Facts = Facts(),
        at moment: inout Moment,
        record: ([Event], Actor) throws(Failure) -> Void
    ) throws(Failure) {
        guard !events.isEmpty else { return }
        var agenda = Agenda()
        try enact(events, by: actor, at: moment.now, agenda: &agenda, record: record)
        while let cause = agenda.next() {
            for rule in Rule.allCases {
                let following = consequences(of: cause, by: rule, facts: facts, at: &moment)
                guard !following.isEmpty else { continue }
                try enact(following, by: .system, at: moment.now, agenda: &agenda, record: record)
            }
        }
        guard let forgotten = agenda.firstForgotten else { return }
        // Nothing that a rule should have seen goes unseen by people.
        let notice = notice(of: forgotten, count: agenda.forgotten)
        try record([notice], .system)
        apply(notice, at: moment.now)
    }

    /// Tells administrators that rules had no end.
    private func notice(of forgotten: Event, count: Int) -> Event {
        let session = forgotten.session.flatMap { sessions[$0] }
        let channel = session?.channel ?? channels.keys.first ?? ID(0)
        let number = session.map { ", first of session \($0.protocolNumber)" } ?? ""
        return .noticeReceived(
            channel: channel,
            kind: "rules",
            text: "\(count) events were left without their consequences\(number): "
                + "a chain of rules is longer than \(Agenda.limit) events"
        )
    }

    private mutating func enact<Failure: Error>(
        _ events: [Event],
        by actor: Actor,
        at now: Timestamp,
        agenda: inout Agenda,
        record: ([Event], Actor) throws(Failure) -> Void
    ) throws(Failure) {
        try record(events, actor)
        for event in events {
            apply(event, at: now)
            agenda.add(event, by: actor)
        }
    }
}

/// Is what happened and may have consequences, in the order it happened.
struct Agenda {
    /// Is one event with who brought it about.
    struct Cause {
        let event: Event
        let actor: Actor
    }

    private var causes: [Cause] = []
    private var place = 0

    /// How many events came beyond the limit.
    private(set) var forgotten = 0

    /// The first of them.
    private(set) var firstForgotten: Event?

    /// More events than any chain of rules can have: a rule that feeds itself must not hang us.
    static let limit = 10_000

    /// Notes an event, unless nothing ever follows from its kind.
    mutating func add(_ event: Event, by actor: Actor) {
        guard event.mayHaveConsequences else { return }
        guard causes.count < Self.limit else {
            forgotten += 1
            firstForgotten = firstForgotten ?? event
            return
        }
        causes.append(Cause(event: event, actor: actor))
    }

    /// The next event whose consequences are asked for.
    mutating func next() -> Cause? {
        guard place < causes.count else { return nil }
        defer { place += 1 }
        return causes[place]
    }
}

extension Event {
    /// The session that a leg or a message of an event belongs to.
    fileprivate var session: ID<Session>? {
        switch self {
        case .sessionOpened(let session), .sessionReopened(let session): session.id
        case .legChanged(let id, _, _), .sessionClosed(let id, _, _), .flowMoved(let id, _): id
        case .messageAdded(let message, _): message.session
        default: nil
        }
    }
}
