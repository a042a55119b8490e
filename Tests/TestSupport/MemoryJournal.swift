public import Engine
internal import Synchronization

/// Keeps what happened in memory, and fails when a test wants it to.
public final class MemoryJournal: Journal, Sendable {
    /// Says that a failure was asked for.
    public struct Failure: Error, Sendable, Hashable {
        /// Creates the error.
        public init() {}
    }

    private let books: Mutex<MemoryBooks>
    private let plan = Mutex(Plan())
    private let beforeCommit: @Sendable () -> Void

    /// Says what was done, and what shall fail.
    private struct Plan {
        var commits: [Int] = []
        var failingCommits = 0
        var failingLoads = 0
        var failingAppends = 0
        var appended = 0
    }

    /// Creates a journal that begins with a floor; `beforeCommit` runs on the writer's thread.
    public init(_ floor: Floor, beforeCommit: @escaping @Sendable () -> Void = {}) {
        books = Mutex(MemoryBooks(floor: floor))
        self.beforeCommit = beforeCommit
    }

    /// What is in the books.
    public var contents: MemoryBooks { books.withLock(\.self) }

    /// The events so far.
    public var events: [RecordedEvent] { books.withLock(\.events) }

    /// How many commands' events each transaction wrote, first to last.
    public var commits: [Int] { plan.withLock(\.commits) }

    /// Makes the next transactions fail at their end.
    public func failCommits(_ count: Int = 1) {
        plan.withLock { $0.failingCommits += count }
    }

    /// Makes the next writes fail in the middle of a transaction.
    public func failAppends(_ count: Int = 1) {
        plan.withLock { $0.failingAppends += count }
    }

    /// Makes the next readings of the floor fail.
    public func failLoads(_ count: Int = 1) {
        plan.withLock { $0.failingLoads += count }
    }

    /// Reads the floor as the books have it.
    public func loadFloor() throws -> Floor {
        try plan.withLock { plan in
            guard plan.failingLoads == 0 else {
                plan.failingLoads -= 1
                throw Failure()
            }
        }
        return books.withLock(\.floor)
    }

    /// Runs a batch; when it throws, the books are as before.
    public func transaction<Result>(_ body: () throws -> Result) throws -> Result {
        let before = books.withLock(\.self)
        plan.withLock { $0.appended = 0 }
        do {
            let result = try body()
            beforeCommit()
            try plan.withLock { plan in
                guard plan.failingCommits == 0 else {
                    plan.failingCommits -= 1
                    throw Failure()
                }
                plan.commits.append(plan.appended)
            }
            return result
        } catch {
            books.withLock { $0 = before }
            throw error
        }
    }

    /// Looks up what a command needs to know.
    public func facts(for question: Question) -> Facts {
        books.withLock { $0.facts(for: question) }
    }

    /// Writes the events of one command.
    public func append(
        _ events: [Event],
        at now: Timestamp,
        by actor: Actor
    ) throws -> [RecordedEvent] {
        try plan.withLock { plan in
            guard plan.failingAppends == 0 else {
                plan.failingAppends -= 1
                throw Failure()
            }
            plan.appended += 1
        }
        return books.withLock { $0.append(events, at: now, by: actor) }
    }
}
