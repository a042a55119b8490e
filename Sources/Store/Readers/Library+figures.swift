public import Engine
import GRDB

extension Library: FigureReader {
    /// Reads the figures of a period, for the teams of a viewer, by a dimension.
    public func figures(
        from: Timestamp,
        to: Timestamp,
        by dimension: FigureDimension,
        for viewer: Viewer
    ) async throws -> [FigureKey: PeriodFigures] {
        let scope = ViewerScope(viewer)
        let query = FigureQuery(from: from, to: to, dimension: dimension, scope: scope)
        return try await readers.read { try query.read($0) }
    }

    /// Counts sessions that began and that ended in each stretch of a period.
    public func volume(
        from: Timestamp,
        to: Timestamp,
        everySeconds: Int64,
        for viewer: Viewer
    ) async throws -> [VolumeStretch] {
        let scope = ViewerScope(viewer)
        return try await readers.read { db in
            try VolumeQuery(from: from, to: to, everySeconds: everySeconds, scope: scope).read(db)
        }
    }

    /// Sums up the sessions that a viewer may see and that pass a filter.
    public func historyTotals(
        _ filter: SessionFilter,
        for viewer: Viewer
    ) async throws -> HistoryTotals {
        let query = SessionQuery(filter, for: viewer)
        return try await readers.read { try HistoryTotals.read($0, query) }
    }
}

/// Is the sums and counts of a list of sessions.
public struct HistoryTotals: Sendable, Hashable {
    /// The count of sessions.
    public var sessions = 0

    /// The sessions that were closed.
    public var closed = 0

    /// The sessions that ended in success.
    public var success = 0

    /// The sessions that were lost.
    public var lost = 0

    /// The waits of answered sessions: their count and sum in milliseconds.
    public var waits = 0

    /// The sum of the waits in milliseconds.
    public var waitSum: Int64 = 0

    /// The count of sessions that were served.
    public var handles = 0

    /// The sum of the service times in milliseconds.
    public var handleSum: Int64 = 0

    /// The messages of contacts.
    public var messagesIn = 0

    /// The messages of ours.
    public var messagesOut = 0

    /// The first responses: their count and sum in milliseconds.
    public var firstResponse = Amount()

    /// What of the service times has messages around it, of served sessions.
    public var handleActive = Amount()

    /// The times from start to close without what was closed in between.
    public var resolution = Amount()

    /// The mean wait in milliseconds; `nil` for none.
    public var waitMean: Int64? { waits > 0 ? waitSum / Int64(waits) : nil }

    /// The mean service time in milliseconds; `nil` for none.
    public var handleMean: Int64? { handles > 0 ? handleSum / Int64(handles) : nil }

    static func read(_ db: Database, _ query: SessionQuery) throws -> HistoryTotals {
        let (condition, arguments) = try query.whole(db)
        let sql = """
            SELECT count(*), count(closed_at), ifnull(sum(outcome = 'success'), 0),
                ifnull(sum(outcome = 'lost'), 0), count(wait), ifnull(sum(wait), 0),
                count(handle), ifnull(sum(handle), 0), ifnull(sum(messages_in), 0),
                ifnull(sum(messages_out), 0), count(first_response),
                ifnull(sum(first_response), 0),
                ifnull(sum(iif(handle IS NULL, 0, session.active)), 0),
                ifnull(sum(closed_at - started_at - closed_milliseconds), 0)
            FROM session WHERE \(condition)
            """
        var totals = HistoryTotals()
        guard let row = try Row.fetchOne(db, sql: sql, arguments: arguments) else {
            return totals
        }
        totals.sessions = row[0]
        totals.closed = row[1]
        totals.success = row[2]
        totals.lost = row[3]
        totals.waits = row[4]
        totals.waitSum = row[5]
        totals.handles = row[6]
        totals.handleSum = row[7]
        totals.messagesIn = row[8]
        totals.messagesOut = row[9]
        totals.firstResponse = Amount(count: row[10], sum: row[11])
        totals.handleActive = Amount(count: totals.handles, sum: row[12])
        totals.resolution = Amount(count: totals.closed, sum: row[13])
        return totals
    }
}

/// Counts sessions in equal stretches of a period; stretches without any are there too.
struct VolumeQuery {
    /// The most stretches that one answer has.
    static let limit: Int64 = 100_000

    let from: Timestamp
    let to: Timestamp
    let everySeconds: Int64
    let scope: ViewerScope

    /// Reads the counts.
    func read(_ db: Database) throws -> [VolumeStretch] {
        let width = max(1, everySeconds) * 1_000
        let length = max(0, to.since(from))
        let count = min(Self.limit, (length + width - 1) / width)
        var stretches = (0..<count).map { index in
            let start = Timestamp(milliseconds: from.milliseconds + index * width)
            return VolumeStretch(start: start, started: 0, closed: 0)
        }
        try each(db, "started_at", width) { stretches[$0].started = $1 }
        try each(db, "closed_at", width) { stretches[$0].closed = $1 }
        return stretches
    }

    private func each(
        _ db: Database,
        _ column: String,
        _ width: Int64,
        _ body: (Int, Int) -> Void
    ) throws {
        let sql = """
            SELECT (\(column) - ?) / ?, count(*) FROM session
            WHERE \(column) >= ? AND \(column) < ? AND \(scope.counts("team")) GROUP BY 1
            """
        let start = from.milliseconds
        let end = min(to.milliseconds, start + Self.limit * width)
        for row in try Row.fetchAll(db, sql: sql, arguments: [start, width, start, end]) {
            body(row[0], row[1])
        }
    }
}
