import Engine
import Foundation
import GRDB

extension SnapshotReportData {
    /// Opens `sessions`: one line a session, newest start first.
    func sessions(_ parameters: ReportParameters) throws -> any ReportCursor {
        let (filter, names) = try snapshot.read { db in
            (try parameters.filter(db), try ReportNames(db))
        }
        let query = SessionQuery(filter, for: viewer)
        let fields = SessionLine.fields(names, hidesIdentities: filter.hidesIdentities)
        return PagedCursor(snapshot, fields) { db, last in
            var query = query
            query.start(after: last?.id)
            return try SessionLine.fetch(db, query, limit: PagedCursor<SessionLine>.pageSize)
        }
    }

    /// Opens `session`: the one line of the session that the parameters name.
    func session(_ parameters: ReportParameters) throws -> any ReportCursor {
        let hides = try parameters.hidesIdentities()
        let (line, names) = try snapshot.read { db in
            let row = try visibleSession(parameters, db)
            var query = SessionQuery(SessionFilter(), for: viewer)
            query.keepOnly(row.session.id)
            return (try SessionLine.fetch(db, query, limit: 1), try ReportNames(db))
        }
        let fields = SessionLine.fields(names, hidesIdentities: hides)
        return BatchCursor([ReportBatch(line, fields)])
    }

    /// Opens `totals`: one line with the counts and means of the sessions that pass the filter.
    func totals(_ parameters: ReportParameters) throws -> any ReportCursor {
        let totals = try snapshot.read { db in
            try HistoryTotals.read(db, SessionQuery(parameters.filter(db), for: viewer))
        }
        let fields: [ReportField<HistoryTotals>] = [
            .integer("sessions") { Int64($0.sessions) },
            .integer("closed") { Int64($0.closed) },
            .integer("success") { Int64($0.success) },
            .integer("lost") { Int64($0.lost) },
            .integer("served") { Int64($0.handles) },
            .duration("wait_mean") { $0.waitMean },
            .duration("handle_mean") { $0.handleMean },
            .duration("first_response_mean") { $0.firstResponse.mean },
            .duration("handle_active_mean") { $0.handleActive.mean },
            .duration("resolution_mean") { $0.resolution.mean },
            .integer("messages_in") { Int64($0.messagesIn) },
            .integer("messages_out") { Int64($0.messagesOut) },
        ]
        return BatchCursor([ReportBatch([totals], fields)])
    }
}

extension SnapshotReportData {
    /// Opens `sessions_by_day`: how many sessions of a filter began on each day of `zone`.
    ///
    /// They are told apart by how they ended; what has not ended is `open`. Days without any between
    /// others are there too.
    func sessionsByDay(_ parameters: ReportParameters) throws -> any ReportCursor {
        let days = try snapshot.read { db in
            let zone = try parameters.zone(db)
            let query = SessionQuery(try parameters.filter(db), for: viewer)
            let (condition, arguments) = try query.whole(db)
            // By quarters of an hour, which every zone's days consist of.
            let sql = """
                SELECT started_at / \(Rollup.slot), ifnull(sum(outcome = 'success'), 0),
                    ifnull(sum(outcome = 'lost'), 0), count(*) FROM session
                WHERE \(condition) GROUP BY 1
                """
            var days: [Int64: DayLine] = [:]
            let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
            while let row = try rows.next() {
                let moment = Timestamp(milliseconds: (row[0] as Int64) * Rollup.slot)
                days[moment.day(in: zone), default: DayLine()].add(row[1], row[2], row[3])
            }
            return days
        }
        guard let first = days.keys.min(), let last = days.keys.max() else {
            return BatchCursor([ReportBatch([], DayLine.fields)])
        }
        let lines = (first...last).map { day in
            var line = days[day] ?? DayLine()
            line.day = day
            return line
        }
        return BatchCursor([ReportBatch(lines, DayLine.fields)])
    }
}

/// Is the sessions that began on one day.
private struct DayLine {
    var day: Int64 = 0
    var success: Int64 = 0
    var lost: Int64 = 0
    var all: Int64 = 0

    mutating func add(_ success: Int64, _ lost: Int64, _ all: Int64) {
        self.success += success
        self.lost += lost
        self.all += all
    }

    static var fields: [ReportField<DayLine>] {
        [
            .integer("day") { $0.day },
            .integer("sessions_started") { $0.all },
            .integer("success") { $0.success },
            .integer("lost") { $0.lost },
            .integer("open") { $0.all - $0.success - $0.lost },
        ]
    }
}

/// Is a session as reports show it in one line.
private struct SessionLine {
    let id: ID<Session>
    let row: Row

    private static let columns = """
        session.id, protocol_day, protocol_sequence, session.started_at, session.closed_at,
        session.channel, session.team, session.agent, session.phase, session.outcome,
        session.origin, wait, handle, first_response, messages_in, messages_out, transfers,
        session.tags, session.teams, session.agents, contact.name, address.value,
        session.overflow_origin, iif(session.closed_at IS NULL, NULL, leg.end),
        session.overflow_cause, session.disposition, session.rating, session.reopenings,
        iif(handle IS NULL, NULL, session.active),
        session.closed_at - session.started_at - session.closed_milliseconds
        """

    private static let source = """
        session
        LEFT JOIN contact ON contact.id = session.contact
        LEFT JOIN address ON address.id = session.address
        LEFT JOIN leg ON leg.id = session.leg
        """

    static func fetch(_ db: Database, _ query: SessionQuery, limit: Int) throws -> [SessionLine] {
        try query.fetch(db, columns, from: source, limit: limit).map { row in
            SessionLine(id: ID(row[0] as Int64), row: row)
        }
    }

    static func fields(_ names: ReportNames, hidesIdentities: Bool) -> [ReportField<SessionLine>] {
        [
            .text("id") { $0.id.description },
            .text("protocol") { line in
                ProtocolNumber(day: line.row[1], sequence: line.row[2]).description
            },
            .moment("started") { Timestamp($0.row[3]) },
            .moment("closed") { Timestamp($0.row[4]) },
            .text("channel") { names.channels[$0.row[5]] },
            .text("contact") { hidesIdentities ? nil : $0.row[20] },
            .text("identity") { hidesIdentities ? nil : AddressBook.readable($0.row[21]) },
            .text("team") { ($0.row[6] as Int64?).flatMap { names.teams[$0] } },
            .text("teams") { names.list($0.row[18], \.teams) },
            .text("agent") { ($0.row[7] as Int64?).flatMap { names.agents[$0] } },
            .text("agents") { names.list($0.row[19], \.agents) },
            .text("phase") { $0.row[8] },
            .text("outcome") { $0.row[9] },
            .text("closed_by") { $0.row[23] },
            .text("origin") { $0.row[10] },
            .duration("wait") { $0.row[11] },
            .duration("handle") { $0.row[12] },
            .duration("first_response") { $0.row[13] },
            .integer("messages_in") { $0.row[14] },
            .integer("messages_out") { $0.row[15] },
            .integer("transfers") { $0.row[16] },
            .text("tags") { names.list($0.row[17], \.tags) },
            .text("overflow_from") { ($0.row[22] as Int64?).flatMap { names.teams[$0] } },
            .text("overflow_cause") { $0.row[24] },
            .text("disposition") { ($0.row[25] as Int64?).flatMap { names.dispositions[$0] } },
            .integer("rating") { $0.row[26] },
            .integer("reopenings") { $0.row[27] },
            .duration("handle_active") { $0.row[28] },
            .duration("resolution") { $0.row[29] },
        ]
    }
}
