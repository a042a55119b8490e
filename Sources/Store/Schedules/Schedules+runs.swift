public import Engine
import Foundation
import GRDB

/// Is a run that is to be begun.
public struct ScheduleRunDraft: Sendable {
    /// When it was due.
    public var dueAt: Timestamp
    /// Whether a person asked for it.
    public var isManual = false
    /// Whether it is begun later than it was due.
    public var isLate = false
    /// How many earlier times are left out for it.
    public var missed = 0
    /// The period.
    public var period: Range<Timestamp>?

    /// Creates a draft.
    public init(dueAt: Timestamp, period: Range<Timestamp>?) {
        self.dueAt = dueAt
        self.period = period
    }
}

extension Schedules {
    /// Begins a run, with the export that makes its report, and moves the schedule on.
    ///
    /// Both in one step: a time is done once, whatever becomes of the process. A time that was moved
    /// on meanwhile gives `nil`.
    public func begin(
        _ draft: ScheduleRunDraft,
        of schedule: Schedule,
        _ order: ExportOrder,
        titled title: String,
        at now: Timestamp,
        nextAt: Timestamp?
    ) async throws -> ScheduleRun? {
        try await side.write { db in
            if !draft.isManual {
                try db.execute(
                    sql: "UPDATE schedule SET next_at = ? WHERE id = ? AND next_at = ?",
                    arguments: [
                        nextAt?.milliseconds, schedule.id, schedule.nextAt?.milliseconds,
                    ]
                )
                guard db.changesCount > 0 else { return nil }
            }
            try db.execute(
                sql: """
                    INSERT INTO schedule_run
                        (schedule, due_at, started_at, is_manual, is_late, missed, starts_at,
                         ends_at, state)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'making')
                    """,
                arguments: [
                    schedule.id, draft.dueAt.milliseconds, now.milliseconds, draft.isManual,
                    draft.isLate, draft.missed, draft.period?.lowerBound.milliseconds,
                    draft.period?.upperBound.milliseconds,
                ]
            )
            let run = db.lastInsertedRowID
            let export = ExportDraft(order: order, title: title, owner: schedule.owner, run: run)
            let number = try export.insert(db, at: now)
            try db.execute(
                sql: "UPDATE schedule_run SET export = ? WHERE number = ?",
                arguments: [number, run]
            )
            return try Self.run(db, run)
        }
    }

    /// Reads the runs of a schedule, newest first, from after one of them.
    public func runs(
        of schedule: Int64,
        after number: Int64? = nil,
        limit: Int
    ) async throws -> [ScheduleRun] {
        try await readers.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(runColumns) FROM schedule_run WHERE schedule = ? AND number < ?
                    ORDER BY number DESC LIMIT ?
                    """,
                arguments: [schedule, number ?? .max, limit]
            ).map(ScheduleRun.init)
        }
    }

    /// The times after a moment that a schedule was done for already, by runs begun before another.
    public func times(
        of schedule: Int64,
        after moment: Timestamp,
        begunBefore end: Timestamp
    ) async throws -> Set<Timestamp> {
        try await readers.read { db in
            let found = try Int64.fetchAll(
                db,
                sql: """
                    SELECT due_at FROM schedule_run
                    WHERE schedule = ? AND is_manual = 0 AND due_at > ? AND started_at < ?
                    """,
                arguments: [schedule, moment.milliseconds, end.milliseconds]
            )
            return Set(found.map { Timestamp(milliseconds: $0) })
        }
    }

    /// Reads a run.
    public func run(_ number: Int64) async throws -> ScheduleRun? {
        try await readers.read { try Self.run($0, number) }
    }

    /// The runs whose report is made, or cannot be, and that are to go on; with that export.
    public func ready() async throws -> [(run: ScheduleRun, export: Export)] {
        try await readers.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: "SELECT \(runColumns) FROM schedule_run WHERE state = 'making' ORDER BY number"
            )
            return try rows.map(ScheduleRun.init).compactMap { run in
                guard let number = run.export, let export = try Exports.fetch(db, number),
                    export.state.isOver
                else { return nil }
                return (run, export)
            }
        }
    }

    /// The runs whose mails are all through, with the mails.
    public func through() async throws -> [(run: ScheduleRun, mailings: [Mailing])] {
        try await readers.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(runColumns) FROM schedule_run WHERE state = 'sending' AND NOT EXISTS (
                        SELECT 1 FROM mailing WHERE run = schedule_run.number AND is_notice = 0
                            AND mailing.state IN ('queued', 'sending')
                    ) ORDER BY number
                    """
            )
            return try rows.map(ScheduleRun.init).map { run in
                (run, try Self.mailings(db, of: run.number).filter { !$0.isNotice })
            }
        }
    }

    /// Lets the mails of a run go out; nothing when it is not waiting for them.
    public func send(
        _ run: Int64,
        to recipients: [ScheduleDraft.Recipient],
        messageIDs: [String],
        at now: Timestamp
    ) async throws {
        try await side.write { db in
            try db.execute(
                sql:
                    "UPDATE schedule_run SET state = 'sending' WHERE number = ? AND state = 'making'",
                arguments: [run]
            )
            guard db.changesCount > 0 else { return }
            for (recipient, messageID) in zip(recipients, messageIDs) {
                try Self.insert(db, recipient, of: run, messageID, isNotice: false, at: now)
            }
        }
    }

    /// Ends a run, and perhaps lets its owner be told; nothing when it has ended already.
    public func end(
        _ run: Int64,
        _ state: ScheduleRun.State,
        _ problem: ExportProblem?,
        notice: (recipient: ScheduleDraft.Recipient, messageID: String)?,
        at now: Timestamp
    ) async throws {
        let text = try problem.map { try JSONText.encode($0) }
        try await side.write { db in
            try db.execute(
                sql: """
                    UPDATE schedule_run SET state = ?, problem = ?, finished_at = ?
                    WHERE number = ? AND state IN ('making', 'sending')
                    """,
                arguments: [state.rawValue, text, now.milliseconds, run]
            )
            guard db.changesCount > 0, let notice else { return }
            try Self.insert(
                db,
                notice.recipient,
                of: run,
                notice.messageID,
                isNotice: true,
                at: now
            )
        }
    }

    static func run(_ db: Database, _ number: Int64) throws -> ScheduleRun? {
        try Row.fetchOne(
            db,
            sql: "SELECT \(runColumns) FROM schedule_run WHERE number = ?",
            arguments: [number]
        ).map(ScheduleRun.init)
    }

    private static func insert(
        _ db: Database,
        _ recipient: ScheduleDraft.Recipient,
        of run: Int64,
        _ messageID: String,
        isNotice: Bool,
        at now: Timestamp
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO mailing
                    (run, is_notice, address, name, language, message_id, state, due_at)
                VALUES (?, ?, ?, ?, ?, ?, 'queued', ?)
                """,
            arguments: [
                run, isNotice, recipient.address, recipient.name, recipient.language ?? "",
                messageID, now.milliseconds,
            ]
        )
    }
}

private let runColumns = """
    number, schedule, due_at, started_at, finished_at, is_manual, is_late, missed, starts_at,
    ends_at, state, export, problem
    """

extension ScheduleRun {
    fileprivate init(row: Row) {
        number = row[0]
        schedule = row[1]
        dueAt = Timestamp(milliseconds: row[2])
        startedAt = Timestamp(milliseconds: row[3])
        finishedAt = Timestamp(row[4])
        isManual = row[5]
        isLate = row[6]
        missed = row[7]
        let start: Int64? = row[8]
        let end: Int64? = row[9]
        if let start, let end, start <= end {
            period = Timestamp(milliseconds: start)..<Timestamp(milliseconds: end)
        } else {
            period = nil
        }
        state = State(rawValue: row[10]) ?? .failed
        export = row[11]
        let problem: String? = row[12]
        self.problem = problem.flatMap { try? JSONText.decode(ExportProblem.self, from: $0) }
    }
}
