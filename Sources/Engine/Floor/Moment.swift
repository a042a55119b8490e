public import Foundation

/// Is the time and the ids that a decision may use.
public struct Moment: Sendable {
    /// The time.
    public let now: Timestamp

    /// The day in the company's zone, as `yyyymmdd`.
    public let day: Int32

    /// Makes the ids of what is new.
    public var ids: IDMint

    /// Creates a moment in the zone whose days protocol numbers count.
    public init(now: Timestamp, zone: TimeZone, ids: IDMint) {
        self.now = now
        self.ids = ids
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let date = Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000)
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        day = Int32(
            (parts.year ?? 1970) * 10_000 + (parts.month ?? 1) * 100 + (parts.day ?? 1)
        )
    }
}
