public import Engine
internal import Synchronization

/// Tells a time that moves only when a test says so, and then wakes those whose time has come.
public final class ManualClock: Sendable {
    private struct Sleeper {
        var until: Timestamp
        var continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var now: Timestamp
        var count = 0
        var sleepers: [Int: Sleeper] = [:]
    }

    private let state: Mutex<State>

    /// Creates a clock that stands at a moment, by default 2026-11-22T12:00:00Z.
    public init(_ start: Timestamp = Timestamp(seconds: 1_795_348_800)) {
        state = Mutex(State(now: start))
    }

    /// The time.
    public var now: Timestamp { state.withLock(\.now) }

    /// Moves the time on, or back with a negative count: by more than a minute wakes everyone, as the
    /// clock of the house does.
    public func advance(seconds: Int64) {
        advance(milliseconds: seconds * 1_000)
    }

    /// Moves the time on by milliseconds.
    public func advance(milliseconds: Int64) {
        let awake = state.withLock { state -> [Sleeper] in
            state.now = Timestamp(milliseconds: state.now.milliseconds + milliseconds)
            let isSetBack = milliseconds < -60_000
            let due = state.sleepers.filter { isSetBack || $0.value.until <= state.now }
            for key in due.keys { state.sleepers[key] = nil }
            return Array(due.values)
        }
        for sleeper in awake { sleeper.continuation.resume(returning: true) }
    }

    /// Waits until a test has moved the time to a moment.
    ///
    /// - Throws: `CancellationError` when the task is cancelled.
    public func sleep(until moment: Timestamp) async throws {
        let ticket = state.withLock { state in
            state.count += 1
            return state.count
        }
        let isTime = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if Task.isCancelled { return false }
                    if moment <= state.now { return true }
                    state.sleepers[ticket] = Sleeper(until: moment, continuation: continuation)
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let sleeper = state.withLock { $0.sleepers.removeValue(forKey: ticket) }
            sleeper?.continuation.resume(returning: false)
        }
        guard isTime else { throw CancellationError() }
    }
}
