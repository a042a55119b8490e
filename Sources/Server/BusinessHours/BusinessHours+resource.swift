internal import Engine
internal import OrderedCollections

extension BusinessHours: Resource {
    static var path: String { "business-hours" }
    static var subject: Refusal.Subject { .hours }
    var key: String { id.description }
    var address: String? { slug }
    var storing: Configuration { .hours(self) }
    var removing: Configuration? { .remove(.hours(id)) }

    static func all(in directory: Directory, for viewer: Viewer) -> [BusinessHours] {
        Array(directory.hours.values)
    }

    static func read(_ configuration: Configuration) -> BusinessHours? {
        if case .hours(let hours) = configuration { hours } else { nil }
    }

    static func make(_ body: BusinessHoursBody, _ directory: Directory) throws -> BusinessHours {
        let name = try body.name.required("name")
        var hours = BusinessHours(
            id: .new,
            slug: body.slug ?? Slug.make(of: name),
            name: name,
            timeZone: directory.company.timeZone
        )
        try hours.take(body, directory)
        return hours
    }

    mutating func take(_ body: BusinessHoursBody, _ directory: Directory) throws {
        if let slug = body.slug { self.slug = slug }
        if let name = body.name { self.name = name }
        if let timeZone = body.timeZone { self.timeZone = timeZone }
        if let week = body.week {
            self.week = try week.enumerated().map { day, shifts in
                try shifts.map { try $0.shift("week.\(day)") }
            }
        }
        if let exceptions = body.exceptions {
            self.exceptions = try exceptions.enumerated().map { index, given in
                let field = "exceptions.\(index)"
                return Exception(
                    date: try HoursText.day(given.date, field + ".date"),
                    name: given.name ?? "",
                    shifts: try (given.shifts ?? []).map { try $0.shift(field + ".shifts") }
                )
            }
        }
    }

    /// The hours as the API shows them.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(id.description), "slug": .text(slug), "name": .text(name),
            "timeZone": .text(timeZone),
            "week": .list(week) { shifts in .list(shifts, \.json) },
            "exceptions": .list(exceptions) { exception in
                [
                    "date": .text(HoursText.text(day: exception.date)),
                    "name": .text(exception.name), "shifts": .list(exception.shifts, \.json),
                ]
            },
        ]
    }
}

/// Is the body that makes or changes business hours; the week begins on Monday.
struct BusinessHoursBody: Decodable, Sendable {
    struct ShiftBody: Decodable, Sendable {
        var opens: String
        var closes: String

        fileprivate func shift(_ field: String) throws -> BusinessHours.Shift {
            BusinessHours.Shift(
                opens: try HoursText.minutes(opens, field + ".opens"),
                closes: try HoursText.minutes(closes, field + ".closes")
            )
        }
    }

    struct ExceptionBody: Decodable, Sendable {
        var date: String
        var name: String?
        var shifts: [ShiftBody]?
    }

    var slug: String?
    var name: String?
    var timeZone: String?
    var week: [[ShiftBody]]?
    var exceptions: [ExceptionBody]?
}

extension BusinessHours.Shift {
    fileprivate var json: JSON {
        [
            "opens": .text(HoursText.text(minutes: opens)),
            "closes": .text(HoursText.text(minutes: closes)),
        ]
    }
}

/// Reads and writes times of day and dates, as people write them.
enum HoursText {
    /// The minutes since midnight of a time such as `08:30`; `24:00` is the end of the day.
    static func minutes(_ text: String, _ field: String) throws -> Int {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            let hour = UInt8(parts[0]), let minute = UInt8(parts[1]), minute < 60,
            hour < 24 || (hour == 24 && minute == 0)
        else { throw Problem.badRequest("a time such as 08:30", field: field) }
        return Int(hour) * 60 + Int(minute)
    }

    static func text(minutes: Int) -> String {
        padded(minutes / 60) + ":" + padded(minutes % 60)
    }

    /// The number of a day such as `2026-12-25`: its digits in a row.
    static func day(_ text: String, _ field: String) throws -> Int32 {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.count == 3, let year = Int32(parts[0]),
            let month = Int32(parts[1]), let day = Int32(parts[2]), year > 0, month > 0, day > 0
        else { throw Problem.badRequest("a day such as 2026-12-25", field: field) }
        return year * 10_000 + month * 100 + day
    }

    static func text(day: Int32) -> String {
        let year = String(day / 10_000)
        return String(repeating: "0", count: max(0, 4 - year.utf8.count)) + year + "-"
            + padded(Int(day / 100 % 100)) + "-" + padded(Int(day % 100))
    }

    private static func padded(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
