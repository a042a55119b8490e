import PluginKit

/// Is a team with how urgent it is.
struct RankedTeam {
    let row: Record
    let severity: Severity
    /// The word that says why.
    let word: String

    init(_ row: Record, _ words: Words) {
        self.row = row
        let waiting = row.integer("waiting_now") ?? 0
        let wait = Severity(wait: row.integer("longest_wait_now"), target: row.integer("target"))
        let present = (row.integer("agents_available") ?? 0) + (row.integer("agents_busy") ?? 0)
        if waiting > 0, present == 0 {
            severity = .critical
            word = words("wallboard.status.nobody")
        } else {
            severity = wait
            word = wait == .good ? words("wallboard.status.good") : wait.word(words)
        }
    }

    /// Those in most trouble first.
    static func ranked(_ rows: [Record], _ words: Words) -> [RankedTeam] {
        rows.map { RankedTeam($0, words) }.sorted { first, second in
            let (a, b) = (first.order, second.order)
            return a == b ? first.row.text("name") < second.row.text("name") : a > b
        }
    }

    // Nobody waits with either: the one whose day goes worse comes first.
    private var order: (Int, Int64, Int64, Int, Int64) {
        let day = Severity(share: row.number("service_level"), goal: row.number("goal"))
        return (
            max(severity, .good).rawValue, row.integer("longest_wait_now") ?? -1,
            row.integer("waiting_now") ?? 0, day.rawValue, row.integer("in_service_now") ?? 0
        )
    }
}

extension RoomyColumn<RankedTeam> {
    /// The columns of the table of teams.
    static func teams(_ words: Words) -> [RoomyColumn] {
        func count(_ id: String, _ title: String, _ rank: Int) -> RoomyColumn {
            RoomyColumn(id, words(title), rank: rank) { Cell($0.row.count(id)) }
        }
        return [
            RoomyColumn(
                "name",
                words("wallboard.team"),
                rank: 0,
                width: 110,
                weight: 3,
                alignment: .start
            ) { Cell($0.row["name"]) },
            RoomyColumn(
                "state",
                words("wallboard.state"),
                rank: 1,
                width: 110,
                weight: 1.4,
                alignment: .start
            ) { Cell(.text($0.word), tone: $0.severity.tone) },
            count("waiting_now", "wallboard.waiting.short", 2),
            RoomyColumn("longest_wait_now", words("wallboard.longest.short"), rank: 3) { team in
                let wait = Severity(
                    wait: team.row.integer("longest_wait_now"),
                    target: team.row.integer("target")
                )
                return Cell(team.row.duration("longest_wait_now"), tone: wait.tone)
            },
            RoomyColumn("service_level", words("wallboard.service_level.short"), rank: 4) { team in
                let level = Severity(
                    share: team.row.number("service_level"),
                    goal: team.row.number("goal")
                )
                return Cell(team.row.share("service_level"), tone: level.tone)
            },
            count("agents_available", "wallboard.available.short", 5),
            count("overflows_taken", "wallboard.overflow.in", 6),
            count("overflowed", "wallboard.overflow.out", 7),
            count("in_service_now", "wallboard.in_service.short", 8),
            count("at_risk_now", "wallboard.at_risk.short", 9),
            count("free_slots_now", "wallboard.free_slots.short", 10),
            count("agents_paused", "wallboard.paused.short", 11),
            RoomyColumn("wait_mean", words("wallboard.wait_mean.short"), rank: 12) {
                Cell($0.row.duration("wait_mean"))
            },
            RoomyColumn("abandon_rate", words("wallboard.abandon_rate.short"), rank: 13) {
                Cell($0.row.share("abandon_rate"))
            },
        ]
    }
}
