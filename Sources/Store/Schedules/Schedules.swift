public import Engine
import Foundation
import GRDB

/// Keeps the reports that are sent again and again, each time that they were, and their mails.
public struct Schedules: Sendable {
    let side: DatabaseQueue
    let readers: DatabasePool

    /// Lists schedules in the order of their coming: of a person, or of everyone.
    public func all(of owner: ID<Agent>? = nil) async throws -> [Schedule] {
        try await readers.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(scheduleColumns) FROM schedule WHERE ? IS NULL OR owner = ? ORDER BY id
                    """,
                arguments: [owner?.value, owner?.value]
            ).map(Schedule.init)
        }
    }

    /// Reads a schedule.
    public func schedule(_ id: Int64) async throws -> Schedule? {
        try await readers.read { try Self.fetch($0, id) }
    }

    /// Adds a schedule; `nil` when there are so many already.
    public func add(
        _ draft: ScheduleDraft,
        by owner: ID<Agent>,
        nextAt: Timestamp?,
        at now: Timestamp,
        limit: Int
    ) async throws -> Schedule? {
        try await side.write { db in
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM schedule") ?? 0
            guard count < limit else { return nil }
            try db.execute(
                sql: """
                    INSERT INTO schedule
                        (owner, name, report, formats, parameters, period, language, paper,
                         is_private, recurrence, zone, recipients, subject, message, is_active,
                         next_at, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: try [owner.value] + Self.values(of: draft)
                    + [draft.isActive ? nextAt?.milliseconds : nil, now.milliseconds]
            )
            return try Self.fetch(db, db.lastInsertedRowID)
        }
    }

    /// Changes a schedule, which is then due at a moment; `nil` when there is none.
    public func change(
        _ id: Int64,
        to draft: ScheduleDraft,
        nextAt: Timestamp?
    ) async throws -> Schedule? {
        try await side.write { db in
            try db.execute(
                sql: """
                    UPDATE schedule
                    SET name = ?, report = ?, formats = ?, parameters = ?, period = ?,
                        language = ?, paper = ?, is_private = ?, recurrence = ?, zone = ?,
                        recipients = ?, subject = ?, message = ?, is_active = ?, problem = NULL,
                        next_at = ?
                    WHERE id = ?
                    """,
                arguments: try Self.values(of: draft)
                    + [draft.isActive ? nextAt?.milliseconds : nil, id]
            )
            return try Self.fetch(db, id)
        }
    }

    /// Pauses a schedule, with the reason.
    public func suspend(_ id: Int64, because problem: String) async throws {
        try await side.write { db in
            try db.execute(
                sql: """
                    UPDATE schedule SET is_active = 0, next_at = NULL, problem = ? WHERE id = ?
                    """,
                arguments: [problem, id]
            )
        }
    }

    /// Removes a schedule with its history; false when there was none.
    ///
    /// What is on its way at this moment arrives; nothing else of it goes out.
    public func remove(_ id: Int64) async throws -> Bool {
        try await side.write { db in
            try db.execute(
                sql: """
                    DELETE FROM mailing
                    WHERE run IN (SELECT number FROM schedule_run WHERE schedule = ?)
                    """,
                arguments: [id]
            )
            try db.execute(sql: "DELETE FROM schedule_run WHERE schedule = ?", arguments: [id])
            try db.execute(sql: "DELETE FROM schedule WHERE id = ?", arguments: [id])
            return db.changesCount > 0
        }
    }

    /// The schedules that are due, and when the next one is.
    public func due(at now: Timestamp) async throws -> (due: [Schedule], nextAt: Timestamp?) {
        try await readers.read { db in
            let due = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(scheduleColumns) FROM schedule WHERE next_at <= ?
                    ORDER BY next_at, id LIMIT 100
                    """,
                arguments: [now.milliseconds]
            )
            let next = try Int64.fetchOne(
                db,
                sql: "SELECT min(next_at) FROM schedule WHERE next_at > ?",
                arguments: [now.milliseconds]
            )
            return (try due.map(Schedule.init), Timestamp(next))
        }
    }

    /// Moves a schedule's next time; nothing when it was moved meanwhile.
    public func move(_ schedule: Schedule, to moment: Timestamp) async throws {
        try await side.write { db in
            try db.execute(
                sql: "UPDATE schedule SET next_at = ? WHERE id = ? AND next_at = ?",
                arguments: [
                    moment.milliseconds, schedule.id, schedule.nextAt?.milliseconds,
                ]
            )
        }
    }

    static func fetch(_ db: Database, _ id: Int64) throws -> Schedule? {
        try Row.fetchOne(
            db,
            sql: "SELECT \(scheduleColumns) FROM schedule WHERE id = ?",
            arguments: [id]
        ).map(Schedule.init)
    }

    private static func values(of draft: ScheduleDraft) throws -> StatementArguments {
        [
            draft.name, draft.order.report, draft.order.formats.joined(separator: ","),
            draft.order.parameters, draft.period?.rawValue, draft.order.language,
            draft.order.paper, draft.order.isPrivate, try JSONText.encode(draft.recurrence),
            draft.order.zone, try JSONText.encode(draft.recipients), draft.subject, draft.message,
            draft.isActive,
        ]
    }
}

extension DataFolder {
    /// Keeps the reports that are sent again and again.
    public func schedules() -> Schedules {
        Schedules(side: accounts.side, readers: accounts.readers)
    }
}

private let scheduleColumns = """
    id, owner, name, report, formats, parameters, period, language, paper, is_private, recurrence,
    zone, recipients, subject, message, is_active, problem, next_at, created_at
    """

extension Schedule {
    fileprivate init(row: Row) throws {
        id = row[0]
        owner = ID(row[1])
        let formats: String = row[4]
        let period: String? = row[6]
        draft = ScheduleDraft(
            name: row[2],
            order: ExportOrder(
                report: row[3],
                formats: formats.split(separator: ",").map(String.init),
                parameters: row[5],
                language: row[7],
                zone: row[11],
                paper: row[8],
                isPrivate: row[9]
            ),
            period: period.flatMap(RelativePeriod.init),
            recurrence: try JSONText.decode(Recurrence.self, from: row[10]),
            recipients: try JSONText.decode([ScheduleDraft.Recipient].self, from: row[12]),
            subject: row[13],
            message: row[14],
            isActive: row[15]
        )
        problem = row[16]
        nextAt = Timestamp(row[17])
        createdAt = Timestamp(milliseconds: row[18])
    }
}
