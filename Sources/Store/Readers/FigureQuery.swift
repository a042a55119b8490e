import Engine
import GRDB

/// Computes the figures of a period, split by a dimension.
///
/// Sessions count for the team, channel or agent that had them last; queue episodes for who answered
/// or lost them; service times by agent are each agent's own legs.
struct FigureQuery {
    let from: Timestamp
    let to: Timestamp
    let dimension: FigureDimension
    let scope: ViewerScope

    /// Reads the figures.
    func read(_ db: Database) throws -> [FigureKey: PeriodFigures] {
        var figures: [FigureKey: PeriodFigures] = [:]
        if dimension == .total { figures[.total] = PeriodFigures() }
        try readStarted(db, &figures)
        try readClosed(db, &figures)
        try readEpisodes(db, &figures)
        try readResponses(db, &figures)
        try readLegs(db, &figures)
        try readMessages(db, &figures)
        for key in figures.keys {
            figures[key]?.waits.sort()
            figures[key]?.handles.sort()
            figures[key]?.firstResponses.sort()
        }
        return figures
    }

    private func readStarted(_ db: Database, _ figures: inout [FigureKey: PeriodFigures]) throws {
        let sql = """
            SELECT \(key("session")), count(*) FROM session
            WHERE started_at >= ? AND started_at < ? AND \(scope.counts("team")) GROUP BY 1
            """
        try each(db, sql) { row, key in
            figures[key, default: PeriodFigures()].started += row[1]
        }
    }

    private func readClosed(_ db: Database, _ figures: inout [FigureKey: PeriodFigures]) throws {
        let sql = """
            SELECT \(key("session")), outcome, handle, transfers FROM session
            WHERE closed_at >= ? AND closed_at < ? AND \(scope.counts("team"))
            """
        try each(db, sql) { row, key in
            var part = figures[key] ?? PeriodFigures()
            part.closed += 1
            if row[1] as String? == Outcome.success.rawValue {
                part.success += 1
            } else {
                part.lost += 1
            }
            if let handle = row[2] as Int64? {
                part.served += 1
                if dimension != .agent { part.handles.append(handle) }
            }
            if row[3] as Int64 > 0 { part.transferred += 1 }
            figures[key] = part
        }
    }

    private func readEpisodes(_ db: Database, _ figures: inout [FigureKey: PeriodFigures]) throws {
        let sql = """
            SELECT \(key("episode")), episode.end, episode.ended_at - episode.started_at,
                ifnull(team.target_seconds, 300) * 1000,
                ifnull(team.short_abandon_seconds, 10) * 1000, channel.rhythm
            FROM episode
            LEFT JOIN team ON team.id = episode.team
            LEFT JOIN channel ON channel.id = episode.channel
            WHERE episode.ended_at >= ? AND episode.ended_at < ? AND episode.is_outbound = 0
                AND \(scope.counts("episode.team"))
            """
        try each(db, sql) { row, key in
            var part = figures[key] ?? PeriodFigures()
            let wait: Int64 = row[2]
            part.offered += 1
            switch SessionTally.End(rawValue: row[1]) {
            case .answered:
                part.answered += 1
                part.waits.append(wait)
                if wait <= row[3] as Int64 { part.answeredInTarget += 1 }
            case .abandoned:
                part.abandoned += 1
                let isLive = row[5] as String? == ChannelCapabilities.Rhythm.live.rawValue
                if isLive, wait < row[4] as Int64 { part.abandonedShort += 1 }
            case .withdrawn, nil:
                break
            }
            figures[key] = part
        }
    }

    private func readResponses(_ db: Database, _ figures: inout [FigureKey: PeriodFigures]) throws {
        let key = dimension == .agent ? "responder" : key("episode")
        let sql = """
            SELECT \(key), responded_at - started_at FROM episode
            WHERE responded_at >= ? AND responded_at < ? AND is_outbound = 0
                AND \(scope.counts("team"))
            """
        try each(db, sql) { row, key in
            figures[key, default: PeriodFigures()].firstResponses.append(row[1])
        }
    }

    private func readLegs(_ db: Database, _ figures: inout [FigureKey: PeriodFigures]) throws {
        let key = dimension == .channel ? "session.channel" : key("leg")
        let sql = """
            SELECT \(key), leg.phase, leg.end, leg.ended_at - leg.started_at
            FROM leg JOIN session ON session.id = leg.session
            WHERE leg.ended_at >= ? AND leg.ended_at < ? AND \(scope.counts("leg.team"))
                AND (leg.end = 'overflow' OR leg.phase = 'inService')
            """
        try each(db, sql) { row, key in
            if row[2] as String? == Leg.End.overflow.rawValue {
                figures[key, default: PeriodFigures()].overflowed += 1
            } else if dimension == .agent {
                figures[key, default: PeriodFigures()].handles.append(row[3])
            }
        }
    }

    private func readMessages(_ db: Database, _ figures: inout [FigureKey: PeriodFigures]) throws {
        let key: String
        switch dimension {
        case .total: key = "NULL"
        case .team: key = "session.team"
        case .channel: key = "message.channel"
        // A contact's message counts for the agent who has the session, an answer for its author.
        case .agent: key = "iif(direction = 'inbound', session.agent, nullif(author, 0))"
        }
        let sql = """
            SELECT \(key), count(*) FILTER (WHERE direction = 'inbound'),
                count(*) FILTER (WHERE direction = 'outbound')
            FROM message LEFT JOIN session ON session.id = message.session
            WHERE message.at >= ? AND message.at < ? AND \(scope.counts("session.team")) GROUP BY 1
            """
        try each(db, sql) { row, key in
            figures[key, default: PeriodFigures()].messagesIn += row[1]
            figures[key, default: PeriodFigures()].messagesOut += row[2]
        }
    }

    private func key(_ table: String) -> String {
        switch dimension {
        case .total: "NULL"
        case .team: "\(table).team"
        case .channel: "\(table).channel"
        case .agent: "\(table).agent"
        }
    }

    // Rows without the dimension's part, such as sessions without an agent, belong to no key.
    private func each(
        _ db: Database,
        _ sql: String,
        _ body: (Row, FigureKey) throws -> Void
    ) throws {
        let select = try db.cachedStatement(sql: sql)
        let rows = try Row.fetchCursor(select, arguments: [from.milliseconds, to.milliseconds])
        while let row = try rows.next() {
            let part: Int64? = row[0]
            switch (dimension, part) {
            case (.total, _): try body(row, .total)
            case (.team, let part?): try body(row, .team(ID(part)))
            case (.channel, let part?): try body(row, .channel(ID(part)))
            case (.agent, let part?) where part > 0: try body(row, .agent(ID(part)))
            default: continue
            }
        }
    }
}
