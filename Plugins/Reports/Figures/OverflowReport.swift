public import PluginKit

/// Tells which sessions rules and people moved from team to team.
public struct OverflowReport: Report {
    /// The id of the report.
    public static let id = "overflow"
    /// The name for people.
    public static let name = "Transbordos e transferências"
    /// The JSON Schema of the parameters.
    public static let schema = SessionFilter.schema([.from, .to, .channel, .team, .agent])

    /// Begins to serve jobs.
    public init() {}

    private static let columns = [
        FigureColumn("overflowed_unavailable", in: "overflow_out", weight: 1.3),
        FigureColumn("overflowed_wait", in: "overflow_out", weight: 1.3),
        FigureColumn("overflowed_hours", in: "overflow_out", weight: 1.3),
        FigureColumn("overflowed", in: "overflow_out"),
        FigureColumn("overflow_rate", in: "overflow_out", weight: 1.1),
        FigureColumn("overflows_taken", in: "overflow_in", weight: 1.2),
        FigureColumn("served", in: "transfers"),
        FigureColumn("transferred", in: "transfers", weight: 1.2),
        FigureColumn("transfer_rate", in: "transfers", weight: 1.1),
    ]

    /// Writes the report.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        let sheet = try Sheet(figuresOf: job, title: "overflow.title", on: paper, call: call)
        try sheet.tiles(
            [
                ("overflowed", nil, .down), ("overflow_rate", nil, .down),
                ("overflowed_unavailable", nil, .down), ("overflowed_wait", nil, .down),
                ("overflowed_hours", nil, .down), ("transferred", "transfer_rate", .down),
            ],
            over: "team"
        )
        let dataset = "figures_by_team"
        try sheet.chart(
            "overflow.chart",
            of: dataset,
            .stackedBar,
            [
                Curve("overflowed_unavailable", .critical), Curve("overflowed_wait", .warning),
                Curve("overflowed_hours", .muted),
            ]
        )
        try sheet.heading("overflow.moves")
        try moves(sheet)
        try sheet.heading("overflow.teams")
        try FigureTable(dataset: dataset, dimension: "team", columns: Self.columns)
            .write(on: sheet)
        try sheet.remark("overflow.remark")
        try paper.definitions(Self.columns.map(\.id), job, call: call)
    }

    /// From where to where, why and how often.
    private func moves(_ sheet: Sheet) throws {
        let words = sheet.words
        let ids = ["origin", "target", "cause", "moves", "time_before_mean"]
        let weights = [2.2, 2.2, 2.2, 1, 1.3]
        let columns = zip(ids, weights).map { id, weight in
            Column(
                id: id,
                title: words("overflow.column." + id),
                weight: weight,
                alignment: id == "moves" || id == "time_before_mean" ? .end : .start
            )
        }
        let rows = try sheet.query("moves")
        var sum: Int64 = 0
        try sheet.paper.table(columns, emptyText: words("overflow.empty")) {
            var count = 0
            while try rows.next() {
                let cause = rows.text("cause")
                sum += rows.integer("moves") ?? 0
                count += 1
                try sheet.paper.row([
                    rows["origin"], rows["target"],
                    .text(sheet.isForMachines ? cause : words("overflow.cause." + cause)),
                    rows["moves"], rows["time_before_mean"],
                ])
            }
            guard count > 1 else { return }
            let total: [Value] = [
                .text(words("figures.total")), .text(""), .text(""), .integer(sum), .text(""),
            ]
            try sheet.paper.row(total, kind: .total)
        }
    }
}
