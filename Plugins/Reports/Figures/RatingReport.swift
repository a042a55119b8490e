public import PluginKit

/// Tells how contacts rated the service.
public struct RatingReport: Report {
    /// The id of the report.
    public static let id = "ratings"
    /// The name for people.
    public static let name = "Avaliações"
    /// The JSON Schema of the parameters.
    public static let schema = SessionFilter.schema([.from, .to, .channel, .team, .agent])

    /// Begins to serve jobs.
    public init() {}

    /// How many comments or low ratings are listed on paper, and how many stars are low.
    private static let mostLow = 50
    private static let low: Int64 = 2

    private static let columns = [
        FigureColumn("rating_mean", in: "ratings"),
        FigureColumn("ratings", in: "ratings"),
        FigureColumn("ratings_asked", in: "ratings"),
        FigureColumn("rating_rate", in: "ratings"),
    ]

    private static let fields = [
        "rated", "rating", "protocol", "session", "channel", "team", "agent", "contact", "comment",
    ]

    /// Writes the report.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        let sheet = try Sheet(figuresOf: job, title: "ratings.title", on: paper, call: call)
        guard !sheet.isForMachines else { return try everyRating(sheet) }
        try sheet.tiles(
            [
                ("rating_mean", nil, .up), ("ratings", nil, .up), ("ratings_asked", nil, .either),
                ("rating_rate", nil, .up),
            ],
            over: "total"
        )
        try distribution(sheet)
        for (dimension, dataset) in [("agent", "figures_by_agent"), ("team", "figures_by_team")] {
            try sheet.heading("ratings.by_" + dimension)
            try FigureTable(dataset: dataset, dimension: dimension, columns: Self.columns)
                .write(on: sheet)
        }
        try comments(sheet)
        try lowRatings(sheet)
        try paper.definitions(Self.columns.map(\.id), job, call: call)
    }

    private func distribution(_ sheet: Sheet) throws {
        let words = sheet.words
        let rows = try sheet.query("ratings")
        var counts: [(stars: Int64, count: Int64)] = []
        while try rows.next() {
            counts.append((rows.integer("stars") ?? 0, rows.integer("ratings") ?? 0))
        }
        let all = counts.map(\.count).reduce(0, +)
        func label(_ stars: Int64) -> String { words("ratings.stars", count: Int(stars)) }
        if all > 0 {
            var curve = Curve("ratings", .accent)
            curve.values = counts.map { Double($0.count) }
            try sheet.draw("ratings.chart", .horizontalBar, counts.map { label($0.stars) }, [curve])
        }
        try sheet.heading("ratings.distribution")
        let columns = [
            Column(id: "stars", title: words("ratings.column.stars"), weight: 2),
            Column(id: "ratings", title: words("ratings.column.ratings"), alignment: .end),
            Column(id: "share", title: words("ratings.column.share"), alignment: .end),
        ]
        try sheet.paper.table(columns, emptyText: words("ratings.empty")) {
            guard all > 0 else { return }
            for (stars, count) in counts {
                let symbols = String(repeating: "★", count: Int(stars))
                try sheet.paper.row([
                    .text(symbols + " " + label(stars)), .integer(count),
                    .percent(Double(count) / Double(all)),
                ])
            }
        }
    }

    /// What contacts wrote about their ratings, the newest first.
    private func comments(_ sheet: Sheet) throws {
        let words = sheet.words
        try sheet.heading("ratings.comments")
        guard !sheet.job.hidesConfidential else {
            return try sheet.remark("ratings.comments.hidden")
        }
        let columns = zip(
            ["rated", "rating", "protocol", "contact", "agent", "comment"],
            [1.6, 0.8, 1.9, 2, 1.6, 5]
        ).map { id, weight in
            Column(id: id, title: words("ratings.column." + id), weight: weight)
        }
        let rows = try sheet.query("rated_sessions")
        try sheet.paper.table(columns, emptyText: words("ratings.no_comments")) {
            var count = 0
            while count < Self.mostLow, try rows.next() {
                guard !rows.text("comment").isEmpty else { continue }
                count += 1
                let stars = rows.integer("rating") ?? 0
                let cells = columns.map { column in
                    Cell(
                        rows[column.id],
                        tone: column.id == "rating" && stars <= Self.low ? .warning : .neutral
                    )
                }
                try sheet.paper.row(cells)
            }
        }
        try sheet.remark("ratings.comments.about")
    }

    /// The sessions whose contacts were least content, the newest first.
    private func lowRatings(_ sheet: Sheet) throws {
        let words = sheet.words
        try sheet.heading("ratings.low")
        let columns = zip(
            ["rated", "rating", "protocol", "contact", "channel", "agent", "last_words"],
            [1.6, 0.8, 1.9, 2, 1.6, 1.6, 3.4]
        ).map { id, weight in
            Column(id: id, title: words("ratings.column." + id), weight: weight)
        }
        let rows = try sheet.query("rated_sessions")
        try sheet.paper.table(columns, emptyText: words("ratings.no_low")) {
            var count = 0
            while count < Self.mostLow, try rows.next() {
                guard let stars = rows.integer("rating"), stars <= Self.low else { continue }
                count += 1
                try sheet.paper.row(columns.map { rows[$0.id] })
            }
        }
    }

    /// A row for each rating, for programs.
    private func everyRating(_ sheet: Sheet) throws {
        let rows = try sheet.query("rated_sessions")
        let columns = Self.fields.map { Column(id: $0, title: $0) }
        try sheet.paper.table(columns) {
            var count = 0
            while try rows.next() {
                try sheet.paper.row(Self.fields.map { rows[$0] })
                count += 1
                if count.isMultiple(of: 1_000) { try sheet.call.checkCancellation() }
            }
        }
    }
}
