import FoundationEssentials

/// Is a stretch of time as parameters give it: RFC 3339 moments, either of which may be missing.
public struct Period: Codable, Sendable, Hashable {
    /// The first moment of it; `nil` when it has no beginning.
    public var from: String?

    /// The moment after it; `nil` when it has no end.
    public var to: String?

    /// Creates a period.
    public init(from: String? = nil, to: String? = nil) {
        self.from = from
        self.to = to
    }

    /// Says the period in the time zone of a job: `22/11/2026`, `22/11/2026 – 28/11/2026`, or with
    /// times of day where it does not consist of whole days.
    public func text(_ job: ReportJob, _ words: Words) -> String {
        let start = Self.milliseconds(from)
        let end = Self.milliseconds(to)
        let calendar = job.calendar
        if let start, let end, start < end, calendar.isMidnight(start), calendar.isMidnight(end) {
            let first = calendar.dayNumber(start)
            let last = calendar.dayNumber(end) - 1
            let day = words.format(.day(first))
            guard last > first else { return day }
            return words("report.period.days", ["from": day, "to": words.format(.day(last))])
        }
        let from = from.map { Self.moment($0, words) }
        let to = to.map { Self.moment($0, words) }
        switch (from, to) {
        case (let from?, let to?): return words("report.period.both", ["from": from, "to": to])
        case (let from?, nil): return words("report.period.from", ["from": from])
        case (nil, let to?): return words("report.period.to", ["to": to])
        case (nil, nil): return words("report.period.all")
        }
    }

    /// Fills in what is missing: the end is the job's moment, the start that of the end's day.
    ///
    /// Both are moved outwards to whole quarters of an hour, as periods of figures are.
    public func whole(_ job: ReportJob) -> Period {
        let quarter: Int64 = 900_000
        let end = Self.milliseconds(to) ?? job.dataAsOf
        let start = Self.milliseconds(from) ?? job.calendar.startOfDay(end - 1)
        return Period(
            from: Self.text(start / quarter * quarter),
            to: Self.text((end + quarter - 1) / quarter * quarter)
        )
    }

    /// The period that is as long and ends where this one begins; `nil` when it has an open end, or
    /// would begin before 1970.
    public var before: Period? {
        guard let start = Self.milliseconds(from), let end = Self.milliseconds(to), start < end,
            end - start <= start
        else { return nil }
        return Period(from: Self.text(start - (end - start)), to: from)
    }

    /// The milliseconds since 1970 of an RFC 3339 moment; `nil` for what is none, or not in the years
    /// 1970 to 9999.
    static func milliseconds(_ text: String?) -> Int64? {
        guard let text else { return nil }
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
        guard let date = try? style.parse(text) else { return nil }
        let milliseconds = (date.timeIntervalSince1970 * 1_000).rounded()
        return (0...253_402_300_799_999).contains(milliseconds) ? Int64(milliseconds) : nil
    }

    private static func text(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1_000).formatted(.iso8601)
    }

    /// Writes a moment for people; what is not RFC 3339 stays as it came.
    private static func moment(_ text: String, _ words: Words) -> String {
        milliseconds(text).map { words.format(.moment($0)) } ?? text
    }
}

extension ReportJob {
    /// The calendar of the job's time zone.
    var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        return calendar
    }
}

extension Calendar {
    fileprivate func date(_ milliseconds: Int64) -> Date {
        Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
    }

    fileprivate func isMidnight(_ milliseconds: Int64) -> Bool {
        startOfDay(milliseconds) == milliseconds
    }

    /// The first moment of the day that a moment belongs to, in milliseconds since 1970.
    fileprivate func startOfDay(_ milliseconds: Int64) -> Int64 {
        Int64(startOfDay(for: date(milliseconds)).timeIntervalSince1970) * 1_000
    }

    /// The day that a moment belongs to, counted from 1970-01-01.
    fileprivate func dayNumber(_ milliseconds: Int64) -> Int32 {
        let date = date(milliseconds)
        let offset = timeZone.secondsFromGMT(for: date)
        return Int32(((date.timeIntervalSince1970 + Double(offset)) / 86_400).rounded(.down))
    }
}
