import Synchronization

/// Is one call on its way through the queue; it ends exactly once for the one who waits.
final class CallJob: Sendable {
    /// Says where a call is.
    private enum Phase {
        case waiting
        case running
        case over
    }

    private struct State {
        var phase = Phase.waiting
        var wasGivenUp = false
        var timer: Task<Void, Never>?
    }

    /// The feature that is called.
    let gate: FeatureGate

    private let state = Mutex(State())
    private let body: @Sendable (CallJob) -> Void
    private let fail: @Sendable (PluginFailure) -> Void

    /// Creates a job.
    ///
    /// - Parameters:
    ///   - gate: the feature that is called.
    ///   - body: makes the call and keeps its result; `finish` tells whether anybody wants it.
    ///   - fail: tells the one who waits that there will be no result.
    init(
        gate: FeatureGate,
        body: @escaping @Sendable (CallJob) -> Void,
        fail: @escaping @Sendable (PluginFailure) -> Void
    ) {
        self.gate = gate
        self.body = body
        self.fail = fail
    }

    /// Sets the moment at which the job is given up.
    func expire(at moment: ContinuousClock.Instant, then expired: @escaping @Sendable () -> Void) {
        let timer = Task {
            guard (try? await Task.sleep(until: moment, clock: .continuous)) != nil else { return }
            expired()
        }
        let isOver = state.withLock { state in
            state.timer = timer
            return state.phase == .over
        }
        if isOver { timer.cancel() }
    }

    /// Makes the call on the current thread.
    ///
    /// - Returns: whether the thread still belongs to the pool.
    func run() -> Bool {
        let begins = state.withLock { state in
            guard state.phase == .waiting else { return false }
            state.phase = .running
            return true
        }
        guard begins else { return true }
        body(self)
        return state.withLock { !$0.wasGivenUp }
    }

    /// Ends the job with a result; `false` when it has ended before.
    func finish() -> Bool {
        end { _ in true }
    }

    /// Ends the job if no thread has begun it.
    func drop(_ failure: PluginFailure) {
        if end({ $0.phase == .waiting }) { fail(failure) }
    }

    /// Ends the job at its deadline.
    ///
    /// - Returns: whether a thread was lost to it.
    func giveUp() -> Bool {
        var wasRunning = false
        let ended = end { state in
            wasRunning = state.phase == .running
            state.wasGivenUp = wasRunning
            return true
        }
        guard ended else { return false }
        if wasRunning {
            gate.lose()
            var failure = PluginFailure(.timeout, "\(gate.name) did not return in time")
            failure.isLostThread = true
            fail(failure)
        } else {
            fail(PluginFailure(.busy, "\(gate.name) had no free thread in time"))
        }
        return wasRunning
    }

    private func end(_ condition: (inout State) -> Bool) -> Bool {
        let (ended, timer): (Bool, Task<Void, Never>?) = state.withLock { state in
            guard state.phase != .over, condition(&state) else { return (false, nil) }
            state.phase = .over
            return (true, state.timer)
        }
        timer?.cancel()
        return ended
    }
}
