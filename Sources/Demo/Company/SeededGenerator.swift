/// Makes the same numbers for the same seed (SplitMix64), so that two demos show the same past.
struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Picks one of several; the list must not be empty.
    mutating func pick<Item>(_ items: [Item]) -> Item {
        items[Int(next() % UInt64(items.count))]
    }

    /// Says yes with a probability from 0 to 1.
    mutating func chance(_ probability: Double) -> Bool {
        Double(next() >> 11) / Double(1 << 53) < probability
    }

    /// Picks a whole number of a range.
    mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
        Int64.random(in: range, using: &self)
    }

    /// Picks a duration that is mostly near a middle and sometimes long, as waits are.
    mutating func duration(around middle: Double) -> Int64 {
        var sum = 0.0
        for _ in 0..<6 { sum += Double(next() >> 11) / Double(1 << 53) - 0.5 }
        // The sum of six is close to a normal distribution with deviation 0.7.
        return max(1_000, Int64(middle * Self.power(sum)))
    }

    /// Raises e to a small power by its series, which is the same on every machine.
    private static func power(_ exponent: Double) -> Double {
        var term = 1.0
        var sum = 1.0
        for count in 1..<20 {
            term *= exponent / Double(count)
            sum += term
        }
        return sum
    }
}
