import PluginKit

/// Is a board that every installation has.
enum ReadyBoard: String, Decodable, CaseIterable {
    /// The whole operation at a glance.
    case operation = "operacao"
    /// The teams.
    case teams = "equipe"
    /// The channels.
    case channels = "canais"
    /// The people who serve.
    case agents = "agentes"

    /// The key of its name.
    var title: String { "wallboard.board." + rawValue }

    /// Writes its cells.
    func write(on sheet: Sheet) throws {
        let figures = try KeyFigures(sheet.data)
        if sheet.shape == .small { return try small(sheet, figures) }
        switch self {
        case .operation: try operation(sheet, figures)
        case .teams: try teams(sheet, figures)
        case .channels: try channels(sheet, figures)
        case .agents: try agents(sheet, figures)
        }
    }

    /// The key figures alone, as many as can be read.
    private func small(_ sheet: Sheet, _ figures: KeyFigures) throws {
        let tiles =
            switch self {
            case .operation: figures.first + [figures.exceptions]
            case .teams: figures.first + [figures.abandoned]
            case .channels: figures.ofChannels + [figures.serviceLevel]
            case .agents: figures.ofAgents + [figures.freeSlots]
            }
        let isTall = sheet.width < sheet.height
        // Three lying tiles, one below the other, are all that a panel of 4 inches has room for.
        let isTiny = sheet.width < 1_000 || sheet.height < 500
        var shown = isTiny ? Array(tiles.prefix(sheet.height < 400 ? 2 : 3)) : tiles
        if sheet.isStrip, let last = shown.indices.last {
            shown[last].note = sheet.words.format(.moment(sheet.moment))
        }
        try sheet.tiles(
            shown,
            in: Sheet.Area(column: 0, row: 0, width: 60, height: 60),
            perLine: isTiny ? 1 : isTall ? 2 : 3
        )
    }
}

extension KeyFigures {
    /// What one asks first of channels.
    var ofChannels: [Tile] {
        [
            trouble(
                "channels_degraded_now",
                "wallboard.channels.broken",
                "🔌",
                .critical,
                note: words("wallboard.now")
            ),
            trouble(
                "messages_failed_now",
                "wallboard.failed",
                "📮",
                .critical,
                note: words("wallboard.failed.note")
            ),
            trouble(
                "windows_ending_now",
                "wallboard.windows",
                "⌛",
                .warning,
                note: words("wallboard.windows.note")
            ),
            waiting,
            plain(
                "messages_in",
                "wallboard.messages_in",
                "📥",
                note: words("wallboard.messages_out", count: Int(day.integer("messages_out") ?? 0))
            ),
        ]
    }

    /// What one asks first of people.
    var ofAgents: [Tile] {
        [
            plain(
                "agents_available",
                "wallboard.agents.available",
                "🟢",
                tone: .good,
                note: words("wallboard.slots", count: Int(now.integer("free_slots_now") ?? 0))
            ),
            plain(
                "agents_busy",
                "wallboard.agents.busy",
                "🎧",
                tone: .accent,
                note: words("wallboard.serving", count: Int(now.integer("in_service_now") ?? 0))
            ),
            paused,
            trouble(
                "agents_ghost",
                "wallboard.ghosts",
                "👻",
                .critical,
                note: words("wallboard.ghosts.note")
            ),
            plain(
                "agents_offline",
                "wallboard.agents.offline",
                "🌙",
                tone: .muted,
                note: words("wallboard.agents.offline.note")
            ),
        ]
    }

    private var paused: Tile {
        let over = now.integer("pauses_over_limit_now") ?? 0
        let severity: Severity = over > 0 ? .warning : .none
        var tile = plain("agents_paused", "wallboard.agents.paused", "☕", tone: severity.tone)
        tile.note = words("wallboard.pauses_over", count: Int(over))
        tile.status = severity.word(words)
        return tile
    }
}
