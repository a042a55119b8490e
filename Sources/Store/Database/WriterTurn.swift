import Glibc
import Synchronization

/// Takes turns at writing to the file: the journal, for whom people wait, goes before the follower.
///
/// SQLite's own lock is polled in steps of milliseconds, which would be most of what a message takes.
final class WriterTurn: Sendable {
    private let turn = Mutex<Void>(())
    private let waiting = Atomic<Int>(0)

    /// Writes to the journal as soon as whoever writes now is done.
    func journal<Result>(_ body: () throws -> Result) rethrows -> Result {
        waiting.add(1, ordering: .relaxed)
        return try turn.withLock { _ in
            waiting.subtract(1, ordering: .relaxed)
            return try body()
        }
    }

    /// Writes what can wait: when nobody waits for the journal.
    func follower<Result>(_ body: () throws -> Result) rethrows -> Result {
        while waiting.load(ordering: .relaxed) > 0 { usleep(200) }
        return try turn.withLock { _ in try body() }
    }
}
