extension BusinessHours {
    /// Passes when the hours make sense.
    ///
    /// - Throws: `Refusal.invalid` with the path of the first field that does not: `timeZone`, `week`,
    ///   `week.0` (Monday) to `week.6`, `exceptions.0` and on.
    public func check() throws(Refusal) {
        guard ZoneClock.named(timeZone) != nil else { throw .invalid("timeZone") }
        guard week.count == 7 else { throw .invalid("week") }
        for (index, shifts) in week.enumerated() {
            // The shifts of the day before may reach into this one.
            let late = week[(index + 6) % 7].map { $0.end - minutesOfDay }.max() ?? 0
            let isFree = shifts.allSatisfy { $0.opens >= late }
            guard shifts.isSound, isFree else { throw .invalid("week.\(index)") }
        }
        var dates: Set<Int32> = []
        for (index, exception) in exceptions.enumerated() {
            let isNew = dates.insert(exception.date).inserted
            guard isNew, CivilDay(exception.date) != nil, exception.shifts.isSound,
                exception.name.utf8.count <= 1_000
            else { throw .invalid("exceptions.\(index)") }
        }
    }
}

extension [BusinessHours.Shift] {
    /// Whether the shifts are times of a day, none begins before another ended, and all of them
    /// together are no longer than a day.
    fileprivate var isSound: Bool {
        guard allSatisfy({ (0..<minutesOfDay).contains($0.opens) }),
            allSatisfy({ (0...minutesOfDay).contains($0.closes) })
        else { return false }
        let ordered = sorted { $0.opens < $1.opens }
        guard zip(ordered, ordered.dropFirst()).allSatisfy({ $0.end <= $1.opens }) else {
            return false
        }
        return reduce(0) { $0 + $1.end - $1.opens } <= minutesOfDay
    }
}
