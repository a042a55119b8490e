import Engine
import Foundation
import GRDB

/// Computes figures of a period by days, by hours of the day or by hours of the week in a time zone.
///
/// Hours of different days are put together: the figures of 10:00 are those of every day at ten.
struct ClockFigureQuery {
    /// Says what stretches of time are put together.
    enum Division: String, CaseIterable {
        case day
        case hour
        case week
    }

    /// Is a place on the calendar; what the division does not tell apart is `nil`.
    struct Place: Hashable, Comparable {
        /// Days since 1970.
        var day: Int64?
        /// Monday is 1.
        var weekday: Int64?
        var hour: Int64?

        static func < (left: Place, right: Place) -> Bool {
            (left.day ?? 0, left.weekday ?? 0, left.hour ?? 0)
                < (right.day ?? 0, right.weekday ?? 0, right.hour ?? 0)
        }
    }

    let query: FigureQuery
    let division: Division
    let zone: TimeZone

    /// Reads the figures; every place of the period has its own, with or without anything to count.
    func read(_ db: Database) throws -> [(place: Place, figures: PeriodFigures)] {
        var figures: [Place: PeriodFigures] = [:]
        for slot in query.from.milliseconds.slot..<query.to.milliseconds.slot {
            figures[place(slot * Rollup.slot), default: PeriodFigures()] += PeriodFigures()
        }
        try query.readSlots(db) { slot, measure, amount in
            let place = place(slot * Rollup.slot)
            figures[place, default: PeriodFigures()].take(amount, of: measure, byAgent: false)
        }
        try query.readValues(db) { moment, value, path in
            figures[place(moment), default: PeriodFigures()][keyPath: path].append(value)
        }
        for key in figures.keys { figures[key]?.sort() }
        return figures.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func place(_ milliseconds: Int64) -> Place {
        let moment = Timestamp(milliseconds: milliseconds)
        let day = moment.day(in: zone)
        let hour = (moment.local(in: zone) - day * 86_400_000) / 3_600_000
        // 1970-01-01 was a Thursday.
        let weekday = ((day + 3) % 7 + 7) % 7 + 1
        switch division {
        case .day: return Place(day: day)
        case .hour: return Place(hour: hour)
        case .week: return Place(weekday: weekday, hour: hour)
        }
    }
}

extension Timestamp {
    /// The milliseconds that a clock of a zone has counted since 1970 on its own calendar.
    func local(in zone: TimeZone) -> Int64 {
        let date = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
        return milliseconds + Int64(zone.secondsFromGMT(for: date)) * 1_000
    }

    /// The day of a zone that the moment belongs to, counted from 1970-01-01.
    func day(in zone: TimeZone) -> Int64 {
        let local = local(in: zone)
        return local >= 0 ? local / 86_400_000 : (local - 86_399_999) / 86_400_000
    }
}

extension FigureQuery {
    /// Reads the sums and counts of each quarter of an hour.
    func readSlots(_ db: Database, _ body: (Int64, Measure, Amount) -> Void) throws {
        let sql = """
            SELECT slot, measure, sum(count), sum(sum) FROM rollup
            WHERE slot >= ? AND slot < ?
                AND \(scope.counts("nullif(team, 0)")) AND \(filter.passes("rollup"))
            GROUP BY 1, 2
            """
        let arguments: StatementArguments = [from.milliseconds.slot, to.milliseconds.slot]
        let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
        while let row = try rows.next() {
            guard let measure = Measure(rawValue: row[1]) else { continue }
            body(row[0], measure, Amount(count: row[2], sum: row[3]))
        }
    }

    /// Reads the values that percentiles need, each with its moment and the list it belongs to.
    func readValues(
        _ db: Database,
        _ body: (Int64, Int64, WritableKeyPath<PeriodFigures, [Int64]>) -> Void
    ) throws {
        func read(_ path: WritableKeyPath<PeriodFigures, [Int64]>, _ sql: String) throws {
            let arguments: StatementArguments = [from.milliseconds, to.milliseconds]
            let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
            while let row = try rows.next() { body(row[0], row[1], path) }
        }
        let episodes = """
            SELECT ended_at, ended_at - started_at FROM episode
            WHERE ended_at >= ? AND ended_at < ? AND is_outbound = 0
                AND \(scope.counts("episode.team")) AND \(filter.passes("episode"))
            """
        try read(\.waits, episodes + " AND end = 'answered'")
        try read(\.abandonedWaits, episodes + " AND end = 'abandoned'")
        try read(
            \.handles,
            """
            SELECT closed_at, handle FROM session
            WHERE closed_at >= ? AND closed_at < ? AND handle IS NOT NULL
                AND \(scope.counts("session.team")) AND \(filter.passes("session"))
            """
        )
        try read(
            \.firstResponses,
            """
            SELECT responded_at, responded_at - started_at FROM episode
            WHERE responded_at >= ? AND responded_at < ? AND is_outbound = 0
                AND \(scope.counts("episode.team"))
                AND \(filter.passes("episode", agent: "responder"))
            """
        )
    }
}
