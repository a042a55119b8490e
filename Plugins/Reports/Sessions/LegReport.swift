public import PluginKit

/// Lists the legs of sessions: what every figure is computed from.
public struct LegReport: Report {
    /// The id of the report.
    public static let id = "legs"
    /// The name for people.
    public static let name = "Trechos das sessões"
    /// The JSON Schema of the parameters.
    public static let schema = SessionFilter.schema(basis: "active")

    /// Begins to serve jobs.
    public init() {}

    private static let fields = [
        RowField("session"),
        RowField("protocol", weight: 2.2),
        RowField("leg"),
        RowField("phase", .word("phase."), weight: 1.6),
        RowField("team", weight: 1.5),
        RowField("agent", weight: 1.7),
        RowField("reserved_for", weight: 1.5),
        RowField("started", weight: 1.8),
        RowField("start", .word("legs.start."), weight: 1.6),
        RowField("ended", weight: 1.8),
        RowField("end", .word("legs.end."), weight: 2),
        RowField("duration", .number, weight: 1.3),
        RowField("channel", weight: 2.8),
        RowField("origin"),
        RowField("session_phase"),
        RowField("outcome"),
        RowField("target", .number),
        RowField("short_limit", .number),
        RowField("counts_abandoned"),
        RowField("rhythm"),
        RowField("rating_asked"),
        RowField("rated"),
        RowField("rating", .number),
        RowField("team_id"),
        RowField("agent_id"),
        RowField("channel_id"),
    ]

    /// Writes the report.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        var filter = try job.parameters(as: SessionFilter.self)
        filter.basis = filter.basis ?? "active"
        let words = call.words
        let head = try ReportHead(words("legs.title"), job, filter, call: call)
        try paper.begin(head, job, call: call)
        let list = RowList(Self.fields, titles: "legs.column.", job, words)
        let rows = try call.query("all_legs", filter)
        try list.write(rows, emptyText: words("legs.empty"), on: paper, call: call) { count in
            let total = Cell(.text(words("legs.count", count: count)))
            return [total] + list.fields.dropFirst().map { _ in Cell(.text("")) }
        }
    }
}
