import Engine
import GRDB

extension SnapshotReportData {
    /// Opens `all_legs`: the legs of the sessions of a filter, session by session, first to last.
    ///
    /// What the figures are made of: with messages and presence, everything can be computed again.
    /// The first leg of a wait that ended has the terms it was judged by.
    func allLegs(_ parameters: ReportParameters) throws -> any ReportCursor {
        let (condition, arguments, names) = try snapshot.read { db in
            let query = SessionQuery(try parameters.filter(db), for: viewer)
            let (condition, arguments) = try query.whole(db)
            return (condition, arguments, try ReportNames(db))
        }
        let fields = LegLine.fields(names)
        return PagedCursor(snapshot, fields) { db, last in
            try LegLine.fetch(db, condition, arguments, after: last)
        }
    }
}

/// Is a leg with what figures need to know of its session and its wait.
private struct LegLine {
    let row: Row

    static func fetch(
        _ db: Database,
        _ condition: String,
        _ arguments: StatementArguments,
        after last: LegLine?
    ) throws -> [LegLine] {
        var place = "TRUE"
        if let row = last?.row {
            let session = row[0] as Int64
            let start = row[5] as Int64
            let leg = row[1] as Int64
            // The first part lets the pages go on where they are; the second is exact.
            place = """
                session.id >= \(session) AND (session.id, leg.started_at, leg.id)
                    > (\(session), \(start), \(leg))
                """
        }
        // By the sessions' ids, which come in their order: no page reads what another has read.
        let sql = """
            SELECT session.id, leg.id, leg.phase, leg.team, leg.agent, leg.started_at, leg.start,
                leg.ended_at, leg.end, leg.reserved_for, session.protocol_day,
                session.protocol_sequence, session.channel, session.origin, session.phase,
                session.outcome, episode.target, episode.short_limit, episode.counts_abandoned,
                episode.rhythm, session.rating_asked_at, rating.at, rating.stars
            FROM session NOT INDEXED CROSS JOIN leg ON leg.session = session.id
            LEFT JOIN episode ON episode.id = leg.id
            LEFT JOIN rating ON rating.session = session.id
            WHERE \(condition) AND \(place)
            ORDER BY session.id, leg.started_at, leg.id LIMIT \(PagedCursor<LegLine>.pageSize)
            """
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map(LegLine.init)
    }

    static func fields(_ names: ReportNames) -> [ReportField<LegLine>] {
        [
            .text("session") { ID<Session>($0.row[0] as Int64).description },
            .text("protocol") { line in
                ProtocolNumber(day: line.row[10], sequence: line.row[11]).description
            },
            .text("leg") { ID<Leg>($0.row[1] as Int64).description },
            .text("phase") { $0.row[2] },
            .text("team") { ($0.row[3] as Int64?).flatMap { names.teams[$0] } },
            .text("agent") { ($0.row[4] as Int64?).flatMap { names.agents[$0] } },
            .text("reserved_for") { ($0.row[9] as Int64?).flatMap { names.agents[$0] } },
            .moment("started") { Timestamp($0.row[5]) },
            .text("start") { $0.row[6] },
            .moment("ended") { Timestamp($0.row[7]) },
            .text("end") { $0.row[8] },
            .duration("duration") { line in
                (line.row[7] as Int64?).map { $0 - (line.row[5] as Int64) }
            },
            .text("channel") { names.channels[$0.row[12]] },
            .text("origin") { $0.row[13] },
            .text("session_phase") { $0.row[14] },
            .text("outcome") { $0.row[15] },
            .duration("target") { $0.row[16] },
            .duration("short_limit") { $0.row[17] },
            .truth("counts_abandoned") { $0.row[18] },
            .text("rhythm") { $0.row[19] },
            .moment("rating_asked") { Timestamp($0.row[20]) },
            .moment("rated") { Timestamp($0.row[21]) },
            .integer("rating") { $0.row[22] },
            .text("team_id") { ($0.row[3] as Int64?).map { ID<Team>($0).description } },
            .text("agent_id") { ($0.row[4] as Int64?).map { ID<Agent>($0).description } },
            .text("channel_id") { ID<Channel>($0.row[12] as Int64).description },
        ]
    }
}
