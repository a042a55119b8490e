extension Wording {
    /// Appends a whole number with its thousands grouped, as UTF-8.
    public func append(integer value: Int64, to text: inout [UInt8]) {
        if value < 0 { text.append(UInt8(ascii: "-")) }
        let mark = UInt8(ascii: language == .portuguese ? "." : ",")
        let first = text.count
        var rest = value.magnitude
        var digits = 0
        repeat {
            if digits > 0, digits % 3 == 0 { text.append(mark) }
            text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
            digits += 1
        } while rest > 0
        text[first...].reverse()
    }

    /// Appends a duration as a clock, as UTF-8; no line breaks within it.
    public func append(seconds: Int64, to text: inout [UInt8]) {
        let total = seconds.magnitude
        let (days, hours, minutes) = (total / 86_400, total / 3_600 % 24, total / 60 % 60)
        if seconds < 0 { text.append(UInt8(ascii: "-")) }
        if days > 0 {
            Self.append(days, to: &text)
            text.append(UInt8(ascii: "d"))
            text.append(contentsOf: "\u{A0}".utf8)
            Self.append(two: hours, to: &text)
            text.append(UInt8(ascii: ":"))
        } else if hours > 0 {
            Self.append(hours, to: &text)
            text.append(UInt8(ascii: ":"))
        }
        Self.append(two: minutes, to: &text)
        text.append(UInt8(ascii: ":"))
        Self.append(two: total % 60, to: &text)
    }

    /// Appends a day counted from 1970-01-01, as UTF-8.
    public func append(day: Int64, to text: inout [UInt8]) {
        let date = Self.calendar(day: day)
        let isPortuguese = language == .portuguese
        let mark = UInt8(ascii: isPortuguese ? "/" : "-")
        if !isPortuguese {
            Self.append(year: date.year, to: &text)
            text.append(mark)
        }
        Self.append(two: UInt64(isPortuguese ? date.day : date.month), to: &text)
        text.append(mark)
        Self.append(two: UInt64(isPortuguese ? date.month : date.day), to: &text)
        guard isPortuguese else { return }
        text.append(mark)
        Self.append(year: date.year, to: &text)
    }

    /// Appends the day and time of a moment, in milliseconds since 1970 in UTC, as UTF-8.
    ///
    /// The zone is so many seconds ahead of UTC then, as `ZoneOffsets` knows.
    public func append(moment milliseconds: Int64, offset: Int64, to text: inout [UInt8]) {
        let local = Self.floorDivide(milliseconds, 1_000) + offset
        let days = Self.floorDivide(local, 86_400)
        let clock = UInt64(local - days * 86_400)
        append(day: days, to: &text)
        text.append(UInt8(ascii: " "))
        Self.append(two: clock / 3_600, to: &text)
        text.append(UInt8(ascii: ":"))
        Self.append(two: clock / 60 % 60, to: &text)
    }

    /// Makes a text of the bytes that are appended.
    static func text(_ write: (inout [UInt8]) -> Void) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        write(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func append(year: Int64, to text: inout [UInt8]) {
        if year < 0 { text.append(UInt8(ascii: "-")) }
        append(year.magnitude, to: &text)
    }

    private static func append(_ number: UInt64, to text: inout [UInt8]) {
        guard number >= 10 else { return text.append(UInt8(ascii: "0") + UInt8(number)) }
        append(number / 10, to: &text)
        text.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// Appends a number below a hundred with two digits.
    private static func append(two number: UInt64, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
        text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }
}
