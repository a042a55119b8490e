import Foundation
public import PluginKit

/// Tells how long contacts waited and how the service level stood against its goals.
public struct ServiceLevelReport: Report {
    /// The id of the report.
    public static let id = "service-level"
    /// The name for people.
    public static let name = "Nível de serviço e esperas"
    /// The JSON Schema of the parameters.
    public static let schema = SessionFilter.schema([.from, .to, .channel, .team, .agent])

    /// Begins to serve jobs.
    public init() {}

    private static let teamColumns = [
        FigureColumn("offered", in: "queue"),
        FigureColumn("answered", in: "queue"),
        FigureColumn("answered_in_target", in: "queue", weight: 1.1),
        FigureColumn("abandoned", in: "queue"),
        FigureColumn("abandoned_short", in: "queue"),
        FigureColumn("abandon_rate", in: "queue", weight: 1.1),
        FigureColumn("service_level", in: "level", weight: 1.1),
        FigureColumn("goal", in: "level", weight: 0.9),
        FigureColumn("target", in: "level", weight: 1),
        FigureColumn("short_limit", in: "level", weight: 1),
        FigureColumn("counts_abandoned", in: "level", weight: 1.2),
        FigureColumn("wait_mean", in: "wait", weight: 1.15),
        FigureColumn("wait_p50", in: "wait", weight: 1.15),
        FigureColumn("wait_p90", in: "wait", weight: 1.15),
    ]

    private static let hourMetrics = [
        "offered", "answered", "answered_in_target", "abandoned", "abandon_rate", "service_level",
        "wait_mean", "wait_p50", "wait_p90",
    ]

    /// Writes the report.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        let sheet = try Sheet(figuresOf: job, title: "service_level.title", on: paper, call: call)
        try sheet.tiles(
            [
                ("service_level", "answered_in_target", .up), ("offered", "answered", .either),
                ("abandoned", "abandoned_short", .down), ("abandon_rate", nil, .down),
                ("wait_mean", "wait_p50", .down), ("wait_p90", nil, .down),
            ],
            over: "total"
        )
        let terms = try SharedTerms(sheet)
        try sheet.levels(terms)
        try histogram(sheet, terms)
        try sheet.chart(
            "service_level.chart.days",
            by: "day",
            .line,
            [Curve("service_level", .accent)],
            target: terms.goalLine
        ) { rows in
            let day = sheet.words.format(.day(Int32(clamping: rows.integer("day") ?? 0)))
            return Self.short(day)
        }
        try hours(sheet)
        try sheet.heading("service_level.teams")
        try FigureTable(dataset: "figures_by_team", dimension: "team", columns: Self.teamColumns)
            .write(on: sheet)
        try sheet.remark("service_level.remark")
        let own = ["goal", "target", "short_limit", "counts_abandoned"]
        try paper.definitions(
            Self.teamColumns.map(\.id).filter { !own.contains($0) },
            job,
            call: call
        )
    }

    /// The waits by how long they were: a chart and its numbers.
    private func histogram(_ sheet: Sheet, _ terms: SharedTerms) throws {
        let words = sheet.words
        var steps: [(label: String, values: [Int64], from: Int64, to: Int64?)] = []
        let rows = try sheet.query("waits")
        while try rows.next() {
            let from = rows.integer("from_seconds") ?? 0
            let to = rows.integer("to_seconds")
            let label = to.map { "\(from)–\($0)" } ?? "> \(from - 1)"
            let values = ["offered", "answered", "abandoned"].map { rows.integer($0) ?? 0 }
            steps.append((label, values, from, to))
        }
        let offered = steps.map { $0.values[0] }.reduce(0, +)
        if !sheet.isForMachines, offered > 0 {
            let said = steps.map { step in
                let length = words("service_level.step", ["step": step.label])
                return length + ": " + words.format(.integer(step.values[0]))
            }
            let title = words("service_level.chart.waits")
            let curves: [(id: String, place: Int, tone: Tone)] = [
                ("answered", 1, .good), ("abandoned", 2, .critical),
            ]
            try sheet.paper.chart(
                Chart(
                    title: title,
                    alternative: title + ". " + said.joined(separator: "; "),
                    kind: .histogram,
                    categories: [],
                    series: curves.map { curve in
                        Chart.Series(
                            name: words("figures.series." + curve.id),
                            values: steps.map { Double($0.values[curve.place]) },
                            tone: curve.tone
                        )
                    },
                    height: 150,
                    target: terms.waitLine,
                    bins: Chart.Bins(
                        [0] + steps.map { $0.to.map { Double($0) * 1_000 } ?? .infinity },
                        unit: .duration
                    )
                )
            )
        }
        try sheet.heading("service_level.waits")
        let columns =
            sheet.isForMachines
            ? ["from_seconds", "to_seconds", "offered", "answered", "abandoned"]
                .map { Column(id: $0, title: $0) }
            : [Column(id: "step", title: words("service_level.column.step"), weight: 1.6)]
                + ["offered", "answered", "abandoned", "share", "cumulated"].map {
                    Column(id: $0, title: words("service_level.column." + $0), alignment: .end)
                }
        try sheet.paper.table(columns, emptyText: words("service_level.empty")) {
            guard offered > 0 || sheet.isForMachines else { return }
            var sum: Int64 = 0
            for step in steps {
                sum += step.values[0]
                guard !sheet.isForMachines else {
                    try sheet.paper.row(
                        [.integer(step.from), step.to.map { .integer($0) } ?? .nothing]
                            + step.values.map { .integer($0) }
                    )
                    continue
                }
                try sheet.paper.row(
                    [.text(words("service_level.step", ["step": step.label]))]
                        + step.values.map { .integer($0) } + [
                            .percent(Double(step.values[0]) / Double(offered)),
                            .percent(Double(sum) / Double(offered)),
                        ]
                )
            }
        }
    }

    /// Percentiles and levels by the hour of the day, and when most contacts wait.
    private func hours(_ sheet: Sheet) throws {
        let words = sheet.words
        try sheet.heading("service_level.hours")
        try sheet.chart(
            "service_level.chart.hours",
            by: "hour",
            .line,
            [Curve("wait_p50", .accent), Curve("wait_p90", .warning)]
        ) { "\($0.integer("hour") ?? 0)h" }
        try heatMap(sheet)
        let rows = try sheet.query(
            "figures_by_time",
            ["division": "hour", "zone": sheet.job.timeZone]
        )
        let columns =
            [Column(id: "hour", title: words("service_level.column.hour"), weight: 1.4)]
            + Self.hourMetrics.map {
                Column(id: $0, title: words("service_level.column." + $0), alignment: .end)
            }
        try sheet.paper.table(columns, emptyText: words("service_level.empty")) {
            while try rows.next() {
                let hour = rows.integer("hour") ?? 0
                guard sheet.isForMachines || (rows.integer("offered") ?? 0) > 0 else { continue }
                let label: Value =
                    sheet.isForMachines
                    ? .integer(hour)
                    : .text(String(format: "%02d:00–%02d:59", Int(hour), Int(hour)))
                try sheet.paper.row(
                    [label] + Self.hourMetrics.map { sheet.metrics.value($0, rows) }
                )
            }
        }
    }

    /// The waits that ended by weekday and hour.
    private func heatMap(_ sheet: Sheet) throws {
        guard !sheet.isForMachines else { return }
        let words = sheet.words
        var values: [Int64: [Double]] = [:]
        let rows = try sheet.query(
            "figures_by_time",
            ["division": "week", "zone": sheet.job.timeZone]
        )
        while try rows.next() {
            let hour = Int(rows.integer("hour") ?? 0)
            var line =
                values[rows.integer("weekday") ?? 1] ?? Array(repeating: Double.nan, count: 24)
            // An hour without waits stays pale and says nothing: what matters stands out.
            if let offered = rows.integer("offered"), offered > 0 { line[hour] = Double(offered) }
            values[rows.integer("weekday") ?? 1] = line
        }
        guard values.count > 1, values.values.contains(where: { $0.contains { $0 > 0 } }) else {
            return
        }
        let title = words("service_level.chart.week")
        try sheet.paper.chart(
            Chart(
                title: title,
                alternative: title,
                kind: .heatMap,
                categories: (0..<24).map { "\($0)h" },
                series: values.sorted { $0.key < $1.key }.map { weekday, values in
                    Chart.Series(name: words("figures.weekday.\(weekday)"), values: values)
                },
                height: 150
            )
        )
    }

    /// A day without its year: `22/11` of `22/11/2026`, `11-22` of `2026-11-22`.
    private static func short(_ day: String) -> String {
        day.contains("/") ? String(day.dropLast(5)) : String(day.dropFirst(5))
    }
}
