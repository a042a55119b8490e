internal import Engine
internal import Foundation
internal import Hummingbird
internal import Operations
internal import OrderedCollections
internal import Paper
internal import Store
internal import Templates

/// Shows which reports there are, each with its parameters: `/reports`.
struct ReportsPage: Sendable {
    let services: Services
    let writer: PageWriter

    /// Reports that are made elsewhere: of one session, one contact, and of boards.
    private static let elsewhere: Set<String> = ["dossier", "protocol", "wallboard"]

    /// Reports that only some of those who read reports may have.
    private static func mayHave(_ report: String, _ viewer: Viewer) -> Bool {
        report != "audit" || viewer.audits
    }

    /// Parameters that the form writes by itself, and those of one contact or session.
    private static let usual: Set<String> = ["from", "to", "team", "contact", "protocol"]

    func add(to router: RouterGroup<ServerContext>) {
        router.get("reports", use: show)
    }

    @Sendable
    private func show(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.readsReports)
        let showing = await services.showing(caller.viewer)
        let reports = await services.dependencies.reports.list(in: context.spoken)
            .filter { !Self.elsewhere.contains($0.id) && Self.mayHave($0.id, caller.viewer) }
        let viewer = caller.viewer
        let choices = showing.choices
        let words = services.filterWords(choices, context)
        let (from, to) = Self.month(showing.now, context.timeZone)
        let mayExport = viewer.may(.exports) && services.dependencies.post != nil
        let facts: PageFacts = [
            "frame": await services.frame(of: caller, context),
            "mayExport": .flag(mayExport),
            "administers": .flag(viewer.administers),
            "exportList": .record(try await services.exportFacts(caller, context)),
            "reports": .list(reports) { report in
                let schema = ReportSchema(report.schema)
                return [
                    "id": .text(report.id),
                    "name": .text(report.name),
                    "summary": .text(schema.summary),
                    "from": .text(from),
                    "to": .text(to),
                    "mayExport": .flag(mayExport),
                    "hasPeriod": .flag(schema.names.contains("from")),
                    "teams": .list(choices["team"] ?? []) {
                        ["value": .text($0.value), "name": .text($0.name)]
                    },
                    "fields": .list(
                        schema.fields(without: Self.usual, choices: choices, words)
                    ),
                ]
            },
        ]
        return try writer.page("reports", facts, context)
    }

    /// The last thirty days, with today: the end is exclusive.
    private static func month(_ now: Timestamp, _ zone: TimeZone) -> (String, String) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let today = Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000)
        let first = calendar.date(byAdding: .day, value: -29, to: today) ?? today
        let end = calendar.date(byAdding: .day, value: 1, to: today) ?? today
        return (HistoryForm.day(first, calendar), HistoryForm.day(end, calendar))
    }
}

/// Is the JSON Schema of a report's parameters, as far as a form shows it.
struct ReportSchema: Sendable {
    /// Is one value that a parameter may have, with its name for people.
    struct Choice: Sendable {
        var value: String
        var name: String
    }

    private struct Property: Sendable {
        var name: String
        var label: String
        var look: String
        var value: String?
        var options: [String]
        /// What values are called, where the report says so.
        var names: [String: String]
    }

    /// What the report says about itself.
    let summary: String

    private let properties: [Property]
    private let required: Set<String>

    /// The names of the parameters.
    var names: Set<String> { Set(properties.map(\.name)) }

    init(_ schema: String) {
        let parsed = try? JSONSerialization.jsonObject(with: Data(schema.utf8))
        let object = parsed as? [String: Any] ?? [:]
        summary = object["description"] as? String ?? ""
        required = Set(object["required"] as? [String] ?? [])
        let found = object["properties"] as? [String: [String: Any]] ?? [:]
        properties = found.sorted { $0.key < $1.key }.map { name, property in
            Property(
                name: name,
                label: property["title"] as? String ?? name,
                look: Self.look(property),
                value: property["default"].map { "\($0)" },
                options: property["enum"] as? [String] ?? [],
                names: property["x-names"] as? [String: String] ?? [:]
            )
        }
    }

    /// The facts of the form's fields.
    func fields(
        without others: Set<String>,
        choices: [String: [Choice]],
        _ words: FilterWords?
    ) -> [PageFacts] {
        properties.filter { !others.contains($0.name) }.map { property in
            let options =
                choices[property.name]
                ?? property.options.map { Choice(value: $0, name: property.names[$0] ?? $0) }
            return [
                "name": .text(property.name),
                "label": .text(
                    words?.label(of: property.name, title: property.label) ?? property.label
                ),
                "look": .text(Self.look(of: property, options)),
                "value": .text(property.value),
                "required": .flag(required.contains(property.name)),
                "options": .list(options) {
                    ["value": .text($0.value), "name": .text($0.name)]
                },
            ]
        }
    }

    /// What the report calls a parameter.
    func title(of name: String) -> String {
        properties.first { $0.name == name }?.label ?? name
    }

    /// What the report calls a value of a parameter; `nil` when it does not say.
    func name(of value: String, in parameter: String) -> String? {
        properties.first { $0.name == parameter }?.names[value]
    }

    private static func look(of property: Property, _ options: [Choice]) -> String {
        if ["basis", "outcome", "phase"].contains(property.name) { return property.name }
        return options.isEmpty ? property.look : "choice"
    }

    private static func look(_ property: [String: Any]) -> String {
        if property["enum"] is [String] { return "choice" }
        let types = property["type"] as? [String] ?? [property["type"] as? String ?? "string"]
        if types.contains("boolean") { return "flag" }
        if types.contains("integer") || types.contains("number") { return "number" }
        return property["format"] as? String == "date" ? "date" : "text"
    }
}

extension Services {
    /// The words of filters, for whoever asks.
    func filterWords(
        _ choices: [String: [ReportSchema.Choice]],
        _ context: ServerContext
    ) -> FilterWords? {
        dependencies.post.map {
            FilterWords(words: $0.words, language: context.spoken, choices: choices)
        }
    }

    /// The names of a report's parameters; `nil` when there is no such report.
    func schema(ofReport id: String) async -> Set<String>? {
        await dependencies.reports.list().first { $0.id == id }
            .map { ReportSchema($0.schema).names }
    }
}
