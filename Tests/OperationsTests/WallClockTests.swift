import Engine
import TestSupport
import Testing

@testable import Operations

/// Waits by a clock that somebody sets.
@Suite struct WallClockTests {
    /// Waits until a moment by a clock that each pause moves by so many seconds; how many there were.
    private func pauses(_ moves: [Int64], until seconds: Int64) async throws -> Int {
        let (clock, made) = (ManualClock(), Record<Int64>())
        let wall = WallClock(
            now: { clock.now },
            pausing: { milliseconds in
                made.add(milliseconds)
                clock.advance(seconds: moves[made.items.count - 1])
            }
        )
        try await wall.sleep(until: clock.now.adding(seconds: seconds))
        #expect(made.items.allSatisfy { $0 <= 30_000 })
        return made.items.count
    }

    @Test func `a wait ends at its moment, and soon when the clock is set forward`() async throws {
        #expect(try await pauses([30, 30, 30, 10], until: 100) == 4)
        #expect(try await pauses([30, 86_400], until: 3_600) == 2)
    }

    @Test func `a small correction is waited out, and a clock set far back ends the wait`()
        async throws
    {
        #expect(try await pauses([30, -45, 30, 30, 15], until: 60) == 5)
        #expect(try await pauses([30, -3 * 365 * 86_400], until: 86_400) == 2)
    }
}
