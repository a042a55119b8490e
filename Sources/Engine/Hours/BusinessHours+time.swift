extension BusinessHours {
    /// Tells whether it is open at a moment.
    public func isOpen(at moment: Timestamp) -> Bool {
        let clock = clock
        let second = moment.milliseconds.dividedDown(by: 1_000)
        let day = day(of: second, on: clock)
        for number in day - 1...day {
            for shift in shifts(on: CivilDay(number: number)) {
                let opening = shift.opening(on: number, clock)
                if opening.contains(second) { return true }
            }
        }
        return false
    }

    /// Counts the whole seconds between two moments in which it is open; 0 when they are reversed.
    public func businessSeconds(from start: Timestamp, to end: Timestamp) -> Int64 {
        guard start < end else { return 0 }
        let clock = clock
        var open: Int64 = 0
        // Shifts may touch, and overlap where a clock is put back: no second counts twice.
        var counted = start.milliseconds
        let last = day(of: end.milliseconds.dividedDown(by: 1_000), on: clock)
        var number = day(of: start.milliseconds.dividedDown(by: 1_000), on: clock) - 1
        while number <= last {
            for shift in shifts(on: CivilDay(number: number)) {
                let opening = shift.opening(on: number, clock)
                let from = max(counted, opening.lowerBound * 1_000)
                let to = min(end.milliseconds, opening.upperBound * 1_000)
                guard from < to else { continue }
                open += to - from
                counted = to
            }
            number += 1
        }
        return open / 1_000
    }

    /// The next moment at which it opens or closes; `nil` when it never does again.
    public func nextChange(after moment: Timestamp) -> Timestamp? {
        let clock = clock
        let second = moment.milliseconds.dividedDown(by: 1_000)
        var number = day(of: second, on: clock) - 1
        // Past the last exception every week is like the one before.
        let lastException = exceptions.compactMap { CivilDay($0.date)?.number }.max() ?? number
        let last = max(number, lastException) + 9
        var closing: Int64?
        while number <= last {
            for shift in shifts(on: CivilDay(number: number)) {
                let opening = shift.opening(on: number, clock)
                guard opening.upperBound > second, !opening.isEmpty else { continue }
                if let end = closing {
                    guard opening.lowerBound <= end else { return Timestamp(seconds: end) }
                    closing = max(end, opening.upperBound)
                } else if opening.lowerBound > second {
                    return Timestamp(seconds: opening.lowerBound)
                } else {
                    closing = opening.upperBound
                }
            }
            number += 1
        }
        // A closing in the last days that were looked at is none: it goes on in the next week.
        return closing.flatMap { end in
            day(of: end, on: clock) < last ? Timestamp(seconds: end) : nil
        }
    }

    /// The shifts that begin on a day, the earliest first.
    func shifts(on day: CivilDay) -> [Shift] {
        let date = exceptions.isEmpty ? 0 : day.date
        if let exception = exceptions.first(where: { $0.date == date }) {
            return exception.shifts.inOrder
        }
        return day.weekday < week.count ? week[day.weekday].inOrder : []
    }

    /// The clock of the zone; UTC's where the name is of none, which `check` refuses.
    private var clock: ZoneClock? { ZoneClock.named(timeZone) }

    private func day(of second: Int64, on clock: ZoneClock?) -> Int64 {
        (clock?.reading(at: second) ?? second).dividedDown(by: 86_400)
    }
}

extension BusinessHours.Shift {
    /// The seconds since 1970 in which the shift of a day is open.
    ///
    /// Where a clock is put back it opens at the first of two like readings and closes at the last.
    fileprivate func opening(on day: Int64, _ clock: ZoneClock?) -> Range<Int64> {
        let start = day * 86_400 + Int64(opens) * 60
        let stop = day * 86_400 + Int64(end) * 60
        guard let clock else { return start..<max(start, stop) }
        let from = clock.earliest(start)
        return from..<max(from, clock.latest(stop))
    }
}

extension [BusinessHours.Shift] {
    /// The shifts, the earliest first; most days have one, or have them in order.
    fileprivate var inOrder: [BusinessHours.Shift] {
        let isOrdered = zip(self, dropFirst()).allSatisfy { $0.opens <= $1.opens }
        return isOrdered ? self : sorted { $0.opens < $1.opens }
    }
}
