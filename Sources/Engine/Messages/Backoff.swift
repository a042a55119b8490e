/// Says how long to wait before a message is tried again.
enum Backoff {
    /// The most attempts; with the pauses between them they take about three quarters of an hour.
    static let attempts = 10

    /// The pause after an attempt: 5 s, doubled each time up to half an hour, a fifth more or less.
    ///
    /// Which part of the fifth depends on message and attempt alone, so that messages that failed
    /// together do not come back together, and a decision made twice is the same.
    static func milliseconds(afterAttempt attempt: Int, of message: ID<Message>) -> Int64 {
        let doublings = min(max(attempt - 1, 0), 9)
        let pause: Int64 = min(5_000 << Int64(doublings), 1_800_000)
        let fifth = pause / 5
        let dice = mixed(UInt64(bitPattern: message.value) &+ UInt64(doublings))
        let part = Int64(dice % UInt64(2 * fifth + 1))
        return pause - fifth + part
    }

    /// Spreads neighbouring numbers evenly (the finaliser of SplitMix64).
    private static func mixed(_ number: UInt64) -> UInt64 {
        var z = number &+ 0x9e37_79b9_7f4a_7c15
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
