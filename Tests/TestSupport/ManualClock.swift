public import Engine
internal import Synchronization

/// Tells a time that moves only when a test says so.
public final class ManualClock: Sendable {
    private let time: Mutex<Timestamp>

    /// Creates a clock that stands at a moment, by default 2026-11-22T12:00:00Z.
    public init(_ start: Timestamp = Timestamp(seconds: 1_795_348_800)) {
        time = Mutex(start)
    }

    /// The time.
    public var now: Timestamp { time.withLock(\.self) }

    /// Moves the time on, or back with a negative count.
    public func advance(seconds: Int64) {
        time.withLock { $0 = $0.adding(seconds: seconds) }
    }

    /// Moves the time on by milliseconds.
    public func advance(milliseconds: Int64) {
        time.withLock { $0 = Timestamp(milliseconds: $0.milliseconds + milliseconds) }
    }
}
