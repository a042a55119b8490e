import PluginKit

/// Is a row of a board's table with what decides its place.
private struct RankedRow {
    var severity: Severity
    var waiting: Int64
    var cells: [Cell]
}

extension Wallboard {
    /// The teams, the one in most trouble first.
    func teams(on paper: Paper, call: Call) throws {
        let words = call.words
        var ranked: [RankedRow] = []
        let rows = try call.query("teams")
        while try rows.next() {
            let wait = rows.integer("longest_wait_now")
            let waiting = rows.integer("waiting_now") ?? 0
            let share = rows.decimal("service_level")
            let severity = Severity(wait: wait, target: rows.integer("target"))
            let level = Severity(share: share, goal: rows.decimal("goal"))
            let sign = severity.word(words)
            ranked.append(
                RankedRow(
                    severity: severity,
                    waiting: waiting,
                    cells: [
                        Cell(rows["name"]),
                        Cell(.integer(waiting)),
                        Cell(wait.map(Value.duration) ?? .nothing, tone: severity.tone),
                        Cell(rows["in_service_now"]),
                        Cell(rows["agents_available"]),
                        Cell(share.map(Value.percent) ?? .nothing, tone: level.tone),
                        Cell(.text(sign), tone: severity.tone),
                    ]
                )
            )
        }
        ranked.sort { ($0.severity, $0.waiting) > ($1.severity, $1.waiting) }
        try paper.table(
            [
                Column(id: "name", title: words("wallboard.team"), weight: 3),
                number("waiting_now", words("wallboard.waiting.short")),
                number("longest_wait_now", words("wallboard.longest.short"), weight: 1.4),
                number("in_service_now", words("wallboard.in_service.short")),
                number("agents_available", words("wallboard.available.short")),
                number("service_level", words("wallboard.service_level.short"), weight: 1.2),
                Column(id: "state", title: words("wallboard.state"), weight: 1.6),
            ],
            title: words("wallboard.teams"),
            emptyText: words("wallboard.teams.empty")
        ) {
            for row in ranked { try paper.row(row.cells) }
        }
    }

    /// Who waits, the longest first.
    func queue(on paper: Paper, call: Call) throws {
        let words = call.words
        let rows = try call.query("queue", ["limit": 12])
        try paper.table(
            [
                Column(id: "protocol", title: words("wallboard.protocol"), weight: 2.2),
                Column(id: "contact", title: words("wallboard.contact"), weight: 2.4),
                Column(id: "channel", title: words("wallboard.channel"), weight: 2),
                Column(id: "team", title: words("wallboard.team"), weight: 2.2),
                number("wait", words("wallboard.wait"), weight: 1.2),
                Column(id: "state", title: words("wallboard.state"), weight: 1.6),
            ],
            title: words("wallboard.queue"),
            emptyText: words("wallboard.queue.empty")
        ) {
            while try rows.next() {
                let severity = Severity(wait: rows.integer("wait"), target: rows.integer("target"))
                let origin = rows.text("overflow_from")
                let team = rows.text("team")
                let moved = words("wallboard.overflow", ["team": team, "origin": origin])
                try paper.row([
                    Cell(rows["protocol"]),
                    Cell(rows["contact"]),
                    Cell(rows["channel"]),
                    Cell(.text(origin.isEmpty ? team : moved)),
                    Cell(rows.integer("wait").map(Value.duration) ?? .nothing, tone: severity.tone),
                    Cell(.text(severity.word(words)), tone: severity.tone),
                ])
            }
        }
    }

    /// The people, those who serve now first.
    func agents(on paper: Paper, call: Call) throws {
        let words = call.words
        let order = ["busy", "available", "paused", "offline"]
        var ranked: [(rank: Int, held: Int64, cells: [Cell])] = []
        let rows = try call.query("agents")
        while try rows.next() {
            let state = rows.text("state")
            let held = rows.integer("in_service_now") ?? 0
            let tone: Tone =
                switch state {
                case "available": .good
                case "busy": .accent
                case "paused": .warning
                default: .muted
                }
            let reason = rows.text("pause_reason")
            let word = words("wallboard.agent." + state)
            ranked.append(
                (
                    order.firstIndex(of: state) ?? order.count, held,
                    [
                        Cell(rows["nickname"]),
                        Cell(.text(reason.isEmpty ? word : "\(word) · \(reason)"), tone: tone),
                        Cell(.integer(held)),
                        Cell(rows["served"]),
                        Cell(rows.integer("handle_mean").map(Value.duration) ?? .nothing),
                    ]
                )
            )
        }
        ranked.sort { ($0.rank, -$0.held) < ($1.rank, -$1.held) }
        try paper.table(
            [
                Column(id: "name", title: words("wallboard.agent"), weight: 2.4),
                Column(id: "state", title: words("wallboard.state"), weight: 2.4),
                number("in_service_now", words("wallboard.in_service.short")),
                number("served", words("wallboard.served.short")),
                number("handle_mean", words("wallboard.handle.short"), weight: 1.3),
            ],
            title: words("wallboard.agents.title"),
            emptyText: words("wallboard.agents.empty")
        ) {
            for row in ranked { try paper.row(row.cells) }
        }
    }

    private func number(_ id: String, _ title: String, weight: Double = 1) -> Column {
        Column(id: id, title: title, weight: weight, alignment: .end)
    }
}
