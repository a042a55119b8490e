import Engine
import GRDB

/// Computes the figures of a period, split by a dimension.
///
/// Sums and counts come from the roll-ups, what percentiles need from the rows themselves, and what
/// agents did with their time from their presence. Sessions count for the team and agent that had
/// them last; queue episodes for who answered or lost them; by agent, service times are each agent's
/// own legs.
struct FigureQuery {
    let from: Timestamp
    let to: Timestamp
    let dimension: FigureDimension
    let scope: ViewerScope
    let filter: FigureFilter

    /// Creates a query for the quarters of an hour that a period touches.
    init(
        from: Timestamp,
        to: Timestamp,
        dimension: FigureDimension,
        scope: ViewerScope,
        filter: FigureFilter = FigureFilter()
    ) {
        self.from = Timestamp(milliseconds: from.milliseconds.slot * Rollup.slot)
        let last = (to.milliseconds - 1).slot + 1
        self.to = Timestamp(milliseconds: max(from.milliseconds.slot, last) * Rollup.slot)
        self.dimension = dimension
        self.scope = scope
        self.filter = filter
    }

    /// Reads the figures.
    func read(_ db: Database) throws -> [FigureKey: PeriodFigures] {
        var figures: [FigureKey: PeriodFigures] = [:]
        if dimension == .total { figures[.total] = PeriodFigures() }
        try readRollup(db, &figures)
        try readActive(db, &figures)
        try readEpisodes(db, &figures)
        try readHandles(db, &figures)
        try readResponses(db, &figures)
        try readUndelivered(db, &figures)
        try WorkQuery(from: from, to: to, dimension: dimension, scope: scope, filter: filter)
            .read(db, &figures)
        for key in figures.keys { figures[key]?.sort() }
        return figures
    }

    private func readRollup(_ db: Database, _ figures: inout [FigureKey: PeriodFigures]) throws {
        let key: String
        switch dimension {
        case .total: key = "NULL"
        case .team: key = "nullif(team, 0)"
        case .channel: key = "channel"
        case .agent: key = "nullif(agent, 0)"
        }
        let sql = """
            SELECT \(key), measure, sum(count), sum(sum) FROM rollup
            WHERE slot >= ? / \(Rollup.slot) AND slot < ? / \(Rollup.slot)
                AND \(scope.counts("nullif(team, 0)")) AND \(filter.passes("rollup"))
            GROUP BY 1, 2
            """
        try each(db, sql) { row, key in
            guard let measure = Measure(rawValue: row[1]) else { return }
            let amount = Amount(count: row[2], sum: row[3])
            figures[key, default: PeriodFigures()]
                .take(amount, of: measure, byAgent: dimension == .agent)
        }
    }

    private func readActive(_ db: Database, _ figures: inout [FigureKey: PeriodFigures]) throws {
        // Of one that was opened again, the time between belongs to no leg.
        let sql = """
            SELECT \(key("session")), count(*) FROM session
            WHERE (closed_at IS NULL OR closed_at >= ?) AND started_at < ?
                AND (reopenings = 0 OR EXISTS (SELECT 1 FROM leg WHERE leg.session = session.id
                    AND leg.started_at < \(to.milliseconds)
                    AND (leg.ended_at IS NULL OR leg.ended_at >= \(from.milliseconds))))
                AND \(scope.counts("session.team")) AND \(filter.passes("session"))
            GROUP BY 1
            """
        try each(db, sql) { row, key in
            figures[key, default: PeriodFigures()].active += row[1]
        }
    }

    private func readEpisodes(_ db: Database, _ figures: inout [FigureKey: PeriodFigures]) throws {
        let sql = """
            SELECT \(key("episode")), end, ended_at - started_at FROM episode
            WHERE ended_at >= ? AND ended_at < ? AND is_outbound = 0
                AND end <> 'withdrawn' AND \(scope.counts("episode.team"))
                AND \(filter.passes("episode"))
            """
        try each(db, sql) { row, key in
            if row[1] == SessionTally.End.answered.rawValue {
                figures[key, default: PeriodFigures()].waits.append(row[2])
            } else {
                figures[key, default: PeriodFigures()].abandonedWaits.append(row[2])
            }
        }
    }

    private func readHandles(_ db: Database, _ figures: inout [FigureKey: PeriodFigures]) throws {
        let sql: String
        if dimension == .agent {
            sql = """
                SELECT agent, ended_at - started_at FROM leg
                WHERE ended_at >= ? AND ended_at < ? AND phase = 'inService'
                    AND \(scope.counts("leg.team")) AND \(filter.passesLegs)
                """
        } else {
            sql = """
                SELECT \(key("session")), handle FROM session
                WHERE closed_at >= ? AND closed_at < ? AND handle IS NOT NULL
                    AND \(scope.counts("session.team")) AND \(filter.passes("session"))
                """
        }
        try each(db, sql) { row, key in
            figures[key, default: PeriodFigures()].handles.append(row[1])
        }
    }

    private func readResponses(_ db: Database, _ figures: inout [FigureKey: PeriodFigures]) throws {
        let responder = dimension == .agent ? "responder" : key("episode")
        let first = """
            SELECT \(responder), responded_at - started_at FROM episode
            WHERE responded_at >= ? AND responded_at < ? AND is_outbound = 0
                AND \(scope.counts("episode.team"))
                AND \(filter.passes("episode", agent: "responder"))
            """
        try each(db, first) { row, key in
            figures[key, default: PeriodFigures()].firstResponses.append(row[1])
        }
        let every = """
            SELECT \(key("response")), took FROM response
            WHERE at >= ? AND at < ? AND \(scope.counts("response.team"))
                AND \(filter.passes("response"))
            """
        try each(db, every) { row, key in
            figures[key, default: PeriodFigures()].responses.append(row[1])
        }
    }

    private func readUndelivered(
        _ db: Database,
        _ figures: inout [FigureKey: PeriodFigures]
    ) throws {
        let key: String
        switch dimension {
        case .total: key = "NULL"
        case .team: key = "session.team"
        case .channel: key = "message.channel"
        case .agent: key = "author"
        }
        let sql = """
            SELECT \(key), sum(delivery = 'failed'), sum(delivery = 'unknown')
            FROM message LEFT JOIN session ON session.id = message.session
            WHERE delivery IN ('failed', 'unknown') AND message.at >= ? AND message.at < ?
                AND \(scope.counts("session.team"))
                AND \(filter.passes(team: "session.team", channel: "message.channel", agent: "author"))
            GROUP BY 1
            """
        try each(db, sql) { row, key in
            figures[key, default: PeriodFigures()].messagesFailed += row[1]
            figures[key, default: PeriodFigures()].messagesUnknown += row[2]
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

extension PeriodFigures {
    /// Takes in what a roll-up says; by agent, service times are those of the agent's own legs.
    mutating func take(_ amount: Amount, of measure: Measure, byAgent: Bool) {
        switch measure {
        case .started: started += amount.count
        case .closed: closed += amount.count
        case .reopened: reopened += amount.count
        case .served: served += amount.count
        case .success: success += amount.count
        case .lost: lost += amount.count
        case .transferred: transferred += amount.count
        case .resolution: resolution += amount
        case .offered: offered += amount.count
        case .answered: answered += amount.count
        case .abandoned: abandoned += amount.count
        case .abandonedShort: abandonedShort += amount.count
        case .answeredInTarget: answeredInTarget += amount.count
        case .levelBase: levelBase += amount.count
        case .wait: wait += amount
        case .waitBusiness: waitBusiness += amount
        case .waitLegs: waitLegs += amount.count
        case .overflowedUnavailable: overflowedUnavailable += amount.count
        case .overflowedWait: overflowedWait += amount.count
        case .overflowedHours: overflowedHours += amount.count
        case .overflowsTaken: overflowsTaken += amount.count
        case .handle: if !byAgent { handle += amount }
        case .handleActive: if !byAgent { handleActive += amount }
        case .agentHandle: if byAgent { handle += amount }
        case .agentHandleActive: if byAgent { handleActive += amount }
        case .firstResponse: firstResponse += amount
        case .firstResponseBusiness: firstResponseBusiness += amount
        case .response: response += amount
        case .responseBusiness: responseBusiness += amount
        case .ratings: ratings += amount
        case .ratingsAsked: ratingsAsked += amount.count
        case .messagesIn: messagesIn += amount.count
        case .messagesOut: messagesOut += amount.count
        }
    }
}
