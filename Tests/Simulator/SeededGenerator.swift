/// Gives the same numbers in every run and on every machine (SplitMix64).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Creates a generator; the seed says which numbers.
    public init(seed: UInt64) {
        state = seed
    }

    /// The next number.
    public mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 to one below a bound.
    mutating func below(_ bound: Int) -> Int {
        Int(next() >> 1) % max(1, bound)
    }

    /// A number of a range.
    mutating func within(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(below(Int(range.upperBound - range.lowerBound) + 1))
    }

    /// Tells whether what happens once in so many times happens now.
    mutating func once(in times: Int) -> Bool {
        below(times) == 0
    }

    /// One of some things; `nil` of none.
    mutating func one<Things: RandomAccessCollection>(of things: Things) -> Things.Element? {
        things.isEmpty
            ? nil : things[things.index(things.startIndex, offsetBy: below(things.count))]
    }

    /// One of some things, or another thing when there are none.
    mutating func one<Thing>(of things: [Thing], or other: Thing) -> Thing {
        things.isEmpty ? other : things[below(things.count)]
    }
}
