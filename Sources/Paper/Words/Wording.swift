public import Foundation

/// Writes numbers, durations and times for people, in one language and one time zone.
///
/// Fields of dates are computed from the offset of the zone, without a calendar object, because a
/// report writes millions of them.
public struct Wording: Sendable {
    /// The language.
    public let language: Language

    /// The time zone of every date.
    public let zone: TimeZone

    /// Creates the wording of a language in a zone.
    public init(language: Language, zone: TimeZone) {
        self.language = language
        self.zone = zone
    }

    /// Stands where there is no value.
    public static let nothing = "—"

    private var isPortuguese: Bool { language == .portuguese }

    /// Writes a whole number with its thousands grouped: `1.284`.
    public func integer(_ value: Int64) -> String {
        Self.text { append(integer: value, to: &$0) }
    }

    /// Writes a number with a fixed count of decimal places: `4,62`.
    public func decimal(_ value: Double, places: Int) -> String {
        guard value.isFinite else { return Self.nothing }
        let text = String(format: "%.\(max(0, places))f", abs(value))
        let parts = text.split(separator: ".", maxSplits: 1)
        let whole = Int64(parts[0]).map(integer) ?? String(parts[0])
        let isZero = text.allSatisfy { $0 == "0" || $0 == "." }
        let sign = value < 0 && !isZero ? "-" : ""
        guard parts.count == 2 else { return sign + whole }
        return sign + whole + (isPortuguese ? "," : ".") + parts[1]
    }

    /// Writes a fraction of one as a percentage: 0.834 gives `83,4 %` or `83.4%`.
    public func percent(_ fraction: Double, places: Int = 1) -> String {
        guard fraction.isFinite else { return Self.nothing }
        return decimal(fraction * 100, places: places) + (isPortuguese ? "\u{A0}%" : "%")
    }

    /// Writes a duration as a clock: `02:05`, `1:02:05`, `3d 04:00:00` in one piece.
    public func duration(seconds: Int64) -> String {
        Self.text { append(seconds: seconds, to: &$0) }
    }

    /// Writes the day of a moment, given in milliseconds since 1970 in UTC: `22/11/2026`.
    public func date(milliseconds: Int64) -> String {
        let day = Self.floorDivide(local(milliseconds), 86_400)
        return Self.text { append(day: day, to: &$0) }
    }

    /// Writes a day counted from 1970-01-01: `22/11/2026`.
    public func day(_ day: Int32) -> String {
        Self.text { append(day: Int64(day), to: &$0) }
    }

    /// Writes the time of day of a moment: `14:05` or `14:05:09`.
    public func time(milliseconds: Int64, seconds: Bool = false) -> String {
        let clock = civil(milliseconds)
        let text = Self.two(clock.hour) + ":" + Self.two(clock.minute)
        return seconds ? text + ":" + Self.two(clock.second) : text
    }

    /// Writes the day and time of a moment: `22/11/2026 14:05`.
    public func dateTime(milliseconds: Int64, seconds: Bool = false) -> String {
        date(milliseconds: milliseconds) + " " + time(milliseconds: milliseconds, seconds: seconds)
    }

    /// Writes a count of bytes: `12,4 MB`.
    public func bytes(_ count: Int64) -> String {
        let units = ["B", "kB", "MB", "GB", "TB"]
        var value = Double(count)
        var unit = 0
        while value >= 999.95, unit < units.count - 1 {
            value /= 1_000
            unit += 1
        }
        return decimal(value, places: unit == 0 ? 0 : 1) + "\u{A0}" + units[unit]
    }

    private static func two(_ value: some BinaryInteger) -> String {
        value < 10 ? "0\(value)" : String(value)
    }
}

extension Wording {
    /// The fields of a moment on the calendar and clock of the zone.
    struct Civil {
        var year: Int64
        var month: Int64
        var day: Int64
        var hour: Int64
        var minute: Int64
        var second: Int64
    }

    /// Computes the fields of a moment by the proleptic Gregorian calendar.
    func civil(_ milliseconds: Int64) -> Civil {
        let local = local(milliseconds)
        let days = Self.floorDivide(local, 86_400)
        let clock = local - days * 86_400
        let date = Self.calendar(day: days)
        return Civil(
            year: date.year,
            month: date.month,
            day: date.day,
            hour: clock / 3_600,
            minute: clock / 60 % 60,
            second: clock % 60
        )
    }

    /// The seconds since 1970 that the clock of the zone shows.
    private func local(_ milliseconds: Int64) -> Int64 {
        let instant = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
        return Self.floorDivide(milliseconds, 1_000) + Int64(zone.secondsFromGMT(for: instant))
    }

    /// Computes year, month and day of a day counted from 1970-01-01.
    static func calendar(day days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        // Days are counted from 0000-03-01, so that the leap day ends a year of the count.
        let shifted = days + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }
}
