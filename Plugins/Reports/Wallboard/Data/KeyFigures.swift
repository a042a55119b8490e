import PluginKit

/// Makes the tiles that ready boards begin with.
struct KeyFigures {
    let data: BoardData
    let words: Words
    let now: Record
    let day: Record

    /// The target of the team in which somebody waits longest.
    private let longestTarget: Int64?

    init(_ data: BoardData) throws {
        self.data = data
        words = data.words
        now = try data.live()
        day = try data.today()
        longestTarget = try data.longestTarget()
    }

    private func count(_ name: String) -> Int64 { now.integer(name) ?? 0 }

    var longestWait: Tile {
        let severity = Severity(wait: now.integer("longest_wait_now"), target: longestTarget)
        let target = longestTarget.map { words.format(.duration($0)) }
        return Tile(
            id: "longest_wait_now",
            title: words("wallboard.longest_wait"),
            value: now.duration("longest_wait_now"),
            note: target.map { words("wallboard.target", ["target": $0]) } ?? "",
            tone: severity.tone,
            status: severity.word(words),
            symbol: "⏳"
        )
    }

    var waiting: Tile {
        Tile(
            id: "waiting_now",
            title: words("wallboard.waiting"),
            value: .integer(count("waiting_now")),
            note: words("wallboard.navigating", count: Int(count("navigating_now"))),
            tone: .accent,
            symbol: "🧍"
        )
    }

    var atRisk: Tile {
        let overdue = count("overdue_now")
        let severity: Severity =
            overdue > 0 ? .critical : count("at_risk_now") > 0 ? .warning : .good
        return Tile(
            id: "at_risk_now",
            title: words("wallboard.at_risk"),
            value: .integer(count("at_risk_now")),
            note: words("wallboard.overdue", count: Int(overdue)),
            tone: severity.tone,
            status: severity.word(words),
            symbol: "⚠️"
        )
    }

    var freeSlots: Tile {
        let isShort = count("waiting_now") > 0 && count("free_slots_now") == 0
        let nobody = count("agents_available") + count("agents_busy") == 0
        let severity: Severity = isShort ? (nobody ? .critical : .warning) : .good
        return Tile(
            id: "free_slots_now",
            title: words("wallboard.free_slots"),
            value: .integer(count("free_slots_now")),
            note: words("wallboard.agents.free", count: Int(count("agents_available"))),
            tone: severity.tone,
            status: isShort
                ? words(nobody ? "wallboard.status.nobody" : "wallboard.status.full") : "",
            symbol: "🪑"
        )
    }

    var serviceLevel: Tile {
        let share = day.number("service_level")
        let goal = now.number("goal")
        let severity = Severity(share: share, goal: goal)
        return Tile(
            id: "service_level",
            title: words("wallboard.service_level"),
            value: day.share("service_level"),
            note: goal.map { words("wallboard.goal", ["goal": words.format(.percent($0))]) } ?? "",
            tone: severity.tone,
            status: severity.word(words),
            symbol: "🎯"
        )
    }

    var inService: Tile {
        Tile(
            id: "in_service_now",
            title: words("wallboard.in_service"),
            value: .integer(count("in_service_now")),
            note: words("wallboard.total", count: Int(count("total_now"))),
            tone: .accent,
            symbol: "💬"
        )
    }

    /// The five that a supervisor reads first, in that order.
    var first: [Tile] { [longestWait, waiting, atRisk, freeSlots, serviceLevel] }

    var exceptions: Tile {
        let failed = count("messages_failed_now")
        let broken = count("channels_degraded_now")
        let watched = [
            "agents_ghost", "pauses_over_limit_now", "silent_now", "windows_ending_now",
        ]
        let others = watched.reduce(Int64(0)) { $0 + count($1) }
        let severity: Severity =
            failed + broken > 0 ? .critical : others > 0 ? .warning : .good
        return Tile(
            id: "exceptions",
            title: words("wallboard.exceptions"),
            value: .integer(failed + broken + others),
            note: words("wallboard.exceptions.note", count: Int(failed)),
            tone: severity.tone,
            status: severity.word(words),
            symbol: "🚨"
        )
    }
}
