import PluginKit

/// Writes boards that people built from widgets.
struct BuiltBoard {
    let widgets: [Widget]

    func write(on sheet: Sheet) throws {
        for widget in widgets { try write(widget, on: sheet) }
    }

    private func write(_ widget: Widget, on sheet: Sheet) throws {
        let area = widget.area
        switch widget.type {
        case .figure:
            let tile = try figure(widget, sheet.data)
            try sheet.cell(area) { try sheet.paper.tiles([tile]) }
        case .clock:
            let tile = clock(widget, sheet)
            try sheet.cell(area) { try sheet.paper.tiles([tile]) }
        case .text:
            try sheet.cell(area) {
                if let title = widget.title, !title.isEmpty { try sheet.paper.heading(title) }
                try sheet.paper.paragraph([Run(widget.text ?? "")], scale: 1.2)
            }
        case .teams: try sheet.teams(in: area)
        case .queue: try sheet.queue(in: area, team: widget.team)
        case .agents: try sheet.agents(in: area)
        case .channels: try sheet.channels(in: area)
        case .exceptions: try sheet.exceptions(in: area)
        case .chart: try sheet.chart(widget.chart ?? .volume, title: widget.title, in: area)
        }
    }

    /// A tile of any metric, of everything or of one team or channel.
    private func figure(_ widget: Widget, _ data: BoardData) throws -> Tile {
        let words = data.words
        let id = widget.metric ?? ""
        guard let metric = try data.metric(id) else {
            // A board may outlive a metric: it says so instead of showing nothing.
            return Tile(id: id, title: id, value: .nothing, note: words("wallboard.unknown"))
        }
        let row = try data.row(of: metric, team: widget.team, channel: widget.channel)
        let number = row?.number(id)
        let severity = try severity(of: number, metric, widget, row, data)
        var note = row == nil ? words("wallboard.unseen") : ""
        if let row, widget.team != nil || widget.channel != nil { note = row.text("name") }
        if note.isEmpty, id == "service_level", let goal = try data.live().number("goal") {
            note = words("wallboard.goal", ["goal": words.format(.percent(goal))])
        }
        return Tile(
            id: id,
            title: widget.title ?? metric.name,
            value: metric.value(number),
            note: note,
            tone: severity.tone,
            status: severity.word(words),
            symbol: widget.symbol ?? ""
        )
    }

    /// The board's own limits, or else those of the teams.
    private func severity(
        of number: Double?,
        _ metric: Metric,
        _ widget: Widget,
        _ row: Record?,
        _ data: BoardData
    ) throws -> Severity {
        if widget.warning != nil || widget.critical != nil {
            // Durations are milliseconds inside and seconds for people.
            let scale = metric.unit == "duration" ? 1_000.0 : 1
            return Severity(
                number,
                warning: widget.warning.map { $0 * scale },
                critical: widget.critical.map { $0 * scale },
                isLowBad: Self.lowIsBad.contains(metric.id)
            )
        }
        let limits = widget.team == nil ? try data.live() : row ?? Record()
        switch metric.id {
        case "longest_wait_now":
            let own = limits.integer("target")
            let target = widget.team == nil ? try data.longestTarget() : own
            return Severity(wait: number.map { Int64($0) }, target: target)
        case "service_level": return Severity(share: number, goal: limits.number("goal"))
        default: return .none
        }
    }

    /// Metrics of which less is worse.
    private static let lowIsBad: Set<String> = [
        "service_level", "free_slots_now", "agents_available", "rating_mean", "rating_rate",
        "answered_in_target", "success",
    ]

    private func clock(_ widget: Widget, _ sheet: Sheet) -> Tile {
        let parts = sheet.words.format(.moment(sheet.moment)).split(separator: " ")
        return Tile(
            id: "clock",
            title: widget.title ?? String(parts.first ?? ""),
            value: .text(String(parts.last ?? "")),
            symbol: widget.symbol ?? "🕒"
        )
    }
}
