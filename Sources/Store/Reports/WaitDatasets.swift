import Engine
import GRDB

extension SnapshotReportData {
    /// Opens `waits`: how many waits of a period were how long, by steps of seconds; the last step
    /// has no end.
    func waits(_ parameters: ReportParameters) throws -> any ReportCursor {
        let (from, to) = try parameters.period(asOf: asOf)
        let scope = ViewerScope(viewer)
        let figures = try snapshot.read { db in
            try FigureQuery(
                from: from,
                to: to,
                dimension: .total,
                scope: scope,
                filter: parameters.figureFilter(db)
            ).read(db)[.total]
        }
        let steps = WaitHistogram(figures ?? PeriodFigures()).steps
        let starts = [0] + WaitHistogram.ends.map { $0 + 1 }
        let fields: [ReportField<(start: Int64, step: WaitHistogram.Step)>] = [
            .integer("from_seconds") { $0.start },
            .integer("to_seconds") { $0.step.upTo },
            .integer("offered") { Int64($0.step.offered) },
            .integer("answered") { Int64($0.step.offered - $0.step.abandoned) },
            .integer("abandoned") { Int64($0.step.abandoned) },
        ]
        let lines = zip(starts, steps).map { (start: $0, step: $1) }
        return BatchCursor([ReportBatch(lines, fields)])
    }

    /// Opens `figures_by_time`: the figures of a period by `division`: `day`, `hour` (of the day) or
    /// `week` (weekday, Monday first, and hour); days and hours are those of `zone`.
    ///
    /// Each place has the metrics that quarters of an hour tell: not those of presence or delivery.
    func figuresByTime(_ parameters: ReportParameters) throws -> any ReportCursor {
        typealias Line = (place: ClockFigureQuery.Place, figures: PeriodFigures)
        let (from, to) = try parameters.period(asOf: asOf)
        guard to.since(from) <= 400 * 86_400_000 else {
            throw ReportDataError.badParameter(name: "from", reason: "at most 400 days before to")
        }
        let division =
            try parameters.choice("division", of: ClockFigureQuery.Division.self) ?? .day
        let scope = ViewerScope(viewer)
        let lines = try snapshot.read { db in
            let query = FigureQuery(
                from: from,
                to: to,
                dimension: .total,
                scope: scope,
                filter: try parameters.figureFilter(db)
            )
            return try ClockFigureQuery(
                query: query,
                division: division,
                zone: parameters.zone(db)
            ).read(db)
        }
        let place: [ReportField<Line>] = [
            .integer("day") { $0.place.day },
            .integer("weekday") { $0.place.weekday },
            .integer("hour") { $0.place.hour },
        ]
        let fields =
            place
            + Self.timedMetrics.compactMap { id in
                Metric.named(id).flatMap {
                    PeriodFigures.field(of: $0) { (line: Line) in line.figures }
                }
            }
        return BatchCursor([ReportBatch(lines, fields)])
    }

    private static let timedMetrics = [
        "sessions_started", "sessions_closed", "served", "success", "lost", "transferred",
        "offered",
        "answered", "abandoned", "abandoned_short", "answered_in_target", "service_level",
        "abandon_rate", "wait_mean", "wait_p50", "wait_p90", "overflowed", "handle_mean",
        "handle_p50", "handle_p90", "first_response_mean", "first_response_p50",
        "first_response_p90", "ratings", "rating_mean", "messages_in", "messages_out",
    ]
}
