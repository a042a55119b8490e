internal import Synchronization

/// Counts the commands that are under way, because the mailbox of an actor has no bound.
final class Gate: Sendable {
    private let capacity: Int
    private let count = Mutex(0)

    /// Creates a gate that lets so many commands in at once.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Lets commands in, unless there are too many; one large request may come alone.
    func admit(_ commands: Int) -> Bool {
        count.withLock { count in
            guard count == 0 || count + commands <= capacity else { return false }
            count += commands
            return true
        }
    }

    /// How many commands are inside.
    var occupancy: Int { count.withLock(\.self) }

    /// Takes note that commands were answered.
    func release(_ commands: Int) {
        count.withLock { $0 -= commands }
    }
}
