public import CPluginABI
public import PluginKit

/// Gives the host what this library holds.
@c(conecta_plugin_v1)
public func entry(_ hostMajor: UInt32, _ hostMinor: UInt32) -> UnsafePointer<cnx_plugin_v1>? {
    Plugin.entry(hostMajor) {
        Plugin(id: "conecta.history", version: "1.0.0", features: [.report(SessionHistory.self)])
    }
}

/// Lists sessions, a row each, with the totals of all of them.
public struct SessionHistory: Report {
    /// The id of the report.
    public static let id = "history"

    /// The name for people.
    public static let name = "Histórico"

    /// The JSON Schema of the parameters.
    public static let schema = SessionFilter.schema()

    /// What the figures of the list are.
    private static let metrics = [
        "served", "success", "lost", "wait_mean", "handle_mean", "first_response_mean",
    ]

    /// Begins to serve jobs.
    public init() {}

    /// Writes the list.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        let filter = try job.parameters(as: SessionFilter.self)
        let words = call.words
        let head = try ReportHead(words("history.title"), job, filter, call: call)
        try paper.begin(head, job, call: call)
        if job.format != .csv { try summary(filter, on: paper, call: call) }
        let layout = Layout(isComplete: job.format == .csv, words)
        let rows = try call.query("sessions", filter)
        var count = 0
        try paper.table(layout.columns, emptyText: words("history.empty")) {
            while try rows.next() {
                try paper.row(layout.cells(rows, words))
                count += 1
                if count.isMultiple(of: 1_000) {
                    try call.checkCancellation()
                    call.progress(count, of: 0)
                }
            }
            if count > 0, job.format != .csv {
                try paper.row(try totals(filter, layout, call: call), kind: .total)
            }
        }
        try paper.definitions(Self.metrics, job, call: call)
    }

    /// The figures that the list opens with.
    private func summary(_ filter: SessionFilter, on paper: Paper, call: Call) throws {
        let words = call.words
        let rows = try call.query("totals", filter)
        guard try rows.next() else { return }
        func count(_ id: String) -> Tile {
            Tile(id: id, title: words("history.total." + id), value: rows[id])
        }
        func mean(_ id: String) -> Tile {
            let value = rows.integer(id).map(Value.duration) ?? .nothing
            return Tile(id: id, title: words("history.total." + id), value: value)
        }
        try paper.tiles([
            count("sessions"), count("served"), count("success"), count("lost"), mean("wait_mean"),
            mean("handle_mean"),
        ])
        try paper.heading(words("history.total.sessions"), level: 2, anchor: "sessions")
    }

    private func totals(_ filter: SessionFilter, _ layout: Layout, call: Call) throws -> [Cell] {
        let rows = try call.query("totals", filter)
        guard try rows.next() else { return [] }
        return layout.totals(rows, call.words)
    }
}
