import PluginKit

/// Is the day so far: the one row of `today`.
struct Day {
    private var counts: [String: Int64] = [:]
    private var shares: [String: Double] = [:]

    init(_ call: Call) throws {
        let rows = try call.query("today")
        guard try rows.next() else { return }
        for name in rows.columns {
            if let count = rows.integer(name) {
                counts[name] = count
            } else if let share = rows.decimal(name) {
                shares[name] = share
            }
        }
    }

    /// How much of the day was answered in time, against the goal.
    func serviceLevel(_ now: Present, _ words: Words) -> Tile {
        let share = shares["service_level"]
        let severity = Severity(share: share, goal: now.goal)
        return Tile(
            id: "service_level",
            title: words("wallboard.service_level"),
            value: share.map(Value.percent) ?? .nothing,
            note: now.goal.map { words("wallboard.goal", ["goal": words.format(.percent($0))]) }
                ?? "",
            tone: severity.tone,
            status: severity.word(words),
            symbol: "🎯"
        )
    }

    /// The second row of tiles: how the day goes, and what is out of the ordinary.
    func tiles(_ now: Present, _ words: Words) -> [Tile] {
        [
            duration("wait_mean", "wallboard.wait_mean", tail: "wait_p90", "⏱️", words),
            duration("handle_mean", "wallboard.handle_mean", tail: "handle_p90", "🎧", words),
            duration(
                "first_response_mean",
                "wallboard.first_response",
                tail: "first_response_p90",
                "✉️",
                words
            ),
            abandoned(words), closed(words), exceptions(now, words),
        ]
    }

    private func duration(
        _ id: String,
        _ title: String,
        tail: String,
        _ symbol: String,
        _ words: Words
    ) -> Tile {
        let nine = counts[tail].map(Value.duration) ?? .nothing
        return Tile(
            id: id,
            title: words(title),
            value: counts[id].map(Value.duration) ?? .nothing,
            note: words("wallboard.p90", ["value": words.format(nine)]),
            symbol: symbol
        )
    }

    private func abandoned(_ words: Words) -> Tile {
        let share = shares["abandon_rate"]
        let severity: Severity =
            share.map { $0 > 0.1 ? .critical : $0 > 0.05 ? .warning : .good } ?? .none
        return Tile(
            id: "abandon_rate",
            title: words("wallboard.abandon_rate"),
            value: share.map(Value.percent) ?? .nothing,
            note: words("wallboard.abandoned", count: Int(counts["abandoned"] ?? 0)),
            tone: severity.tone,
            status: severity.word(words),
            symbol: "🚪"
        )
    }

    private func closed(_ words: Words) -> Tile {
        Tile(
            id: "sessions_closed",
            title: words("wallboard.closed_today"),
            value: .integer(counts["sessions_closed"] ?? 0),
            note: words("wallboard.started_today", count: Int(counts["sessions_started"] ?? 0)),
            symbol: "✅"
        )
    }

    private func exceptions(_ now: Present, _ words: Words) -> Tile {
        let failed = now["messages_failed"] ?? 0
        let ending = now["windows_ending"] ?? 0
        let severity: Severity = failed > 0 ? .critical : ending > 0 ? .warning : .good
        return Tile(
            id: "messages_failed",
            title: words("wallboard.exceptions"),
            value: .integer(failed + ending),
            note: words(
                "wallboard.exceptions.note",
                ["failed": String(failed), "ending": String(ending)]
            ),
            tone: severity.tone,
            status: severity.word(words),
            symbol: "🚨"
        )
    }
}
