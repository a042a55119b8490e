extension [UInt8] {
    /// Appends a whole number in decimal digits.
    mutating func appendDigits(_ value: Int64) {
        if value < 0 { append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        let first = count
        repeat {
            append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        self[first...].reverse()
    }

    /// Appends a number of two digits.
    mutating func appendTwo(_ value: Int64) {
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / 10 % 10))
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
    }

    /// Appends a moment, in milliseconds since 1970, as RFC 3339 in UTC.
    mutating func appendTimestamp(_ milliseconds: Int64) {
        let days = Self.floorDivide(milliseconds, 86_400_000)
        let clock = milliseconds - days * 86_400_000
        appendDay(days)
        append(UInt8(ascii: "T"))
        appendTwo(clock / 3_600_000)
        append(UInt8(ascii: ":"))
        appendTwo(clock / 60_000 % 60)
        append(UInt8(ascii: ":"))
        appendTwo(clock / 1_000 % 60)
        let rest = clock % 1_000
        if rest > 0 {
            append(UInt8(ascii: "."))
            append(UInt8(ascii: "0") + UInt8(rest / 100))
            appendTwo(rest % 100)
        }
        append(UInt8(ascii: "Z"))
    }

    /// Appends a day, counted from 1970, as `yyyy-mm-dd`.
    mutating func appendDay(_ day: Int64) {
        // Days are counted from 0000-03-01, so that the leap day ends a year of the count.
        let shifted = day + 719_468
        let era = Self.floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        if year >= 0, year < 10_000 {
            appendTwo(year / 100)
            appendTwo(year % 100)
        } else {
            appendDigits(year)
        }
        append(UInt8(ascii: "-"))
        appendTwo(month)
        append(UInt8(ascii: "-"))
        appendTwo(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value / divisor - (value % divisor < 0 ? 1 : 0)
    }
}
