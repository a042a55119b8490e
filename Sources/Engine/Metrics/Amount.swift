/// Is a count of durations or ratings and their sum: a total's mean is made of these, never of means.
public struct Amount: Sendable, Hashable {
    /// How many there are.
    public var count: Int

    /// Their sum: milliseconds, or stars.
    public var sum: Int64

    /// Creates an amount; by default of nothing.
    public init(count: Int = 0, sum: Int64 = 0) {
        self.count = count
        self.sum = sum
    }

    /// The mean of durations, in whole milliseconds; `nil` for none.
    public var mean: Int64? { count > 0 ? sum / Int64(count) : nil }

    /// The mean with its fraction; `nil` for none.
    public var exactMean: Double? { count > 0 ? Double(sum) / Double(count) : nil }

    /// Puts another amount to this one.
    public static func += (left: inout Amount, right: Amount) {
        left.count += right.count
        left.sum += right.sum
    }
}
