/// Says on which days and at what time of a zone's clocks something happens again and again.
///
/// It happens once on each of its days: a time that the clocks jump over gives the moment of the
/// jump, and one that they show twice gives the first of the two.
public struct Recurrence: Sendable, Hashable, Codable {
    /// Names how often.
    public enum Rhythm: String, Sendable, Hashable, Codable, CaseIterable {
        /// Every day.
        case daily
        /// On some days of each week.
        case weekly
        /// On one day of each month.
        case monthly
    }

    /// How often.
    public var rhythm: Rhythm

    /// The days of a weekly rhythm; 0 is Monday.
    public var weekdays: Set<Int>

    /// The day of a monthly rhythm, 1 to 31; the last day of a month that is shorter.
    public var day: Int

    /// The time of day, in minutes since midnight.
    public var minute: Int

    /// Creates a recurrence.
    public init(rhythm: Rhythm, weekdays: Set<Int> = [], day: Int = 1, minute: Int) {
        self.rhythm = rhythm
        self.weekdays = weekdays
        self.day = day
        self.minute = minute
    }

    /// Whether there is a moment at which it happens.
    public var isPossible: Bool {
        (0..<1_440).contains(minute) && (1...31).contains(day)
            && weekdays.allSatisfy((0..<7).contains)
            && (rhythm != .weekly || !weekdays.isEmpty)
    }

    /// The first time that it happens after a moment; `nil` in a zone that is not known.
    public func next(after moment: Timestamp, in zone: String) -> Timestamp? {
        guard isPossible, let clock = ZoneClock.named(zone) else { return nil }
        let start = Self.day(of: moment, on: clock)
        for number in (start - 1)...(start + 63) {
            let found = time(on: CivilDay(number: number), clock)
            if let found, found > moment { return found }
        }
        return nil
    }

    /// The last time that it happened up to a moment, that one included.
    public func last(upTo moment: Timestamp, in zone: String) -> Timestamp? {
        guard isPossible, let clock = ZoneClock.named(zone) else { return nil }
        let start = Self.day(of: moment, on: clock)
        for number in ((start - 63)...(start + 1)).reversed() {
            let found = time(on: CivilDay(number: number), clock)
            if let found, found <= moment { return found }
        }
        return nil
    }

    /// How many times it happens from one moment until before another, counted up to a thousand.
    public func count(from start: Timestamp, until end: Timestamp, in zone: String) -> Int {
        var count = 0
        var place = Timestamp(milliseconds: start.milliseconds - 1)
        while count < 1_000, let found = next(after: place, in: zone), found < end {
            count += 1
            place = found
        }
        return count
    }

    private static func day(of moment: Timestamp, on clock: ZoneClock) -> Int64 {
        let second = moment.milliseconds.dividedDown(by: 1_000)
        return clock.reading(at: second).dividedDown(by: 86_400)
    }

    /// The moment on a day; `nil` when it does not happen on that day.
    private func time(on day: CivilDay, _ clock: ZoneClock) -> Timestamp? {
        switch rhythm {
        case .daily: break
        case .weekly: guard weekdays.contains(day.weekday) else { return nil }
        case .monthly:
            let date = Int(day.date % 100)
            let isLast = CivilDay(number: day.number + 1).date % 100 == 1
            guard date == self.day || (isLast && date < self.day) else { return nil }
        }
        return Timestamp(seconds: clock.earliest(day.number * 86_400 + Int64(minute) * 60))
    }
}
