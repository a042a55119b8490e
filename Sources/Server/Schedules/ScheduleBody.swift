internal import Engine
internal import Operations
internal import Store

/// Is a schedule as a body says it: whole for a new one, or some fields of one there is.
struct ScheduleBody: Decodable {
    struct RecipientBody: Decodable {
        var address: String
        var name: String?
        var language: String?
    }

    var name: String?
    var report: String?
    var formats: [String]?
    var parameters: [String: ParameterText]?
    var period: Patch<RelativePeriod>
    var every: Recurrence.Rhythm?
    var weekdays: [Weekday]?
    var day: Int?
    var at: String?
    var timeZone: Patch<String>
    var language: Patch<String>
    var privacy: Bool?
    var paper: Patch<String>
    var recipients: [RecipientBody]?
    var subject: Patch<String>
    var message: Patch<String>
    var active: Bool?

    /// The order of what is made, where the body says anything about it.
    func order(over before: ExportOrder?) -> ExportBody? {
        guard let report = report ?? before?.report else { return nil }
        func text(_ patch: Patch<String>, _ before: String?) -> String? {
            switch patch {
            case .absent: before
            case .empty: nil
            case .value(let text): text.isEmpty ? nil : text
            }
        }
        return ExportBody(
            report: report,
            formats: formats ?? before?.formats,
            parameters: parameters,
            language: text(language, before?.language),
            timeZone: text(timeZone, before?.zone),
            privacy: privacy ?? before?.isPrivate,
            paper: text(paper, before?.paper)
        )
    }

    /// Changes everything but the order.
    func apply(to draft: inout ScheduleDraft) throws {
        if let name { draft.name = name }
        period.apply(to: &draft.period) { $0 }
        if let every { draft.recurrence.rhythm = every }
        if let weekdays { draft.recurrence.weekdays = Set(weekdays.map(\.number)) }
        if let day { draft.recurrence.day = day }
        if let at {
            guard let minute = Self.minute(of: at) else {
                throw Problem.badRequest("a time such as 07:30", field: "at")
            }
            draft.recurrence.minute = minute
        }
        if let recipients {
            draft.recipients = recipients.map {
                ScheduleDraft.Recipient(
                    address: $0.address,
                    name: $0.name ?? "",
                    language: $0.language
                )
            }
        }
        subject.apply(to: &draft.subject) { $0 }
        message.apply(to: &draft.message) { $0 }
        if let active { draft.isActive = active }
    }

    /// The minutes since midnight of a time such as `07:30`; `nil` for anything else.
    static func minute(of text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour),
            (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }
}

/// Names the days of a week as the API does.
enum Weekday: String, Decodable, CaseIterable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// The day's number; 0 is Monday.
    var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Recurrence {
    /// The days of the week, from Monday on.
    var days: [Weekday] { Weekday.allCases.filter { weekdays.contains($0.number) } }

    /// The time of day, such as `07:30`.
    var time: String {
        func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return padded(minute / 60) + ":" + padded(minute % 60)
    }
}
