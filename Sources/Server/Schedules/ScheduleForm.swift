internal import Engine
internal import Foundation
internal import Hummingbird
internal import Operations
internal import Paper
internal import Store
internal import Templates

/// Is the form of a schedule: what its fields hold, and what that asks for.
struct ScheduleForm: Sendable {
    var report: ReportDesk.Listing
    var parameters: [String: String] = [:]
    var name = ""
    var period: RelativePeriod? = .yesterday
    var recurrence = Recurrence(rhythm: .daily, weekdays: [0], day: 1, minute: 7 * 60)
    var formats: Set<String> = ["pdf", "csv"]
    var recipients = ""
    var subject = ""
    var message = ""
    var language = ""
    var zone = ""
    var isPrivate = false

    /// The formats that a mail can take along, in their order.
    private static let offered = ["pdf", "csv", "html"]

    /// The form of a new schedule of a report.
    init(_ report: ReportDesk.Listing) {
        self.report = report
        name = report.name
    }

    /// The form of a schedule that there is.
    init(_ report: ReportDesk.Listing, _ draft: ScheduleDraft) {
        self.report = report
        parameters = Self.texts(of: draft.order.parameters)
        name = draft.name
        period = draft.period
        recurrence = draft.recurrence
        formats = Set(draft.order.formats)
        recipients = draft.recipients.map { recipient in
            recipient.name.isEmpty
                ? recipient.address : "\(recipient.name) <\(recipient.address)>"
        }.joined(separator: "\n")
        subject = draft.subject ?? ""
        message = draft.message ?? ""
        language = draft.order.language ?? ""
        zone = draft.order.zone ?? ""
        isPrivate = draft.order.isPrivate
    }

    /// Takes what somebody sent.
    mutating func read(_ fields: FormFields) {
        if let text = fields["parameters"] { parameters = Self.texts(of: text) }
        name = fields["name"] ?? ""
        period = fields["period"].flatMap(RelativePeriod.init)
        recurrence = Recurrence(
            rhythm: fields["every"].flatMap(Recurrence.Rhythm.init) ?? .daily,
            weekdays: Set(Weekday.allCases.filter { fields[$0.rawValue] != nil }.map(\.number)),
            day: fields["day"].flatMap { Int($0) } ?? 1,
            minute: fields["at"].flatMap(ScheduleBody.minute) ?? -1
        )
        formats = Set(Self.offered.filter { fields[$0] != nil })
        recipients = fields["recipients"] ?? ""
        subject = fields["subject"] ?? ""
        message = (fields["message"] ?? "").replacing("\r\n", with: "\n")
        language = fields["language"] ?? ""
        zone = (fields["timeZone"] ?? "").trimmingSpaces
        isPrivate = fields["privacy"] != nil
    }

    /// The order that it asks for.
    var order: ExportBody {
        ExportBody(
            report: report.id,
            formats: Self.offered.filter(formats.contains),
            parameters: parameters.mapValues(ParameterText.init(text:)),
            language: language.isEmpty ? nil : language,
            timeZone: zone.isEmpty ? nil : zone,
            privacy: isPrivate,
            paper: nil
        )
    }

    /// The schedule that it asks for, paused where that one was.
    func draft(_ order: ExportOrder, isActive: Bool) -> ScheduleDraft {
        ScheduleDraft(
            name: name,
            order: order,
            period: takesPeriod ? period : nil,
            recurrence: recurrence,
            recipients: people,
            subject: subject.isEmpty ? nil : subject,
            message: message.isEmpty ? nil : message,
            isActive: isActive
        )
    }

    /// The facts of the form, its filters said in those words.
    func facts(_ words: FilterWords?) -> PageFacts {
        let schema = ReportSchema(report.schema)
        let languages = [("", "—")] + [("pt-BR", "Português"), ("en", "English")]
        return [
            "report": .text(report.name),
            "parameters": .text(Self.json(parameters)),
            "chosen": .list(parameters.sorted { $0.key < $1.key }) {
                let title = schema.title(of: $0.key)
                return [
                    "name": .text(words?.label(of: $0.key, title: title) ?? title),
                    "value": .text(
                        schema.name(of: $0.value, in: $0.key)
                            ?? words?.value(of: $0.key, $0.value) ?? $0.value
                    ),
                ]
            },
            "name": .text(name),
            "hasPeriod": .flag(takesPeriod),
            "periods": .list(RelativePeriod.allCases) {
                ["value": .text($0.rawValue), "isChosen": .flag($0 == period)]
            },
            "rhythms": .list(Recurrence.Rhythm.allCases) {
                ["value": .text($0.rawValue), "isChosen": .flag($0 == recurrence.rhythm)]
            },
            "days": .list(Weekday.allCases) { day in
                [
                    "value": .text(day.rawValue),
                    "isChosen": .flag(recurrence.weekdays.contains(day.number)),
                ]
            },
            "formats": .list(Self.offered) { format in
                [
                    "value": .text(format), "name": .text(format.uppercased()),
                    "isChosen": .flag(formats.contains(format)),
                ]
            },
            "languages": .list(languages) { value, name in
                [
                    "value": .text(value), "name": .text(name),
                    "isChosen": .flag(value == language),
                ]
            },
            "day": .text(String(recurrence.day)),
            "at": .text(recurrence.minute < 0 ? "" : recurrence.time),
            "zone": .text(zone),
            "recipients": .text(recipients),
            "subject": .text(subject),
            "message": .text(message),
            "isPrivate": .flag(isPrivate),
        ]
    }

    private var takesPeriod: Bool {
        let names = ReportParameters(schema: report.schema).names
        return names.contains("from") && names.contains("to")
    }

    /// The people of the lines: a name and an address in angle brackets, or an address.
    private var people: [ScheduleDraft.Recipient] {
        recipients.split(whereSeparator: \.isNewline).map(\.trimmingSpaces)
            .filter { !$0.isEmpty }
            .map { line in
                guard line.last == ">", let open = line.lastIndex(of: "<") else {
                    return ScheduleDraft.Recipient(address: line)
                }
                let address = line[line.index(after: open)...].dropLast()
                return ScheduleDraft.Recipient(
                    address: address.trimmingSpaces,
                    name: line[..<open].trimmingSpaces
                )
            }
    }

    private static func texts(of json: String) -> [String: String] {
        let found = try? JSONDecoder().decode([String: ParameterText].self, from: Data(json.utf8))
        return (found ?? [:]).mapValues(\.text).filter { !$0.value.isEmpty }
    }

    private static func json(_ texts: [String: String]) -> String {
        let value = JSON.object(
            texts.sorted { $0.key < $1.key }.map {
                JSON.Field(name: $0.key, value: .text($0.value))
            }
        )
        return String(decoding: value.bytes, as: UTF8.self)
    }
}
