import PluginKit

/// Is a figure as a column of a table.
struct FigureColumn {
    let id: String
    let group: String
    let weight: Double

    init(_ id: String, in group: String, weight: Double = 1) {
        self.id = id
        self.group = group
        self.weight = weight
    }
}

/// Is a table with a row for each team, channel or agent, and their totals below.
struct FigureTable {
    /// The dataset of the rows, and what they are parts of.
    let dataset: String
    let dimension: String
    /// The columns on paper; programs get every metric of a period.
    let columns: [FigureColumn]

    /// What programs get beside the metrics: how a team is judged.
    private static let terms = ["target", "goal", "short_limit", "counts_abandoned"]

    /// Writes the table.
    func write(on sheet: Sheet) throws {
        let rows = try sheet.query(dataset)
        var isThere = try rows.next()
        guard !sheet.isForMachines else { return try writeAll(rows, isThere, on: sheet) }
        let words = sheet.words
        let name = Column(
            id: "name",
            title: words("figures.dimension." + dimension),
            weight: 4
        )
        let titles = columns.map { column in
            Column(
                id: column.id,
                title: words("figures.column." + column.id),
                weight: column.weight,
                alignment: .end,
                group: words("figures.group." + column.group)
            )
        }
        try sheet.paper.table([name] + titles, emptyText: words("figures.empty." + dimension)) {
            var count = 0
            while isThere {
                try sheet.paper.row([Cell(rows["name"])] + cells(rows, sheet))
                count += 1
                isThere = try rows.next()
            }
            let totals = try sheet.query("figures", ["over": dimension])
            guard count > 1, try totals.next() else { return }
            let title = Cell(.text(words("figures.total")))
            try sheet.paper.row([title] + cells(totals, sheet), kind: .total)
        }
    }

    private func cells(_ rows: Rows, _ sheet: Sheet) -> [Cell] {
        columns.map { column in
            switch column.id {
            case "goal": return Cell(rows.decimal("goal").map(Value.percent) ?? .nothing)
            case "target", "short_limit":
                return Cell(rows.integer(column.id).map(Value.duration) ?? .nothing)
            case "counts_abandoned": return Cell(rows["counts_abandoned"])
            default: break
            }
            let value = sheet.metrics.value(column.id, rows)
            if column.id == "service_level" { return Cell(value, tone: Self.tone(rows)) }
            return Cell(value, tone: value == .integer(0 as Int64) ? .muted : .neutral)
        }
    }

    /// How the service level stands against its goal.
    static func tone(_ rows: Rows) -> Tone {
        guard let level = rows.decimal("service_level"), let goal = rows.decimal("goal") else {
            return .neutral
        }
        return level >= goal ? .good : level >= goal - 0.1 ? .warning : .critical
    }

    /// Every metric that the dataset has, under its id.
    private func writeAll(_ rows: Rows, _ isFirst: Bool, on sheet: Sheet) throws {
        let known = Set(rows.columns)
        let ids = sheet.metrics.ids.filter(known.contains)
        let terms = dimension == "team" ? Self.terms : []
        let titles = (["id", "name"] + ids + terms).map { Column(id: $0, title: $0) }
        try sheet.paper.table(titles) {
            var isThere = isFirst
            while isThere {
                let figures = ids.map { sheet.metrics.value($0, rows) }
                try sheet.paper.row(
                    [rows["id"], rows["name"]] + figures + terms.map { rows[$0] }
                )
                isThere = try rows.next()
            }
        }
    }
}
