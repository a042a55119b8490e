/// Is a day of the calendar that no clock or zone touches: days since 1970-01-01.
struct CivilDay: Hashable, Comparable {
    var number: Int64

    init(number: Int64) {
        self.number = number
    }

    /// Reads a day written as `yyyymmdd`; `nil` when the calendar has no such day.
    init?(_ date: Int32) {
        let (year, month, day) = (Int64(date / 10_000), Int64(date / 100 % 100), Int64(date % 100))
        guard (1...9_999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        // Years begin in March here, so that the leap day is the last of a year.
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        number =
            365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
        // A day that the month does not have lands in the next one.
        guard self.date == date else { return nil }
    }

    /// The day as `yyyymmdd`.
    var date: Int32 {
        let days = number + 719_468
        let era = days.dividedDown(by: 146_097)
        let dayOfEra = days - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return Int32(clamping: year * 10_000 + month * 100 + day)
    }

    /// The day of the week: 0 is Monday.
    var weekday: Int {
        let shifted = number + 3
        return Int(shifted - shifted.dividedDown(by: 7) * 7)
    }

    static func < (left: CivilDay, right: CivilDay) -> Bool {
        left.number < right.number
    }
}

extension Int64 {
    /// The quotient rounded towards negative infinity.
    func dividedDown(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self < quotient * divisor ? quotient - 1 : quotient
    }
}
