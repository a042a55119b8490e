import Engine
import GRDB

/// Computes what people did with their time: available, with sessions, on pauses.
///
/// A stretch that still runs counts up to the latest event of the journal.
struct WorkQuery {
    let from: Timestamp
    let to: Timestamp
    let dimension: FigureDimension
    let scope: ViewerScope
    var filter = FigureFilter()

    /// Is a time between two moments, in milliseconds since 1970.
    typealias Stretch = Range<Int64>

    /// Is what one person did; both lists are in the order of their starts.
    struct Work {
        /// When the person received sessions.
        var available: [Stretch] = []
        /// When each session was with the person; several may be at once.
        var service: [Stretch] = []
        /// The milliseconds of pauses by their reasons.
        var pauses: [String: Int64] = [:]
    }

    /// Reads the times and adds them to the figures.
    func read(_ db: Database, _ figures: inout [FigureKey: PeriodFigures]) throws {
        // People are at work for their teams, not for channels.
        guard dimension != .channel, filter.channels.isEmpty else { return }
        let works = try works(db)
        for agent in try AgentRow.fetchAll(db) {
            guard let work = works[agent.id], scope.seesPresence(of: agent),
                filter.passes(agent)
            else { continue }
            for key in keys(of: agent) {
                figures[key, default: PeriodFigures()].take(work, limit: agent.sessionLimit)
            }
        }
    }

    /// What each person did in the period, seen or not.
    func works(_ db: Database) throws -> [ID<Agent>: Work] {
        let end = try end(db)
        var works: [ID<Agent>: Work] = [:]
        guard from.milliseconds < end else { return works }
        try readPresence(db, upTo: end, &works)
        try readService(db, upTo: end, &works)
        return works
    }

    /// The moment up to which the times of the period are known.
    func end(_ db: Database) throws -> Int64 {
        let last = try Int64.fetchOne(db, sql: "SELECT at FROM event ORDER BY seq DESC LIMIT 1")
        return min(to.milliseconds, max(last ?? 0, from.milliseconds))
    }

    private func keys(of agent: Agent) -> [FigureKey] {
        switch dimension {
        case .total: [.total]
        case .team: agent.teams.filter { scope.sees($0) && filter.passes($0) }.map(FigureKey.team)
        case .channel: []
        case .agent: [.agent(agent.id)]
        }
    }

    private func readPresence(
        _ db: Database,
        upTo end: Int64,
        _ works: inout [ID<Agent>: Work]
    ) throws {
        let sql = """
            SELECT agent, state, reason, started_at, ended_at FROM presence_stretch
            WHERE ended_at > ? AND started_at < ?
            UNION ALL
            SELECT agent, state, reason, started_at, NULL FROM presence_stretch
            WHERE ended_at IS NULL AND started_at < ?
            ORDER BY 1, 4
            """
        let arguments: StatementArguments = [from.milliseconds, end, end]
        for row in try Row.fetchAll(db, sql: sql, arguments: arguments) {
            guard let stretch = cut(row[3], row[4], upTo: end) else { continue }
            let agent = ID<Agent>(row[0] as Int64)
            switch Presence(state: row[1], reason: row[2]) {
            case .available:
                works[agent, default: Work()].available.append(stretch)
            case .paused(let reason):
                works[agent, default: Work()].pauses[reason, default: 0] += Int64(stretch.count)
            case .offline:
                continue
            }
        }
    }

    private func readService(
        _ db: Database,
        upTo end: Int64,
        _ works: inout [ID<Agent>: Work]
    ) throws {
        let sql = """
            SELECT agent, started_at, ended_at FROM leg
            WHERE ended_at > ? AND started_at < ? AND phase = 'inService'
            UNION ALL
            SELECT leg.agent, leg.started_at, NULL FROM session JOIN leg ON leg.id = session.leg
            WHERE session.phase = 'inService' AND session.phase <> 'closed' AND leg.started_at < ?
            ORDER BY 1, 2
            """
        let arguments: StatementArguments = [from.milliseconds, end, end]
        for row in try Row.fetchAll(db, sql: sql, arguments: arguments) {
            guard let agent = row[0] as Int64?, let stretch = cut(row[1], row[2], upTo: end) else {
                continue
            }
            works[ID(agent)]?.service.append(stretch)
        }
    }

    private func cut(_ start: Int64, _ end: Int64?, upTo limit: Int64) -> Stretch? {
        let lower = max(start, from.milliseconds)
        let upper = min(end ?? limit, limit)
        return lower < upper ? lower..<upper : nil
    }
}

extension WorkQuery.Work {
    /// The milliseconds in which the person received sessions.
    var availableTime: Int64 { available.reduce(0) { $0 + Int64($1.count) } }

    /// The times with at least one session while available, and with each of them.
    var loads: (occupied: [WorkQuery.Stretch], utilised: Int64) {
        var occupied: [WorkQuery.Stretch] = []
        var utilised: Int64 = 0
        for stretch in available {
            var counted = stretch.lowerBound
            for service in service where service.overlaps(stretch) {
                let part = service.clamped(to: stretch)
                utilised += Int64(part.count)
                guard part.upperBound > counted else { continue }
                occupied.append(max(counted, part.lowerBound)..<part.upperBound)
                counted = part.upperBound
            }
        }
        return (occupied, utilised)
    }
}

extension PeriodFigures {
    /// Takes in one person's time.
    fileprivate mutating func take(_ work: WorkQuery.Work, limit: Int) {
        let available = work.availableTime
        availableTime += available
        pauses.merge(work.pauses, uniquingKeysWith: +)
        let (occupied, utilised) = work.loads
        occupiedTime += occupied.reduce(0) { $0 + Int64($1.count) }
        guard limit > 0 else { return }
        utilisedTime += utilised
        capacityTime += available * Int64(limit)
    }
}
