import Synchronization

/// Lets only so many calls into a plugin's process at once; the others wait in their order.
final class CallSlots: Sendable {
    private struct Waiter {
        let number: UInt64
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var free: Int
        var waiters: [Waiter] = []
        var last: UInt64 = 0
        var cancelled: Set<UInt64> = []
    }

    private let most: Int
    private let state: Mutex<State>

    /// - Parameters:
    ///   - count: how many calls may run at once.
    ///   - most: how many may wait.
    init(_ count: Int, waiting most: Int) {
        self.most = most
        state = Mutex(State(free: max(1, count)))
    }

    /// Waits for a place.
    ///
    /// - Throws: `PluginFailure` of class `busy` or `cancelled`.
    func enter(until deadline: ContinuousClock.Instant) async throws {
        let isFree = state.withLock { state in
            guard state.free > 0 else { return false }
            state.free -= 1
            return true
        }
        guard !isFree else { return }
        let number = state.withLock { state in
            state.last += 1
            return state.last
        }
        let timer = Task { [weak self] in
            guard (try? await Task.sleep(until: deadline, clock: .continuous)) != nil else {
                return
            }
            self?.drop(number, PluginFailure(.busy, "no call of the plugin ended in time"))
        }
        defer {
            timer.cancel()
            state.withLock { _ = $0.cancelled.remove(number) }
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                wait(Waiter(number: number, continuation: continuation))
            }
        } onCancel: {
            drop(number, PluginFailure(.cancelled, "the call was cancelled"))
        }
    }

    /// Gives a place back.
    func leave() {
        let next: Waiter? = state.withLock { state in
            guard !state.waiters.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiters.removeFirst()
        }
        next?.continuation.resume()
    }

    private func wait(_ waiter: Waiter) {
        enum Fate { case waits, enters, full, dropped }
        let fate: Fate = state.withLock { state in
            if state.cancelled.remove(waiter.number) != nil { return .dropped }
            if state.free > 0 {
                state.free -= 1
                return .enters
            }
            guard state.waiters.count < most else { return .full }
            state.waiters.append(waiter)
            return .waits
        }
        switch fate {
        case .waits: break
        case .enters: waiter.continuation.resume()
        case .full:
            waiter.continuation.resume(
                throwing: PluginFailure(.busy, "too many calls of the plugin wait")
            )
        case .dropped:
            waiter.continuation.resume(
                throwing: PluginFailure(.cancelled, "the call was cancelled")
            )
        }
    }

    /// Lets a waiter go that does not want to wait any more, also before it has begun to.
    private func drop(_ number: UInt64, _ failure: PluginFailure) {
        let waiter: Waiter? = state.withLock { state in
            guard let place = state.waiters.firstIndex(where: { $0.number == number }) else {
                if failure.class == .cancelled { state.cancelled.insert(number) }
                return nil
            }
            return state.waiters.remove(at: place)
        }
        waiter?.continuation.resume(throwing: failure)
    }
}
