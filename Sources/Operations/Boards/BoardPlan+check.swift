public import Engine

extension BoardPlan {
    /// The most parts that a board has, one for each field of the grid.
    static let maximumWidgets = BoardWidget.grid * BoardWidget.grid

    /// Says everything that is wrong with the plan; teams and channels are those of the viewer.
    func problems(teams: Set<String>, channels: Set<String>) -> [BoardProblem] {
        var problems: [BoardProblem] = []
        if title.isEmpty || title.unicodeScalars.count > BoardWidget.longestTitle {
            problems.append(
                BoardProblem(code: .tooLong, pointer: "/title", detail: "1 to 120 characters")
            )
        }
        if widgets.isEmpty {
            problems.append(
                BoardProblem(code: .empty, pointer: "/widgets", detail: "a board needs a widget")
            )
        }
        guard widgets.count <= Self.maximumWidgets else {
            let most = "at most \(Self.maximumWidgets) widgets"
            return problems + [BoardProblem(code: .tooMany, pointer: "/widgets", detail: most)]
        }
        for (place, widget) in widgets.enumerated() {
            problems += widget.problems(at: place, teams: teams, channels: channels)
        }
        return problems + overlaps()
    }

    private func overlaps() -> [BoardProblem] {
        var problems: [BoardProblem] = []
        for (place, widget) in widgets.enumerated() {
            for (earlier, other) in widgets[..<place].enumerated() where widget.covers(other) {
                problems.append(
                    BoardProblem(
                        code: .overlap,
                        pointer: "/widgets/\(place)",
                        detail: "covers widget \(earlier), which has columns "
                            + "\(other.column)–\(other.column + other.width - 1) and rows "
                            + "\(other.row)–\(other.row + other.height - 1)"
                    )
                )
            }
        }
        return problems
    }
}

extension BoardWidget {
    /// Tells whether it lies wholly on the grid.
    private var isInside: Bool {
        let fields = 0..<Self.grid
        // The first test keeps the sums from running over.
        return fields.contains(column) && fields.contains(row) && width > 0 && height > 0
            && width <= Self.grid - column && height <= Self.grid - row
    }

    fileprivate func covers(_ other: BoardWidget) -> Bool {
        guard isInside, other.isInside else { return false }
        return column < other.column + other.width && other.column < column + width
            && row < other.row + other.height && other.row < row + height
    }

    fileprivate func problems(
        at place: Int,
        teams: Set<String>,
        channels: Set<String>
    ) -> [BoardProblem] {
        let pointer = "/widgets/\(place)"
        var problems: [BoardProblem] = []
        func note(_ code: BoardProblem.Code, _ field: String, _ detail: String) {
            problems.append(
                BoardProblem(code: code, pointer: pointer + field, detail: detail)
            )
        }
        if !isInside {
            note(.outOfGrid, "", "leaves the grid of \(Self.grid) × \(Self.grid)")
        }
        for (field, words, most) in lengths where (words?.unicodeScalars.count ?? 0) > most {
            note(.tooLong, "/" + field, "at most \(most) characters")
        }
        // What was too long is not said again.
        guard problems.allSatisfy({ $0.code != .tooLong }) else { return problems }
        if let team, !teams.contains(team) { note(.unknownScope, "/team", "no team \(team)") }
        if let channel, !channels.contains(channel) {
            note(.unknownScope, "/channel", "no channel \(channel)")
        }
        for field in strays { note(.stray, "/" + field, "a \(type.rawValue) has no \(field)") }
        if (symbol?.count ?? 0) > 2 { note(.tooLong, "/symbol", "one or two letters") }
        switch type {
        case .figure: figureProblems(note)
        case .chart where chart == nil: note(.noChart, "/chart", "volume, wait or service_level")
        case .text where (text ?? "").isEmpty && (title ?? "").isEmpty:
            note(.noText, "/text", "a text needs words")
        default: break
        }
        return problems
    }

    private var lengths: [(field: String, words: String?, most: Int)] {
        [
            ("title", title, Self.longestTitle), ("symbol", symbol, Self.longestSymbol),
            ("text", text, Self.longestText), ("metric", metric, Self.longestName),
            ("team", team, Self.longestName), ("channel", channel, Self.longestName),
        ]
    }

    private func figureProblems(_ note: (BoardProblem.Code, String, String) -> Void) {
        guard let metric else { return note(.noMetric, "/metric", "a figure needs a metric") }
        guard BoardMetrics.ids.contains(metric) else {
            return note(.unknownMetric, "/metric", "no metric \(metric)")
        }
        if team != nil, channel != nil {
            note(.badScope, "/channel", "a figure is of a team or of a channel, not of both")
        }
        if channel != nil, metric.hasPrefix("agents_") || metric == "free_slots_now" {
            note(.badScope, "/channel", "agents belong to teams, not to channels")
        }
        for (name, limit) in [("/warning", warning), ("/critical", critical)] {
            if let limit, !limit.isFinite || limit < 0 || limit > 1e9 {
                note(.badLimit, name, "a number from 0 to 1,000,000,000")
            }
        }
    }

    /// The fields that are set and that its kind does not have.
    private var strays: [String] {
        let set: [(String, Bool, Set<Kind>)] = [
            ("metric", metric != nil, [.figure]), ("team", team != nil, [.figure, .queue]),
            ("channel", channel != nil, [.figure]), ("warning", warning != nil, [.figure]),
            ("critical", critical != nil, [.figure]),
            ("symbol", symbol != nil, [.figure, .clock]), ("chart", chart != nil, [.chart]),
            ("text", text != nil, [.text]),
            (
                "title", title != nil,
                [.figure, .chart, .text, .clock, .teams, .queue, .agents, .channels, .exceptions]
            ),
        ]
        return set.filter { $0.1 && !$0.2.contains(type) }.map(\.0)
    }
}

/// Names the metrics that a board can show.
public enum BoardMetrics {
    /// The metrics of the present moment and of the day, in the order of the table of metrics.
    public static let all: [Metric] = Metric.all.filter { metric in
        LiveFigures.counts[metric.id] != nil || metric.id == "longest_wait_now"
            || PeriodFigures.counts[metric.id] != nil || PeriodFigures.rates[metric.id] != nil
            || PeriodFigures.durations[metric.id] != nil
    }

    static let ids = Set(all.map(\.id))
}
