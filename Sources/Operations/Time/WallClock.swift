public import Engine

/// Tells the time and waits for it: the system's, or that of a test.
public struct WallClock: Sendable {
    /// Tells the time.
    public let now: @Sendable () -> Timestamp

    private let wait: @Sendable (Timestamp) async throws -> Void

    /// Creates a clock; `wait` returns at a moment, or when the clock was set back, or throws when the
    /// task is cancelled.
    public init(
        now: @escaping @Sendable () -> Timestamp,
        wait: @escaping @Sendable (Timestamp) async throws -> Void
    ) {
        self.now = now
        self.wait = wait
    }

    /// Waits until a moment; returns at once when it is past, and before it when the clock was set
    /// back meanwhile: whoever waited looks again.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    public func sleep(until moment: Timestamp) async throws {
        try await wait(moment)
    }

    /// Waits for some milliseconds.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    public func sleep(milliseconds: Int64) async throws {
        try await wait(Timestamp(milliseconds: now().milliseconds + milliseconds))
    }
}
