import PluginKit

/// Is the present moment: the one row of `live`.
struct Present {
    private var counts: [String: Int64] = [:]
    let target: Int64?
    let goal: Double?

    init(_ call: Call) throws {
        let rows = try call.query("live")
        guard try rows.next() else {
            throw PluginError(.internal, "the host has no row of the present")
        }
        for name in rows.columns {
            counts[name] = rows.integer(name)
        }
        target = rows.integer("target")
        goal = rows.decimal("goal")
    }

    subscript(_ name: String) -> Int64? { counts[name] }

    /// The first row of tiles: what has to be acted on now.
    func tiles(_ day: Day, _ words: Words) -> [Tile] {
        [
            longestWait(words), waiting(words), atRisk(words), freeSlots(words),
            day.serviceLevel(self, words),
        ]
            + [inService(words)]
    }

    private func longestWait(_ words: Words) -> Tile {
        let wait = counts["longest_wait_now"]
        let severity = Severity(wait: wait, target: target)
        return Tile(
            id: "longest_wait_now",
            title: words("wallboard.longest_wait"),
            value: wait.map(Value.duration) ?? .nothing,
            note: target.map { words("wallboard.target", ["target": words.format(.duration($0))]) }
                ?? "",
            tone: severity.tone,
            status: severity.word(words),
            symbol: "⏳"
        )
    }

    private func waiting(_ words: Words) -> Tile {
        let navigating = counts["navigating_now"] ?? 0
        return Tile(
            id: "waiting_now",
            title: words("wallboard.waiting"),
            value: .integer(counts["waiting_now"] ?? 0),
            note: words("wallboard.navigating", count: Int(navigating)),
            tone: .accent,
            symbol: "🧍"
        )
    }

    private func atRisk(_ words: Words) -> Tile {
        let overdue = counts["overdue_now"] ?? 0
        let atRisk = counts["at_risk_now"] ?? 0
        let severity: Severity = overdue > 0 ? .critical : atRisk > 0 ? .warning : .good
        return Tile(
            id: "at_risk_now",
            title: words("wallboard.at_risk"),
            value: .integer(atRisk),
            note: words("wallboard.overdue", count: Int(overdue)),
            tone: severity.tone,
            status: severity.word(words),
            symbol: "⚠️"
        )
    }

    private func freeSlots(_ words: Words) -> Tile {
        let free = counts["free_slots_now"] ?? 0
        let available = counts["agents_available"] ?? 0
        let isShort = (counts["waiting_now"] ?? 0) > 0 && available == 0
        let severity: Severity = isShort ? .critical : .good
        return Tile(
            id: "free_slots_now",
            title: words("wallboard.free_slots"),
            value: .integer(free),
            note: words(
                "wallboard.agents",
                [
                    "available": String(available),
                    "busy": String(counts["agents_busy"] ?? 0),
                    "paused": String(counts["agents_paused"] ?? 0),
                ]
            ),
            tone: severity.tone,
            status: isShort ? words("wallboard.status.nobody") : "",
            symbol: "🪑"
        )
    }

    private func inService(_ words: Words) -> Tile {
        Tile(
            id: "in_service_now",
            title: words("wallboard.in_service"),
            value: .integer(counts["in_service_now"] ?? 0),
            note: words("wallboard.total", count: Int(counts["total_now"] ?? 0)),
            tone: .accent,
            symbol: "💬"
        )
    }
}
