import Synchronization

/// Is a call that a plugin's process is making; it ends exactly once for the one who waits.
final class PendingCall: Sendable {
    let function: WorkerFunction
    /// When the process is ended because of it.
    let deadline: ContinuousClock.Instant
    /// The data and document of a report.
    let report: WorkerReportDesk?
    /// Keeps what the plugin said became of a message, before the call ended.
    let outcome: Said?

    private let continuation: Mutex<CheckedContinuation<[UInt8], any Error>?>

    init(
        _ function: WorkerFunction,
        deadline: ContinuousClock.Instant,
        report: WorkerReportDesk?,
        outcome: Said?,
        _ continuation: CheckedContinuation<[UInt8], any Error>
    ) {
        self.function = function
        self.deadline = deadline
        self.report = report
        self.outcome = outcome
        self.continuation = Mutex(continuation)
    }

    /// Ends the call.
    func end(_ result: Result<[UInt8], any Error>) {
        let continuation = continuation.withLock { continuation in
            defer { continuation = nil }
            return continuation
        }
        continuation?.resume(with: result)
    }
}
