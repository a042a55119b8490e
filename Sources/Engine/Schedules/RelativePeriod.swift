/// Names a period by how it lies to the day on which somebody asks.
public enum RelativePeriod: String, Sendable, Hashable, Codable, CaseIterable {
    /// The day itself.
    case today
    /// The day before.
    case yesterday
    /// The seven days before.
    case last7Days
    /// The thirty days before.
    case last30Days
    /// From Monday to the day itself.
    case weekToDate
    /// The week before, from Monday to Sunday.
    case lastWeek
    /// From the first of the month to the day itself.
    case monthToDate
    /// The month before.
    case lastMonth

    /// The period as of a moment: from the first moment of its first day to that of the day after
    /// its last, on the clocks of a zone.
    ///
    /// Returns `nil` in a zone that is not known.
    public func interval(at moment: Timestamp, in zone: String) -> Range<Timestamp>? {
        guard let clock = ZoneClock.named(zone) else { return nil }
        let second = moment.milliseconds.dividedDown(by: 1_000)
        let today = CivilDay(number: clock.reading(at: second).dividedDown(by: 86_400))
        let days = days(asOf: today)
        func start(_ day: Int64) -> Timestamp {
            Timestamp(seconds: clock.earliest(day * 86_400))
        }
        return start(days.lowerBound)..<start(days.upperBound)
    }

    private func days(asOf today: CivilDay) -> Range<Int64> {
        let day = today.number
        let monday = day - Int64(today.weekday)
        let first = day - Int64(today.date % 100) + 1
        switch self {
        case .today: return day..<day + 1
        case .yesterday: return day - 1..<day
        case .last7Days: return day - 7..<day
        case .last30Days: return day - 30..<day
        case .weekToDate: return monday..<day + 1
        case .lastWeek: return monday - 7..<monday
        case .monthToDate: return first..<day + 1
        case .lastMonth:
            let end = CivilDay(number: first - 1)
            return end.number - Int64(end.date % 100) + 1..<first
        }
    }
}
