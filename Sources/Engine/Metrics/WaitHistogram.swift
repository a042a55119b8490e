/// Is how many waits were how long: each step with what was offered and what was abandoned in it.
public struct WaitHistogram: Sendable, Hashable {
    /// Is one step.
    public struct Step: Sendable, Hashable {
        /// The longest wait of the step, in whole seconds; `nil` for the last, which has no end.
        public let upTo: Int64?

        /// The episodes that ended answered or abandoned after such a wait.
        public var offered = 0

        /// The abandoned ones among them.
        public var abandoned = 0
    }

    /// The ends of the steps, in seconds.
    public static let ends: [Int64] = [5, 10, 20, 30, 40, 50, 60, 90, 120, 180, 240, 300, 600]

    /// The steps, the shortest waits first.
    public private(set) var steps: [Step]

    /// Counts the waits of figures.
    public init(_ figures: PeriodFigures) {
        steps = (Self.ends.map(Optional.some) + [nil]).map { Step(upTo: $0) }
        for wait in figures.waits { steps[Self.step(of: wait)].offered += 1 }
        for wait in figures.abandonedWaits {
            steps[Self.step(of: wait)].offered += 1
            steps[Self.step(of: wait)].abandoned += 1
        }
    }

    // Whole seconds: 5.9 s are 5, as a clock shows them.
    private static func step(of wait: Int64) -> Int {
        ends.firstIndex { wait / 1_000 <= $0 } ?? ends.count
    }
}
