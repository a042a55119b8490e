import Operations
import TestSupport

extension ManualClock {
    /// The clock as the house knows it.
    var wall: WallClock { WallClock(now: { self.now }, wait: { try await self.sleep(until: $0) }) }
}
