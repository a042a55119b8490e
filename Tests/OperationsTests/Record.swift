import Synchronization

/// Collects what happens, and lets a test wait for it.
final class Record<Item: Sendable>: Sendable {
    private struct State {
        var items: [Item] = []
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var items: [Item] { state.withLock(\.items) }

    func add(_ item: Item) {
        let ready = state.withLock { state in
            state.items.append(item)
            let ready = state.waiters.filter { $0.count <= state.items.count }
            state.waiters.removeAll { $0.count <= state.items.count }
            return ready
        }
        for waiter in ready { waiter.continuation.resume() }
    }

    /// Waits until there are so many.
    func wait(for count: Int) async -> [Item] {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                guard state.items.count < count else { return true }
                state.waiters.append((count, continuation))
                return false
            }
            if isReady { continuation.resume() }
        }
        return items
    }
}
