import Engine
import GRDB

extension SnapshotReportData {
    /// Opens `presence`: the stretches of each person's presence that touch a period, by name and
    /// start.
    ///
    /// `started`, `ended` and `duration` are cut to the period, and what still runs to the latest
    /// event of the journal; `whole` is the length without the cut. `limit` is that of the pause's
    /// reason, `over` what of `whole` is beyond it.
    func presence(_ parameters: ReportParameters) throws -> any ReportCursor {
        let lines = try snapshot.read { db in
            let query = try presenceQuery(parameters, db)
            let end = try query.work.end(db)
            let limits = try SettingItem.fetchAll(
                db,
                .pauseReason,
                as: PauseReason.self,
                withRemoved: true
            )
            let limit = Dictionary(
                limits.map { ($0.name, $0.limitSeconds * 1_000) },
                uniquingKeysWith: { _, last in last }
            )
            let sql = """
                SELECT agent, state, reason, started_at, ended_at FROM presence_stretch
                WHERE ifnull(ended_at, \(end)) > \(query.work.from.milliseconds)
                    AND started_at < \(end) AND agent IN (\(sqlList(query.agents.map(\.id))))
                ORDER BY agent, started_at, id
                """
            let rows = Dictionary(grouping: try Row.fetchAll(db, sql: sql)) { $0[0] as Int64 }
            return query.agents.flatMap { agent in
                (rows[agent.id.value] ?? []).map {
                    PresenceLine($0, agent, query.work.from.milliseconds..<end, limit)
                }
            }
        }
        return BatchCursor([ReportBatch(lines, PresenceLine.fields)])
    }

    /// Opens `work`: what each person did with a period, one line each, by name.
    ///
    /// `occupancy` and `utilisation` are the metrics of these names, for exactly this period.
    func work(_ parameters: ReportParameters) throws -> any ReportCursor {
        let lines = try snapshot.read { db in
            let query = try presenceQuery(parameters, db)
            let works = try query.work.works(db)
            let teams = try ReportNames(db).teams
            return query.agents.compactMap { agent in
                works[agent.id].map { WorkLine(agent: agent, work: $0, teams: teams, viewer) }
            }
        }
        return BatchCursor([ReportBatch(lines, WorkLine.fields)])
    }

    /// Opens `busy`: when each person had at least one session while available, by name and start.
    func busy(_ parameters: ReportParameters) throws -> any ReportCursor {
        typealias Line = (agent: Agent, stretch: WorkQuery.Stretch)
        let lines = try snapshot.read { db -> [Line] in
            let query = try presenceQuery(parameters, db)
            let works = try query.work.works(db)
            return query.agents.flatMap { agent in
                (works[agent.id]?.loads.occupied ?? []).map { (agent, $0) }
            }
        }
        let fields: [ReportField<Line>] = [
            .text("agent_id") { $0.agent.id.description },
            .text("agent") { $0.agent.name },
            .moment("started") { Timestamp(milliseconds: $0.stretch.lowerBound) },
            .moment("ended") { Timestamp(milliseconds: $0.stretch.upperBound) },
        ]
        return BatchCursor([ReportBatch(lines, fields)])
    }

    /// Whose time is asked for, by name, and the query for it: exactly the period.
    private func presenceQuery(
        _ parameters: ReportParameters,
        _ db: Database
    ) throws -> (agents: [Agent], work: WorkQuery) {
        let (from, to) = try parameters.period(asOf: asOf)
        let scope = ViewerScope(viewer)
        let teams: Set<ID<Team>> = try parameters.references("team", "team", "slug", db)
        let agents: Set<ID<Agent>> = try parameters.references("agent", "agent", "email", db)
        let seen = try AgentRow.fetchAll(db).filter { agent in
            scope.seesPresence(of: agent)
                && (agents.isEmpty || agents.contains(agent.id))
                && (teams.isEmpty || agent.teams.contains(where: teams.contains))
        }
        let work = WorkQuery(from: from, to: to, dimension: .agent, scope: scope)
        return (seen.sorted { ($0.name, $0.id) < ($1.name, $1.id) }, work)
    }
}

/// Is a stretch of a person's presence as reports show it.
private struct PresenceLine {
    let agent: Agent
    let presence: Presence
    let stretch: Range<Int64>
    let whole: Int64
    let isRunning: Bool
    let limit: Int64?

    init(_ row: Row, _ agent: Agent, _ period: Range<Int64>, _ limits: [String: Int64]) {
        self.agent = agent
        presence = Presence(state: row[1], reason: row[2])
        let started: Int64 = row[3]
        let ended: Int64? = row[4]
        isRunning = ended == nil
        whole = max(0, (ended ?? period.upperBound) - started)
        stretch = (started..<max(started, ended ?? period.upperBound)).clamped(to: period)
        let known = limits[presence.reason] ?? 0
        if case .paused = presence, known > 0 { limit = known } else { limit = nil }
    }

    static var fields: [ReportField<PresenceLine>] {
        [
            .text("agent_id") { $0.agent.id.description },
            .text("agent") { $0.agent.name },
            .text("state") { $0.presence.state },
            .text("reason") { $0.presence.reason.isEmpty ? nil : $0.presence.reason },
            .moment("started") { Timestamp(milliseconds: $0.stretch.lowerBound) },
            .moment("ended") { Timestamp(milliseconds: $0.stretch.upperBound) },
            .duration("duration") { Int64($0.stretch.count) },
            .duration("whole") { $0.whole },
            .truth("running") { $0.isRunning },
            .duration("limit") { $0.limit },
            .duration("over") { line in line.limit.map { max(0, line.whole - $0) } },
        ]
    }
}

/// Is what a person did with a period as reports show it.
private struct WorkLine {
    let agent: Agent
    let teams: String
    let available: Int64
    let paused: Int64
    let occupied: Int64
    let utilised: Int64

    init(agent: Agent, work: WorkQuery.Work, teams: [Int64: String], _ viewer: Viewer) {
        self.agent = agent
        // A person may be in teams that the viewer does not see.
        self.teams = agent.teams.filter(viewer.teams.contains)
            .compactMap { teams[$0.value] }.joined(separator: ", ")
        available = work.availableTime
        paused = work.pauses.values.reduce(0, +)
        let loads = work.loads
        occupied = loads.occupied.reduce(0) { $0 + Int64($1.count) }
        utilised = loads.utilised
    }

    static var fields: [ReportField<WorkLine>] {
        [
            .text("agent_id") { $0.agent.id.description },
            .text("agent") { $0.agent.name },
            .text("teams") { $0.teams },
            .duration("available") { $0.available },
            .duration("paused") { $0.paused },
            .duration("occupied") { $0.occupied },
            .duration("utilised") { $0.agent.sessionLimit > 0 ? $0.utilised : nil },
            .duration("capacity") { line in
                line.agent.sessionLimit > 0 ? line.available * Int64(line.agent.sessionLimit) : nil
            },
            .integer("session_limit") { line in
                line.agent.sessionLimit > 0 ? Int64(line.agent.sessionLimit) : nil
            },
            .decimal("occupancy") { line in
                line.available > 0 ? Double(line.occupied) / Double(line.available) : nil
            },
            .decimal("utilisation") { line in
                let capacity = line.available * Int64(line.agent.sessionLimit)
                return capacity > 0 ? Double(line.utilised) / Double(capacity) : nil
            },
        ]
    }
}
