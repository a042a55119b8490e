public import PluginKit

/// Lists sessions, a row each, with every figure of them.
public struct SessionReport: Report {
    /// The id of the report.
    public static let id = "sessions"
    /// The name for people.
    public static let name = "Sessões"
    /// The JSON Schema of the parameters.
    public static let schema = SessionFilter.schema()

    /// Begins to serve jobs.
    public init() {}

    private static let fields = [
        RowField("id"),
        RowField("protocol", weight: 2.3),
        RowField("started", weight: 1.7),
        RowField("closed"),
        RowField("contact"),
        RowField("identity"),
        RowField("channel", weight: 1.7),
        RowField("origin", .word("sessions.origin.")),
        RowField("team", weight: 1.5),
        RowField("teams"),
        RowField("agent", weight: 1.5),
        RowField("agents"),
        RowField("phase", .word("phase.")),
        RowField("outcome", .word("report.outcome."), weight: 1.3),
        RowField("closed_by"),
        RowField("wait", .number, weight: 1.1),
        RowField("first_response", .number, weight: 1.1),
        RowField("handle", .number, weight: 1.1),
        RowField("handle_active", .number, weight: 1.1),
        RowField("resolution", .number, weight: 1.3),
        RowField("messages_in", .number, weight: 0.8),
        RowField("messages_out", .number, weight: 0.8),
        RowField("transfers", .number, weight: 0.8),
        RowField("overflow_from"),
        RowField("overflow_cause"),
        RowField("reopenings", .number, weight: 0.8),
        RowField("disposition", weight: 1.7),
        RowField("tags"),
        RowField("rating", .number, weight: 0.7),
    ]

    private static let metrics = [
        "wait_mean", "first_response_mean", "handle_mean", "handle_active_mean", "resolution_mean",
        "served", "success", "lost",
    ]

    /// Writes the report.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        let filter = try job.parameters(as: SessionFilter.self)
        let words = call.words
        let head = try ReportHead(words("sessions.title"), job, filter, call: call)
        try paper.begin(head, job, call: call)
        if job.format != .csv { try summary(filter, job, on: paper, call: call) }
        let list = RowList(Self.fields, titles: "sessions.column.", job, words)
        let rows = try call.query("sessions", filter)
        let empty = words("sessions.empty")
        try list.write(rows, emptyText: empty, on: paper, call: call) { count in
            try totals(list, filter, count, call: call)
        }
        try paper.definitions(Self.metrics, job, call: call)
    }

    private func summary(
        _ filter: SessionFilter,
        _ job: ReportJob,
        on paper: Paper,
        call: Call
    ) throws {
        let words = call.words
        let rows = try call.query("totals", filter)
        guard try rows.next() else { return }
        func tile(_ id: String) -> Tile {
            Tile(id: id, title: words("sessions.total." + id), value: rows[id])
        }
        let shown = [
            "sessions", "served", "success", "lost", "wait_mean", "handle_mean", "messages_in",
            "messages_out",
        ]
        try paper.tiles(shown.map(tile))
        try chart(filter, job, on: paper, call: call)
        try paper.heading(words("sessions.list"), level: 2, anchor: "sessions")
    }

    /// How many there were each day, or each month when there are too many days for a picture.
    private func chart(
        _ filter: SessionFilter,
        _ job: ReportJob,
        on paper: Paper,
        call: Call
    ) throws {
        let words = call.words
        let rows = try call.query("sessions_by_day", ByDay(filter: filter, zone: job.timeZone))
        var days: [(label: String, values: [Double])] = []
        while try rows.next() {
            let day = words.format(.day(Int32(clamping: rows.integer("day") ?? 0)))
            let values = ["success", "lost", "open"].map { Double(rows.integer($0) ?? 0) }
            days.append((day, values))
        }
        guard days.count > 1 else { return }
        let isByMonth = days.count > 62
        var categories: [String] = []
        var values: [[Double]] = []
        for day in days {
            // 22/11/2026 and 2026-11-22: a day without its year, or a month with it.
            let isSlashed = day.label.contains("/")
            let month = isSlashed ? day.label.dropFirst(3) : day.label.dropLast(3)
            let short = isSlashed ? day.label.dropLast(5) : day.label.dropFirst(5)
            let label = String(isByMonth ? month : short)
            if label != categories.last {
                categories.append(label)
                values.append([0, 0, 0])
            }
            for (index, value) in day.values.enumerated() {
                values[values.count - 1][index] += value
            }
        }
        let names = ["success", "lost", "open"]
        let tones: [Tone] = [.good, .critical, .muted]
        let title = words(isByMonth ? "sessions.chart.months" : "sessions.chart.days")
        let series = names.indices.map { index in
            Chart.Series(
                name: words("sessions.series." + names[index]),
                values: values.map { $0[index] },
                tone: tones[index]
            )
        }
        let said = zip(categories, values).map { "\($0): \(Int($1.reduce(0, +)))" }
        try paper.chart(
            Chart(
                title: title,
                alternative: title + ". " + said.joined(separator: "; "),
                kind: .stackedBar,
                categories: categories,
                series: series.filter { $0.values.contains { $0 > 0 } },
                height: 140
            )
        )
    }

    private func totals(
        _ list: RowList,
        _ filter: SessionFilter,
        _ count: Int,
        call: Call
    ) throws -> [Cell] {
        let rows = try call.query("totals", filter)
        guard try rows.next() else { return [] }
        return list.fields.map { field in
            switch field.id {
            case "protocol": Cell(.text(call.words("sessions.count", count: count)))
            case "wait", "handle", "first_response", "handle_active", "resolution":
                Cell(rows[field.id + "_mean"])
            case "messages_in", "messages_out": Cell(rows[field.id])
            default: Cell(.text(""))
            }
        }
    }
}

/// Asks for sessions by the days of a time zone.
private struct ByDay: Encodable {
    let filter: SessionFilter
    let zone: String

    private enum CodingKeys: CodingKey {
        case zone
    }

    func encode(to encoder: any Encoder) throws {
        try filter.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(zone, forKey: .zone)
    }
}
