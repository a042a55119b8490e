import Engine
import Synchronization

@testable import Demo

/// Tells a time that moves on by itself as far as somebody waits, and never makes anybody wait.
final class LifeTestClock: LifeClock {
    private let time: Mutex<Int64>

    init(_ milliseconds: Int64 = 1_795_348_800_000) {
        time = Mutex(milliseconds)
    }

    var now: Timestamp { Timestamp(milliseconds: time.withLock(\.self)) }

    func sleep(milliseconds: Int64) async throws {
        try Task.checkCancellation()
        await Task.yield()
    }

    func advance(seconds: Int64) {
        time.withLock { $0 += seconds * 1_000 }
    }
}
