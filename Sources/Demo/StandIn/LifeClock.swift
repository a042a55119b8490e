public import Engine
internal import Foundation

/// Tells the time and waits, so that a test can let hours pass at once.
public protocol LifeClock: Sendable {
    /// The time.
    var now: Timestamp { get }

    /// Waits; ends early with an error when the task is cancelled.
    func sleep(milliseconds: Int64) async throws
}

/// Tells the machine's time.
public struct RealClock: LifeClock {
    /// Creates the clock.
    public init() {}

    /// The time.
    public var now: Timestamp {
        Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
    }

    /// Waits; ends early with an error when the task is cancelled.
    public func sleep(milliseconds: Int64) async throws {
        try await Task.sleep(for: .milliseconds(max(0, milliseconds)))
    }
}
