internal import Synchronization

/// Lets a bounded count of jobs run at once, and a bounded count wait for their turn.
final class Turnstile: Sendable {
    private struct State {
        var running = 0
        var next = 0
        var waiting: [(ticket: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    private let state = Mutex(State())
    private let limit: Int
    private let queue: Int

    /// Creates a turnstile for so many jobs at once and so many that wait.
    init(limit: Int, queue: Int) {
        self.limit = max(1, limit)
        self.queue = max(0, queue)
    }

    /// Runs a job when it is its turn.
    ///
    /// - Throws: `ReportError.busy` when too many wait, `CancellationError` when the caller gave up
    ///   before its turn, and what the job throws.
    func pass<Value: Sendable>(_ job: @Sendable () async throws -> Value) async throws -> Value {
        try await enter()
        defer { leave() }
        return try await job()
    }

    private func enter() async throws {
        let ticket = state.withLock { state in
            state.next += 1
            return state.next
        }
        let isAdmitted = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if state.running < limit {
                        state.running += 1
                        return true
                    }
                    guard state.waiting.count < queue, !Task.isCancelled else { return false }
                    state.waiting.append((ticket, continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let left = state.withLock { state in
                state.waiting.firstIndex { $0.ticket == ticket }
                    .map { state.waiting.remove(at: $0).continuation }
            }
            left?.resume(returning: false)
        }
        guard isAdmitted else {
            try Task.checkCancellation()
            throw ReportError.busy(retryAfterSeconds: 2)
        }
    }

    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Bool, Never>? in
            guard !state.waiting.isEmpty else {
                state.running -= 1
                return nil
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume(returning: true)
    }
}
