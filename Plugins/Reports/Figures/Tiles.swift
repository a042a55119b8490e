import PluginKit

/// Says which way a figure should go.
enum Direction {
    case up
    case down
    case either
}

extension Sheet {
    /// Writes key figures from the totals of a period, with their change since the one before.
    ///
    /// The second of a pair stands below the first, as a note.
    func tiles(
        _ wanted: [(id: String, note: String?, better: Direction)],
        over dimension: String
    ) throws {
        guard !isForMachines else { return }
        let more = ["over": dimension]
        let now = try query("figures", more)
        guard try now.next() else { return }
        let before = try queryBefore("figures", more)
        let hasBefore = try before?.next() == true && (before?.integer("sessions_active") ?? 0) > 0
        try paper.tiles(
            wanted.map { wanted in
                var tile = Tile(
                    id: wanted.id,
                    title: words("figures.tile." + wanted.id),
                    value: metrics.value(wanted.id, now)
                )
                if let note = wanted.note {
                    let value = metrics.value(note, now)
                    tile.note = words("figures.note." + note, ["value": words.format(value)])
                }
                if hasBefore, let before {
                    tile.trend = trend(wanted.id, wanted.better, from: before, to: now)
                }
                return tile
            }
        )
    }

    private func trend(
        _ id: String,
        _ better: Direction,
        from before: Rows,
        to now: Rows
    ) -> Tile.Trend? {
        let change = metrics.number(id, now) - metrics.number(id, before)
        guard change.isFinite else { return nil }
        let value: Value =
            switch metrics.unit(id) {
            case .count: .integer(Int64(change))
            case .duration: .duration(Int64(change))
            case .ratio: .percent(change)
            case .stars: .decimal(change, places: 2)
            }
        let tone: Tone =
            switch (better, change) {
            case (.either, _), (_, 0): .muted
            case (.up, 0...), (.down, ..<0): .good
            default: .warning
            }
        return Tile.Trend(value, tone: tone, label: words("figures.trend"))
    }
}
