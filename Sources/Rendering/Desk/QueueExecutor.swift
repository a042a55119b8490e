import Dispatch

/// Runs the jobs of one actor on one thread at a time, outside the cooperative pool.
///
/// Layout and drawing take milliseconds to seconds; on the pool they would stop everything else.
final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue

    /// Creates an executor that debuggers show under a label.
    init(label: String) {
        queue = DispatchQueue(label: label, qos: .userInitiated)
    }

    /// Runs a job after the ones that came before.
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    /// Stops the program when the caller is not on this executor.
    func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
