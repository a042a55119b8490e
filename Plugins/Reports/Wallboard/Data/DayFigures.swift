import PluginKit

extension KeyFigures {
    /// How the day goes.
    var ofDay: [Tile] {
        [
            duration("wait_mean", "wallboard.wait_mean", tail: "wait_p90", "⏱️"),
            duration("handle_mean", "wallboard.handle_mean", tail: "handle_p90", "🎧"),
            duration(
                "first_response_mean",
                "wallboard.first_response",
                tail: "first_response_p90",
                "✉️"
            ),
            abandoned, closed,
        ]
    }

    private func duration(
        _ id: String,
        _ title: String,
        tail: String,
        _ symbol: String
    ) -> Tile {
        Tile(
            id: id,
            title: words(title),
            value: day.duration(id),
            note: words("wallboard.p90", ["value": words.format(day.duration(tail))]),
            symbol: symbol
        )
    }

    var abandoned: Tile {
        let share = day.number("abandon_rate")
        let severity = Severity(share, warning: 0.05, critical: 0.1, isLowBad: false)
        return Tile(
            id: "abandon_rate",
            title: words("wallboard.abandon_rate"),
            value: day.share("abandon_rate"),
            note: words("wallboard.abandoned", count: Int(day.integer("abandoned") ?? 0)),
            tone: severity.tone,
            status: severity.word(words),
            symbol: "🚪"
        )
    }

    var closed: Tile {
        Tile(
            id: "sessions_closed",
            title: words("wallboard.closed_today"),
            value: .integer(day.integer("sessions_closed") ?? 0),
            note: words(
                "wallboard.started_today",
                count: Int(day.integer("sessions_started") ?? 0)
            ),
            symbol: "✅"
        )
    }

    /// A count that should be nought, such as broken channels.
    func trouble(
        _ id: String,
        _ title: String,
        _ symbol: String,
        _ worst: Severity,
        note: String = ""
    ) -> Tile {
        let number = now.integer(id) ?? day.integer(id) ?? 0
        let severity: Severity = number > 0 ? worst : .good
        return Tile(
            id: id,
            title: words(title),
            value: .integer(number),
            note: note,
            tone: severity.tone,
            status: severity.word(words),
            symbol: symbol
        )
    }

    /// A count that is neither good nor bad.
    func plain(
        _ id: String,
        _ title: String,
        _ symbol: String,
        tone: Tone = .neutral,
        note: String = ""
    ) -> Tile {
        let number = now.integer(id) ?? day.integer(id) ?? 0
        return Tile(
            id: id,
            title: words(title),
            value: .integer(number),
            note: note,
            tone: tone,
            symbol: symbol
        )
    }
}
