import PluginKit

/// Writes the period's sums: of everyone as key figures, of each person as a row.
struct People {
    private let time: WorkingTime
    private let words: Words

    init(_ time: WorkingTime, _ words: Words) {
        self.time = time
        self.words = words
    }

    func write(on paper: Paper) throws {
        let people = time.people
        let over = time.stretches.filter { $0.over > 0 }.count
        func sum(_ value: (WorkingTime.Person) -> Int64) -> Int64 {
            people.reduce(0) { $0 + value($1) }
        }
        func rate(_ part: Int64, _ whole: Int64) -> Value {
            whole > 0 ? .percent(Double(part) / Double(whole)) : .nothing
        }
        let limited = people.filter { $0.capacity != nil }
        let utilised = limited.reduce(0) { $0 + ($1.utilised ?? 0) }
        let capacity = limited.reduce(0) { $0 + ($1.capacity ?? 0) }
        let occupancy = rate(sum(\.occupied), sum(\.available))
        let utilisation = rate(utilised, capacity)
        func tile(_ id: String, _ value: Value) -> Tile {
            Tile(id: id, title: words("presence.tile." + id), value: value)
        }
        try paper.tiles([
            tile("people", .integer(people.count)),
            tile("available", people.isEmpty ? .nothing : .duration(sum(\.available))),
            tile("occupancy", occupancy),
            tile("utilisation", utilisation),
            tile("pause_time", people.isEmpty ? .nothing : .duration(sum(\.paused))),
            Tile(
                id: "over_limit",
                title: words("presence.tile.over_limit"),
                value: .integer(over),
                tone: over > 0 ? .warning : .good,
                status: words(over > 0 ? "presence.status.over" : "presence.status.within")
            ),
        ])
        try paper.heading(words("presence.people"), level: 2, anchor: "people")
        try paper.table(columns, emptyText: words("presence.empty")) {
            for person in people { try paper.row(cells(person)) }
            guard people.count > 1 else { return }
            let pauses = time.stretches.filter(\.isPause)
            try paper.row(
                [
                    .text(words("presence.sum")), .text(""), .duration(sum(\.available)),
                    .duration(sum(\.occupied)), occupancy, utilisation, .duration(sum(\.paused)),
                    .integer(pauses.count), .integer(over),
                    over == 0 ? .nothing : .duration(pauses.reduce(0) { $0 + $1.over }),
                    .duration(sum(\.offline)),
                ],
                kind: .total
            )
        }
    }

    private var columns: [Column] {
        let ids: [(String, Double)] = [
            ("agent", 2.2), ("teams", 2), ("available", 1.1), ("occupied", 1.1), ("occupancy", 1),
            ("utilisation", 1.1), ("pause_time", 1), ("pauses", 0.8), ("over_limit", 0.9),
            ("over_time", 1), ("offline", 1.1),
        ]
        let paused: Set<String> = ["pause_time", "pauses", "over_limit", "over_time"]
        return ids.map { id, weight in
            Column(
                id: id,
                title: words("presence.column." + id),
                weight: weight,
                alignment: id == "agent" || id == "teams" ? .start : .end,
                group: paused.contains(id) ? words("presence.group.pauses") : ""
            )
        }
    }

    private func cells(_ person: WorkingTime.Person) -> [Cell] {
        let pauses = person.pauses
        let over = pauses.filter { $0.over > 0 }
        let tone: Tone = over.isEmpty ? .neutral : .warning
        return [
            Cell(.text(person.name)),
            Cell(person.teams.isEmpty ? .nothing : .text(person.teams)),
            Cell(.duration(person.available)),
            Cell(.duration(person.occupied)),
            Cell(person.occupancy.map(Value.percent) ?? .nothing),
            Cell(person.utilisation.map(Value.percent) ?? .nothing),
            Cell(.duration(person.paused)),
            Cell(.integer(pauses.count)),
            Cell(.integer(over.count), tone: tone),
            Cell(over.isEmpty ? .nothing : .duration(over.reduce(0) { $0 + $1.over }), tone: tone),
            Cell(.duration(person.offline)),
        ]
    }
}
