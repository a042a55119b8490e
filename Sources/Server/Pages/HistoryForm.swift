internal import Engine
internal import Foundation
internal import Hummingbird
internal import OrderedCollections
internal import Templates

/// Is what somebody chose in the history's filters, and the addresses that follow from it.
struct HistoryForm: Sendable {
    /// The fields of the filters, in the order of the form.
    private static let names = [
        "contact", "q", "protocol", "basis", "from", "until", "channel", "team", "agent", "tag",
        "phase",
    ]

    private var fields: [String: String] = [:]

    /// The day after `until`, as the API's `to`.
    private var end: String?

    /// Reads the query; where it says nothing of a time, the last days are meant.
    init(_ request: Request, _ context: ServerContext, now: Timestamp, usualDays: Int) {
        for name in Self.names { fields[name] = request.query(name) }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = context.timeZone
        let isSearch = ["contact", "q", "protocol", "from", "until"].contains { fields[$0] != nil }
        if !isSearch {
            let today = Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000)
            let first = calendar.date(byAdding: .day, value: -usualDays, to: today)
            fields["from"] = first.map { Self.day($0, calendar) }
        }
        if let until = fields["until"], let moment = Timestamp(until, zone: context.timeZone) {
            let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
            let next = calendar.date(byAdding: .day, value: 1, to: date)
            end = next.map { Self.day($0, calendar) }
        }
    }

    /// The value of a field.
    subscript(name: String) -> String? { fields[name] }

    /// The filter that the fields make.
    ///
    /// - Throws: `Problem` or `Refusal` for a field that means nothing.
    func filter(
        _ request: Request,
        _ context: ServerContext,
        _ directory: Directory
    ) throws -> SessionFilter {
        var filter = try SessionFilter(request, context, directory)
        filter.from = try moment("from", fields["from"], context)
        filter.to = try moment("until", end ?? fields["until"], context)
        return filter
    }

    /// The address of a page of the same filters.
    func address(cursor: String?) -> String {
        var query = Self.names.compactMap { name in fields[name].map { (name, $0) } }
        if let cursor { query.append(("cursor", cursor)) }
        return "/history" + Self.text(query)
    }

    /// The address of a report of the same filters, as far as it knows them.
    func address(ofReport file: String, _ known: Set<String>) -> String {
        var query: [(String, String)] = []
        for name in Self.names {
            guard let value = name == "until" ? end : fields[name] else { continue }
            let parameter = name == "until" ? "to" : name
            if known.contains(parameter) { query.append((parameter, value)) }
        }
        return "/reports/" + file + Self.text(query)
    }

    /// The facts of one choice of a list.
    func option(_ value: String, _ name: String, in field: String, id: String) -> PageFacts {
        let chosen = fields[field]
        return [
            "value": .text(value), "name": .text(name),
            "chosen": .flag(chosen == value || chosen == id),
        ]
    }

    private func moment(
        _ name: String,
        _ text: String?,
        _ context: ServerContext
    ) throws -> Timestamp? {
        guard let text else { return nil }
        guard let moment = Timestamp(text, zone: context.timeZone) else {
            throw Problem.badRequest("a day such as 2026-11-22", field: name)
        }
        return moment
    }

    private static func text(_ query: [(String, String)]) -> String {
        guard !query.isEmpty else { return "" }
        return "?" + query.map { $0.0 + "=" + $0.1.percentEncoded }.joined(separator: "&")
    }

    static func day(_ date: Date, _ calendar: Calendar) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        func padded(_ value: Int?) -> String {
            let text = String(value ?? 1)
            return text.count < 2 ? "0" + text : text
        }
        return "\(parts.year ?? 1970)-\(padded(parts.month))-\(padded(parts.day))"
    }
}
