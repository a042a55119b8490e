public import Foundation

/// Remembers, day by day, how far a zone is from UTC; a report asks for the same days a million
/// times, and the zone itself answers slowly.
public struct ZoneOffsets: Sendable {
    private struct Day {
        var number: Int64
        /// The seconds ahead of UTC; `nil` on a day on which that changes.
        var offset: Int64?
    }

    /// How many days there is room for; a day takes the place of another that far away.
    private static let room = 1_024

    private let zone: TimeZone
    private var days: [Day] = []

    /// Creates the memory of a zone, with nothing in it.
    public init(_ zone: TimeZone) {
        self.zone = zone
    }

    /// The seconds that the zone is ahead of UTC at a moment, in milliseconds since 1970.
    public mutating func seconds(at milliseconds: Int64) -> Int64 {
        let number = Wording.floorDivide(milliseconds, 86_400_000)
        if days.isEmpty { days = Array(repeating: Day(number: .min), count: Self.room) }
        let place = Int(truncatingIfNeeded: number) & (Self.room - 1)
        if days[place].number != number {
            let first = ask(number &* 86_400_000)
            let next = ask((number &+ 1) &* 86_400_000)
            days[place] = Day(number: number, offset: first == next ? first : nil)
        }
        return days[place].offset ?? ask(milliseconds)
    }

    private func ask(_ milliseconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(milliseconds) / 1_000)))
    }
}
