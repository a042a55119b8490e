internal import Engine
internal import Foundation

extension Timestamp {
    /// The moment in RFC 3339, in UTC with milliseconds: `2026-11-22T12:25:07.000Z`.
    var text: String {
        let day = milliseconds.flooredQuotient(86_400_000)
        let rest = milliseconds - day * 86_400_000
        // Days since 1970 to a date of the Gregorian calendar, by eras of 400 years.
        let shifted = day + 719_468
        let era = shifted.flooredQuotient(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let slot = (5 * dayOfYear + 2) / 153
        let month = slot < 10 ? slot + 3 : slot - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let date =
            padded(year, 4) + "-" + padded(month, 2) + "-"
            + padded(dayOfYear - (153 * slot + 2) / 5 + 1, 2)
        let time =
            padded(rest / 3_600_000, 2) + ":" + padded(rest / 60_000 % 60, 2) + ":"
            + padded(rest / 1_000 % 60, 2) + "." + padded(rest % 1_000, 3)
        return date + "T" + time + "Z"
    }

    /// Reads a moment in RFC 3339, or a day as its first moment in a zone.
    ///
    /// Returns `nil` for anything else, and for years before 1970 and after 9999.
    init?(_ text: String, zone: TimeZone) {
        let style = Date.ISO8601FormatStyle()
        if let date = try? style.parse(text) {
            self.init(date)
        } else if let date = try? style.year().month().day().time(includingFractionalSeconds: true)
            .timeZone(separator: .colon).parse(text)
        {
            self.init(date)
        } else if text.utf8.count == 10,
            let date = try? Date.ISO8601FormatStyle(timeZone: zone).year().month().day().parse(text)
        {
            self.init(date)
        } else {
            return nil
        }
    }

    private init?(_ date: Date) {
        let milliseconds = (date.timeIntervalSince1970 * 1_000).rounded()
        guard (0...253_402_300_799_999).contains(milliseconds) else { return nil }
        self.init(milliseconds: Int64(milliseconds))
    }
}

extension Int64 {
    /// The quotient rounded down, also for negative numbers.
    fileprivate func flooredQuotient(_ divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

private func padded(_ number: Int64, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: Swift.max(0, width - text.utf8.count)) + text
}
