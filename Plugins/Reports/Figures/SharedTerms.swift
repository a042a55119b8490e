import PluginKit

/// Is what all teams of a report are judged by: a goal and a target, where they have the same.
struct SharedTerms {
    /// Is the level of one team, as the goal has it.
    struct Level {
        let name: String
        let level: Double
        let tone: Tone
    }

    private(set) var goal: Double?
    private(set) var target: Int64?
    /// The teams with any wait, in the order of their names.
    private(set) var levels: [Level] = []

    init(_ sheet: Sheet) throws {
        guard !sheet.isForMachines else { return }
        var goals: Set<Double> = []
        var targets: Set<Int64> = []
        let rows = try sheet.query("figures_by_team")
        while try rows.next() {
            if let goal = rows.decimal("goal") { goals.insert(goal) }
            if let target = rows.integer("target") { targets.insert(target) }
            guard let level = rows.decimal("service_level") else { continue }
            levels.append(
                Level(name: rows.text("name"), level: level, tone: FigureTable.tone(rows))
            )
        }
        goal = goals.count == 1 ? goals.first : nil
        target = targets.count == 1 ? targets.first : nil
    }

    /// The goal across levels.
    var goalLine: Chart.Target? { goal.map { Chart.Target($0) } }

    /// The target among waits.
    var waitLine: Chart.Target? { target.map { Chart.Target(Double($0) * 1_000) } }
}

extension Sheet {
    /// How many dials stand side by side.
    private static let mostDials = 6

    /// Draws the service level of each team as a dial against the goal; bars when there are many.
    func levels(_ terms: SharedTerms) throws {
        guard !isForMachines, !terms.levels.isEmpty else { return }
        let title = words("service_level.chart.teams")
        let said = terms.levels.map { $0.name + ": " + words.format(.percent($0.level)) }
        let isMany = terms.levels.count > Self.mostDials
        try paper.chart(
            Chart(
                title: title,
                alternative: title + ". " + said.joined(separator: "; "),
                kind: isMany ? .horizontalBar : .gauge,
                unit: .percent,
                categories: isMany ? terms.levels.map(\.name) : [],
                series: isMany
                    ? [
                        Chart.Series(
                            name: words("figures.series.service_level"),
                            values: terms.levels.map(\.level),
                            tone: .accent
                        )
                    ]
                    : terms.levels.map {
                        Chart.Series(name: $0.name, values: [$0.level], tone: $0.tone)
                    },
                height: isMany ? 34 + 16 * Double(terms.levels.count) : 120,
                target: terms.goalLine
            )
        )
    }
}
