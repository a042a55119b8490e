import Synchronization

/// Counts those who wait and turns away whoever comes when it is full.
final class Line: Sendable {
    private let limit: Int
    private let count = Mutex(0)

    /// Creates a line for so many.
    init(limit: Int) {
        self.limit = limit
    }

    /// Takes a place.
    ///
    /// - Throws: `AccountsError.busy` when there is none.
    func enter() throws(AccountsError) {
        let entered = count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
        guard entered else { throw .busy }
    }

    /// Gives the place back.
    func leave() {
        count.withLock { $0 -= 1 }
    }
}
