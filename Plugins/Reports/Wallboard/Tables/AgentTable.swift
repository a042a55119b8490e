import PluginKit

/// Is somebody who serves with how much they need a look.
struct RankedAgent {
    let row: Record
    let word: String
    let tone: Tone
    private let rank: Int

    init(_ row: Record, _ words: Words) {
        self.row = row
        let state = row.text("state")
        let reason = row.text("pause_reason")
        let isLong = (row.integer("pause_limit")).map { (row.integer("state_for") ?? 0) > $0 }
        let name = words("wallboard.agent." + (state.isEmpty ? "offline" : state))
        switch state {
        case "paused" where isLong == true:
            (word, tone, rank) = (reason, .critical, 1)
        case "available" where row.truth("is_ghost"), "busy" where row.truth("is_ghost"):
            (word, tone, rank) = (words("wallboard.agent.ghost"), .critical, 0)
        case "busy": (word, tone, rank) = (name, .accent, 2)
        case "available": (word, tone, rank) = (name, .good, 3)
        case "paused": (word, tone, rank) = (reason.isEmpty ? name : reason, .warning, 4)
        default: (word, tone, rank) = (name, .muted, 5)
        }
    }

    /// Those who need a look first, then those who serve, then the rest.
    static func ranked(_ rows: [Record], _ words: Words) -> [RankedAgent] {
        rows.map { RankedAgent($0, words) }.sorted { first, second in
            (first.rank, -(first.row.integer("in_service_now") ?? 0), first.row.text("nickname"))
                < (
                    second.rank, -(second.row.integer("in_service_now") ?? 0),
                    second.row.text("nickname")
                )
        }
    }
}

extension RoomyColumn<RankedAgent> {
    /// The columns of the table of people.
    static func agents(_ words: Words) -> [RoomyColumn] {
        [
            RoomyColumn(
                "name",
                words("wallboard.agent"),
                rank: 0,
                width: 110,
                weight: 2,
                alignment: .start
            ) { Cell($0.row["nickname"]) },
            RoomyColumn(
                "state",
                words("wallboard.state"),
                rank: 1,
                width: 110,
                weight: 1.2,
                alignment: .start
            ) { Cell(.text($0.word), tone: $0.tone) },
            RoomyColumn("state_for", words("wallboard.since"), rank: 3, width: 125) { agent in
                let isOver = agent.tone == .critical
                guard agent.tone != .muted else { return Cell(.nothing) }
                // Who has no connection is away since it broke, not since the day began.
                let time = agent.row.truth("is_ghost") ? "ghost_for" : "state_for"
                return Cell(agent.row.duration(time), tone: isOver ? .critical : .neutral)
            },
            RoomyColumn("in_service_now", words("wallboard.in_service.short"), rank: 2, width: 100)
            {
                agent in
                let held = agent.row.integer("in_service_now") ?? 0
                guard let limit = agent.row.integer("session_limit") else {
                    return Cell(.integer(held))
                }
                return Cell(.text("\(held)/\(limit)"))
            },
            RoomyColumn("served", words("wallboard.served.short"), rank: 4, width: 95) {
                Cell($0.row.count("served"))
            },
            RoomyColumn("handle_mean", words("wallboard.handle.short"), rank: 5, width: 115) {
                Cell($0.row.duration("handle_mean"))
            },
            RoomyColumn("occupancy", words("wallboard.occupancy.short"), rank: 6, width: 115) {
                Cell($0.row.share("occupancy"))
            },
            RoomyColumn("rating_mean", words("wallboard.rating.short"), rank: 8, width: 100) {
                agent in
                guard let stars = agent.row.number("rating_mean") else { return Cell(.nothing) }
                return Cell(.decimal(stars, places: 1))
            },
            RoomyColumn(
                "teams",
                words("wallboard.teams"),
                rank: 7,
                width: 110,
                weight: 2,
                alignment: .start
            ) { Cell($0.row["teams"], tone: .muted) },
        ]
    }
}
