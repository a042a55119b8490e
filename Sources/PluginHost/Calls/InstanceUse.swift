import Synchronization

/// Counts the calls of an instance, so that it is destroyed when none runs, and only then.
final class InstanceUse: Sendable {
    private struct State {
        var running = 0
        var isClosed = false
        var isLost = false
        var isPolling = false
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Begins a call.
    ///
    /// - Throws: `PluginFailure` of class `disabled` when the instance is closed.
    func begin() throws(PluginFailure) {
        let begins = state.withLock { state in
            if !state.isClosed { state.running += 1 }
            return !state.isClosed
        }
        guard begins else { throw PluginFailure(.disabled, "the account is closed") }
    }

    /// Ends a call.
    ///
    /// - Parameter lost: its thread did not come back: the instance can never be destroyed.
    func end(lost: Bool) {
        let waiting = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.running -= 1
            if lost { state.isLost = true }
            guard state.running == 0 else { return nil }
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume()
    }

    /// Takes the right to poll, of which there is one.
    ///
    /// - Throws: `PluginFailure` of class `busy` while another poll runs.
    func beginPoll() throws(PluginFailure) {
        let begins = state.withLock { state in
            defer { state.isPolling = true }
            return !state.isPolling
        }
        guard begins else { throw PluginFailure(.busy, "a poll of this account is running") }
    }

    /// Gives back the right to poll.
    func endPoll() {
        state.withLock { $0.isPolling = false }
    }

    /// Lets no call begin any more, and waits for those that run.
    ///
    /// - Returns: whether the instance can be destroyed; `false` also when it was closed before.
    func close() async -> Bool {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return false }
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                if state.running > 0 { state.waiting = continuation }
                return state.running == 0
            }
            if isIdle { continuation.resume() }
        }
        return state.withLock { !$0.isLost }
    }
}
