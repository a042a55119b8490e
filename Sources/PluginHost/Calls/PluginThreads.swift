import Dispatch
import Foundation
import Synchronization

/// Runs calls of plugins on threads of the host's own, never on the cooperative pool.
///
/// The queue is bounded. A call that does not return in time is given up: whoever waits gets a
/// failure, its thread is replaced, and whatever it does later goes nowhere. No feature takes more
/// than half of the threads, so that one that hangs leaves room for the others.
final class PluginThreads: Sendable {
    private struct State {
        var queue: [CallJob] = []
        var threads = 0
        var idle = 0
        var isStopped = false
    }

    private let limits: CallLimits
    private let state = Mutex(State())
    private let work = DispatchSemaphore(value: 0)

    init(limits: CallLimits) {
        self.limits = limits
    }

    private var share: Int { max(1, limits.threads / 2) }

    /// Lets the threads end when they are free; calls that come later fail.
    func stop() {
        let count = state.withLock { state in
            state.isStopped = true
            return state.threads
        }
        for _ in 0..<count { work.signal() }
    }

    /// Makes a call on a thread and waits for it.
    ///
    /// - Parameters:
    ///   - gate: the feature that is called.
    ///   - limit: the deadline in milliseconds from now, waiting in the queue included.
    ///   - body: the call; it gets the signal that says when to stop.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws, or `PluginFailure` of class `busy`, `timeout`, `disabled` or
    ///   `cancelled`.
    func run<Value: Sendable>(
        _ gate: FeatureGate,
        limit: Int64,
        _ body: @escaping @Sendable (CallSignal) throws -> Value
    ) async throws -> Value {
        try gate.check()
        let deadline = ContinuousClock.now + .milliseconds(limit)
        let signal = CallSignal(deadline: deadline)
        let running = Mutex<CallJob?>(nil)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let job = CallJob(gate: gate) { job in
                    let result = Result { try body(signal) }
                    if job.finish() { continuation.resume(with: result) }
                } fail: { failure in
                    continuation.resume(throwing: failure)
                }
                running.withLock { $0 = job }
                job.expire(at: deadline + .milliseconds(limits.grace)) { [self] in
                    if job.giveUp() { replaceThread() }
                }
                submit(job)
                if Task.isCancelled { job.drop(Self.cancelled) }
            }
        } onCancel: {
            signal.cancel()
            running.withLock { $0 }?.drop(Self.cancelled)
        }
    }

    private static let cancelled = PluginFailure(.cancelled, "the call was cancelled")

    private func submit(_ job: CallJob) {
        enum Admission { case taken, needsThread, full, stopped }
        let admission: Admission = state.withLock { state in
            if state.isStopped { return .stopped }
            guard state.queue.count < limits.queue else { return .full }
            state.queue.append(job)
            guard state.idle < state.queue.count, state.threads < limits.threads else {
                return .taken
            }
            state.threads += 1
            return .needsThread
        }
        switch admission {
        case .taken: work.signal()
        case .needsThread:
            startThread()
            work.signal()
        case .full: job.drop(PluginFailure(.busy, "too many calls of plugins wait"))
        case .stopped: job.drop(PluginFailure(.disabled, "the plugins' host is stopped"))
        }
    }

    /// Starts a thread in place of one that did not come back.
    private func replaceThread() {
        startThread()
        work.signal()
    }

    private func startThread() {
        let thread = Thread { [self] in serve() }
        thread.name = "conecta-plugin"
        thread.stackSize = 4 << 20
        thread.start()
    }

    private func serve() {
        while true {
            state.withLock { $0.idle += 1 }
            work.wait()
            let (job, stops) = state.withLock { state in
                state.idle -= 1
                let share = share
                let index = state.queue.firstIndex { $0.gate.enter(share: share) }
                return (index.map { state.queue.remove(at: $0) }, state.isStopped)
            }
            guard let job else {
                guard stops else { continue }
                return state.withLock { $0.threads -= 1 }
            }
            let belongsToPool = job.run()
            job.gate.leave()
            // The share it held may have kept another call waiting.
            if state.withLock({ !$0.queue.isEmpty }) { work.signal() }
            guard belongsToPool else { return }
        }
    }
}
