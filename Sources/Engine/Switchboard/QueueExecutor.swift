import Dispatch

/// Runs the work of one actor on a thread of its own, outside Swift's cooperative pool.
///
/// For everything that blocks: the pool has one thread a core, and a blocked one is missed by all.
public final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    /// Creates an executor; debuggers show its label.
    public init(label: String) {
        queue = DispatchQueue(label: label)
    }

    /// Runs a job after those that came before it.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    /// Stops the program when the caller is elsewhere.
    public func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
