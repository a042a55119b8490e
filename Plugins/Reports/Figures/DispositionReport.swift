public import PluginKit

/// Tells how closed sessions were classified and labelled.
public struct DispositionReport: Report {
    /// The id of the report.
    public static let id = "dispositions"
    /// The name for people.
    public static let name = "Tabulações e tags"
    /// The JSON Schema of the parameters.
    public static let schema = SessionFilter.schema(basis: "ended")

    /// Begins to serve jobs.
    public init() {}

    private static let figures = ["sessions_closed", "share", "success", "lost", "handle_mean"]

    /// Is how many sessions there are in all.
    private struct Totals {
        var closed: Int64 = 0
        var classified: Int64 = 0
        var tagged: Int64 = 0
    }

    /// Writes the report.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        let sheet = try Sheet(sessionsOf: job, title: "dispositions.title", on: paper, call: call)
        let totals = try totals(sheet)
        try chart(sheet)
        try sheet.heading("dispositions.tree")
        try tree(sheet, totals)
        try sheet.heading("dispositions.tags")
        try tags(sheet, totals)
        try sheet.remark("dispositions.remark")
        try paper.definitions(
            ["sessions_closed", "success", "lost", "handle_mean"],
            job,
            call: call
        )
    }

    private func totals(_ sheet: Sheet) throws -> Totals {
        var totals = Totals()
        let rows = try sheet.query("closed_totals")
        guard try rows.next() else { return totals }
        totals.closed = rows.integer("sessions_closed") ?? 0
        totals.classified = rows.integer("classified") ?? 0
        totals.tagged = rows.integer("tagged") ?? 0
        guard !sheet.isForMachines else { return totals }
        let words = sheet.words
        func share(_ part: Int64) -> String {
            words("dispositions.share", ["value": words.format(ratio(part, totals.closed))])
        }
        let rest = totals.closed - totals.classified
        let success = rows.integer("success") ?? 0
        try sheet.paper.tiles([
            Tile(
                id: "sessions_closed",
                title: words("figures.tile.sessions_closed"),
                value: .integer(totals.closed)
            ),
            Tile(
                id: "classified",
                title: words("dispositions.classified"),
                value: .integer(totals.classified),
                note: share(totals.classified)
            ),
            Tile(
                id: "unclassified",
                title: words("dispositions.unclassified"),
                value: .integer(rest),
                note: share(rest)
            ),
            Tile(
                id: "tagged",
                title: words("dispositions.tagged"),
                value: .integer(totals.tagged),
                note: share(totals.tagged)
            ),
            Tile(
                id: "success",
                title: words("figures.tile.success"),
                value: .integer(success),
                note: share(success)
            ),
        ])
        return totals
    }

    /// The categories at the top, as parts of a whole.
    private func chart(_ sheet: Sheet) throws {
        guard !sheet.isForMachines else { return }
        var parts: [(name: String, count: Int64)] = []
        let rows = try sheet.query("dispositions")
        while try rows.next() {
            let count = rows.integer("sessions_closed") ?? 0
            guard rows.integer("depth") == 0, count > 0 else { continue }
            let name =
                rows.text("id").isEmpty ? sheet.words("dispositions.none") : rows.text("name")
            parts.append((name, count))
        }
        guard parts.count > 1 else { return }
        parts.sort { ($1.count, $0.name) < ($0.count, $1.name) }
        var shown = Array(parts.prefix(7))
        let rest = parts.dropFirst(7).map(\.count).reduce(0, +)
        if rest > 0 { shown.append((sheet.words("dispositions.others"), rest)) }
        var curve = Curve("sessions_closed", .accent)
        curve.values = shown.map { Double($0.count) }
        try sheet.draw("dispositions.chart", .horizontalBar, shown.map(\.name), [curve])
    }

    private func tree(_ sheet: Sheet, _ totals: Totals) throws {
        let words = sheet.words
        let names = sheet.isForMachines ? ["id", "parent", "path"] : []
        let rows = try sheet.query("dispositions")
        try sheet.paper.table(
            columns(names, "dispositions.column.name", sheet),
            emptyText: words("dispositions.empty")
        ) {
            guard totals.closed > 0 || sheet.isForMachines else { return }
            while try rows.next() {
                let depth = Int(rows.integer("depth") ?? 0)
                let hasNone = rows.text("id").isEmpty
                let name = hasNone ? words("dispositions.none") : rows.text("name")
                let cells: [Value] =
                    sheet.isForMachines
                    ? [rows["id"], rows["parent"], rows["path"], rows["name"]]
                    : [.text(String(repeating: "\u{2003}", count: depth) + name)]
                let isEmpty = rows.integer("sessions_closed") == 0
                let values = cells + figures(rows, of: totals.closed)
                try sheet.paper.row(
                    values.map { Cell($0, tone: isEmpty || hasNone ? .muted : .neutral) }
                )
            }
            let total: [Value] = [
                .text(words("figures.total")), .integer(totals.closed), .percent(1), .text(""),
                .text(""), .text(""),
            ]
            try sheet.paper.row(total, kind: .total)
        }
    }

    private func tags(_ sheet: Sheet, _ totals: Totals) throws {
        let names = sheet.isForMachines ? ["id"] : []
        let rows = try sheet.query("tags")
        try sheet.paper.table(
            columns(names, "dispositions.column.tag", sheet),
            emptyText: sheet.words("dispositions.no_tags")
        ) {
            while try rows.next() {
                let cells = names.map { rows[$0] } + [rows["name"]]
                try sheet.paper.row(cells + figures(rows, of: totals.closed))
            }
        }
    }

    private func columns(_ names: [String], _ title: String, _ sheet: Sheet) -> [Column] {
        names.map { Column(id: $0, title: $0) }
            + [Column(id: "name", title: sheet.words(title), weight: 4)]
            + Self.figures.map {
                Column(id: $0, title: sheet.words("dispositions.column." + $0), alignment: .end)
            }
    }

    private func figures(_ rows: Rows, of closed: Int64) -> [Value] {
        [
            rows["sessions_closed"], ratio(rows.integer("sessions_closed") ?? 0, closed),
            rows["success"], rows["lost"], rows["handle_mean"],
        ]
    }

    private func ratio(_ part: Int64, _ whole: Int64) -> Value {
        whole > 0 ? .percent(Double(part) / Double(whole)) : .nothing
    }
}
