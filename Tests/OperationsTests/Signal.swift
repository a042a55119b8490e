import Synchronization

/// Tells whoever waits that something may have changed.
final class Signal: Sendable {
    private struct State {
        var count = 0
        var next = 0
        var waiters: [Int: CheckedContinuation<Bool, Never>] = [:]
    }

    private let state = Mutex(State())

    /// How often it was given.
    var count: Int { state.withLock(\.count) }

    /// Wakes everyone who waits.
    func give() {
        let waiters = state.withLock { state in
            state.count += 1
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        for waiter in waiters { waiter.resume(returning: true) }
    }

    /// Waits until it was given more often than so many times.
    ///
    /// - Throws: `CancellationError` when the task is cancelled, as at the end of a time limit.
    func wait(after seen: Int) async throws {
        let ticket = state.withLock { state in
            state.next += 1
            return state.next
        }
        let isGiven = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if state.count > seen { return true }
                    if Task.isCancelled { return false }
                    state.waiters[ticket] = continuation
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiters.removeValue(forKey: ticket) }
            waiter?.resume(returning: false)
        }
        guard isGiven else { throw CancellationError() }
    }
}
