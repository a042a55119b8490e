internal import Foundation
internal import Synchronization

/// Takes commands in batches and keeps the floor and the journal in step: the only writer.
///
/// While one batch is being written the next one gathers. The commands of a batch are decided one
/// after the other, each on what those before it did, and written in one transaction; callers are
/// answered and events are published when it is on disk. Between deciding and writing nothing
/// waits.
public actor Switchboard {
    private let executor: QueueExecutor
    private let journal: any Journal
    private let clock: @Sendable () -> Timestamp
    private let gate: Gate
    private let publisher = Publisher()
    private var floor: Floor
    private var ids: IDMint
    private var requests: [Request] = []
    private var isDraining = false
    private var isFloorStale = false
    private var knownZone: (name: String, zone: TimeZone)?

    /// How many commands share a transaction at most; those of one request are never parted.
    private static let batchLimit = 128

    /// The thread that the switchboard and its journal run on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Creates a switchboard that owns its journal, with the floor that the journal has.
    ///
    /// - Parameters:
    ///   - journal: Keeps what happens; nobody else may use it.
    ///   - node: Which of the machines that make ids this is, 0 to 1023.
    ///   - capacity: How many commands may wait; more are turned away.
    ///   - clock: Tells the time.
    /// - Throws: What the journal throws when it cannot read the floor.
    public init(
        journal: sending any Journal,
        node: Int64 = 0,
        capacity: Int = 4_096,
        clock: @escaping @Sendable () -> Timestamp
    ) throws {
        executor = QueueExecutor(label: "switchboard")
        let floor = try journal.loadFloor()
        ids = IDMint(node: node, after: floor.lastID)
        self.floor = floor
        self.journal = journal
        self.clock = clock
        gate = Gate(capacity: capacity)
    }

    /// Does a command and returns its events when they are on disk.
    ///
    /// No events means that all is already as the command wants it.
    ///
    /// - Throws: `Refusal` when the command cannot be done, `SwitchboardError` when nothing could be.
    public nonisolated func submit(
        _ command: Command,
        by actor: Actor
    ) async throws -> [RecordedEvent] {
        let results = try await submit(all: [(command: command, actor: actor)])
        guard let result = results.first else { return [] }
        return try result.get()
    }

    /// Does commands one after the other in one transaction: all of them are on disk, or none.
    ///
    /// A refused command does nothing and keeps no other from being done.
    ///
    /// - Throws: `SwitchboardError` when nothing could be done.
    public nonisolated func submit(
        all commands: [(command: Command, actor: Actor)]
    ) async throws -> [Result<[RecordedEvent], Refusal>] {
        let steps = commands.map { Request.Step(command: $0.command, actor: $0.actor, at: nil) }
        return try await enter(steps)
    }

    /// Does what happened at earlier times, in one transaction: to fill new books.
    ///
    /// The steps are given in the order of their times and come before anything of the present.
    /// Nobody who follows the events hears of them.
    ///
    /// - Throws: `SwitchboardError` when nothing could be done.
    public nonisolated func submit(
        past commands: [(at: Timestamp, command: Command, actor: Actor)]
    ) async throws -> [Result<[RecordedEvent], Refusal>] {
        let steps = commands.map {
            Request.Step(command: $0.command, actor: $0.actor, at: $0.at)
        }
        return try await enter(steps)
    }

    /// Asks a question of the floor as it is now.
    public func read<Answer: Sendable>(_ question: @Sendable (borrowing Floor) -> Answer) -> Answer
    {
        question(floor)
    }

    /// Why the last batch could not be written; `nil` when it was.
    public private(set) var lastFailure: SwitchboardError?

    /// How many commands are under way: waiting, or being written.
    public nonisolated var underWay: Int { gate.occupancy }

    /// Gives all events from now on, a commit at a time, in order.
    ///
    /// A stream whose reader falls too far behind ends: the reader begins again and catches up from
    /// the journal by the place of the last event it has.
    public nonisolated func subscribe() -> AsyncStream<[RecordedEvent]> {
        publisher.subscribe()
    }

    private nonisolated func enter(_ steps: [Request.Step]) async throws -> Request.Outcome {
        guard !steps.isEmpty else { return [] }
        guard gate.admit(steps.count) else { throw SwitchboardError.overloaded }
        defer { gate.release(steps.count) }
        return try await perform(steps)
    }

    private func perform(_ steps: [Request.Step]) async throws -> Request.Outcome {
        try await withCheckedThrowingContinuation { answer in
            requests.append(Request(steps: steps, answer: answer))
            guard !isDraining else { return }
            isDraining = true
            // Runs after the requests that are already on their way: they join the batch.
            Task { drain() }
        }
    }

    /// Does the next batch, and comes back for what gathered meanwhile.
    private func drain() {
        var batch: [Request] = []
        var size = 0
        for request in requests {
            guard batch.isEmpty || size + request.steps.count <= Self.batchLimit else { break }
            batch.append(request)
            size += request.steps.count
        }
        requests.removeFirst(batch.count)
        // What was heard in time wins over a timer that is due.
        commit(batch.filter { !$0.isTick } + batch.filter(\.isTick))
        if requests.isEmpty {
            isDraining = false
        } else {
            Task { drain() }
        }
    }

    /// Decides a batch and writes it; the callers of a batch that fails are all told so.
    private func commit(_ batch: [Request]) {
        let outcomes: [Request.Outcome]
        do {
            try refreshFloor()
            outcomes = try journal.transaction { try decide(batch) }
        } catch {
            // What was decided is not on disk: the floor goes back to what is.
            isFloorStale = true
            try? refreshFloor()
            let failure = SwitchboardError.journalFailed(String(describing: error))
            lastFailure = failure
            for request in batch { request.answer.resume(throwing: failure) }
            return
        }
        lastFailure = nil
        let news = zip(batch, outcomes).filter { request, _ in !request.isPast }
        let events = news.flatMap { $0.1.flatMap { (try? $0.get()) ?? [] } }
        if !events.isEmpty { publisher.publish(events) }
        for (request, outcome) in zip(batch, outcomes) {
            request.answer.resume(returning: outcome)
        }
    }

    /// Reads the floor again after a failure; until that succeeds no command is taken.
    private func refreshFloor() throws {
        guard isFloorStale else { return }
        var fresh = try journal.loadFloor()
        // What was never written down is known from the old one alone.
        fresh.watch = floor.watch
        floor = fresh
        isFloorStale = false
    }

    private func decide(_ batch: [Request]) throws -> [Request.Outcome] {
        let now = clock()
        var moment = Moment(now: now, zone: zone, ids: ids)
        defer { ids = moment.ids }
        var outcomes: [Request.Outcome] = []
        outcomes.reserveCapacity(batch.count)
        for request in batch {
            var outcome: Request.Outcome = []
            outcome.reserveCapacity(request.steps.count)
            for step in request.steps {
                let time = step.at ?? now
                if time != moment.now { moment = Moment(now: time, zone: zone, ids: moment.ids) }
                outcome.append(try decide(step.command, by: step.actor, at: &moment))
            }
            outcomes.append(outcome)
        }
        return outcomes
    }

    private func decide(
        _ command: Command,
        by actor: Actor,
        at moment: inout Moment
    ) throws -> Result<[RecordedEvent], Refusal> {
        let facts = try floor.question(for: command).map(journal.facts) ?? Facts()
        let now = moment.now
        var records: [RecordedEvent] = []
        let outcome = try floor.carryOut(command, by: actor, facts: facts, at: &moment) {
            events,
            actor in
            records += try journal.append(events, at: now, by: actor)
        }
        return outcome.map { records }
    }

    /// The company's zone, looked up again only when the company moves.
    private var zone: TimeZone {
        if let known = knownZone, known.name == floor.company.timeZone { return known.zone }
        let zone = TimeZone(identifier: floor.company.timeZone) ?? .gmt
        knownZone = (floor.company.timeZone, zone)
        return zone
    }
}
