import Engine
import GRDB

extension SnapshotReportData {
    /// Opens `moves`: how often sessions went from one team's queue or service to another's in a
    /// period, by cause: `transfer`, or the cause of an overflow.
    ///
    /// A viewer sees what left or reached the teams they watch.
    func moves(_ parameters: ReportParameters) throws -> any ReportCursor {
        let (from, to) = try parameters.period(asOf: asOf)
        let scope = ViewerScope(viewer)
        let (rows, names) = try snapshot.read { db in
            let filter = try parameters.figureFilter(db)
            // Whole quarters of an hour, as all figures of periods.
            let query = FigureQuery(from: from, to: to, dimension: .total, scope: scope)
            let sql = """
                SELECT leg.team, next.team, next.start, count(*), sum(next.started_at - leg.started_at)
                FROM leg JOIN leg AS next ON next.id = (
                    SELECT id FROM leg AS later WHERE later.session = leg.session
                        AND (later.started_at, later.id) > (leg.started_at, leg.id)
                    ORDER BY later.started_at, later.id LIMIT 1)
                WHERE leg.ended_at >= ? AND leg.ended_at < ?
                    AND (leg.end = 'overflow' OR next.start = 'transfer')
                    AND (\(scope.counts("leg.team")) OR \(scope.counts("next.team")))
                    AND \(filter.passesLegs)
                GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3
                """
            let arguments: StatementArguments = [query.from.milliseconds, query.to.milliseconds]
            let rows = try Row.fetchAll(db, sql: sql, arguments: arguments)
            return (rows, try ReportNames(db))
        }
        let fields: [ReportField<Row>] = [
            .text("origin") { ($0[0] as Int64?).flatMap { names.teams[$0] } },
            .text("target") { ($0[1] as Int64?).flatMap { names.teams[$0] } },
            .text("cause") { $0[2] },
            .integer("moves") { $0[3] },
            .duration("time_before_mean") { ($0[4] as Int64) / max(1, $0[3] as Int64) },
        ]
        return BatchCursor([ReportBatch(rows, fields)])
    }
}
