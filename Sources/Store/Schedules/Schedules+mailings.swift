public import Engine
import Foundation
import GRDB

extension Schedules {
    /// Reads the mails of a run, in the order of their recipients.
    public func mailings(of run: Int64) async throws -> [Mailing] {
        try await readers.read { try Self.mailings($0, of: run) }
    }

    /// Reads a mail.
    public func mailing(_ number: Int64) async throws -> Mailing? {
        try await readers.read { try Self.mailing($0, number) }
    }

    /// Takes the next mail that is to go, which is then on its way; and says when to look again.
    ///
    /// That it is on its way is on disk before the first byte of it goes out.
    public func take(at now: Timestamp) async throws -> (mailing: Mailing?, nextAt: Timestamp?) {
        try await side.write { db in
            let number = try Int64.fetchOne(
                db,
                sql: """
                    SELECT number FROM mailing WHERE due_at <= ? ORDER BY due_at, number LIMIT 1
                    """,
                arguments: [now.milliseconds]
            )
            guard let number else {
                return (
                    nil, Timestamp(try Int64.fetchOne(db, sql: "SELECT min(due_at) FROM mailing"))
                )
            }
            try db.execute(
                sql: """
                    UPDATE mailing
                    SET state = 'sending', attempts = attempts + 1, due_at = NULL, tried_at = ?
                    WHERE number = ?
                    """,
                arguments: [now.milliseconds, number]
            )
            return (try Self.mailing(db, number), nil)
        }
    }

    /// Notes how an attempt ended; with a moment it is tried again then.
    public func finish(
        _ number: Int64,
        _ state: Mailing.State,
        status: Int?,
        answer: String,
        againAt: Timestamp? = nil
    ) async throws {
        try await side.write { db in
            try db.execute(
                sql: """
                    UPDATE mailing SET state = ?, status = ?, answer = ?, due_at = ?
                    WHERE number = ? AND state = 'sending'
                    """,
                arguments: [
                    state.rawValue, status, answer, againAt?.milliseconds, number,
                ]
            )
        }
    }

    /// Lets the mails go at a moment that wait for one after another.
    public func hasten(after end: Timestamp, to moment: Timestamp) async throws {
        try await side.write { db in
            try db.execute(
                sql: "UPDATE mailing SET due_at = ? WHERE due_at > ?",
                arguments: [moment.milliseconds, end.milliseconds]
            )
        }
    }

    /// Notes of the mails that were on their way when the process ended that nobody knows.
    public func recover() async throws {
        try await side.write { db in
            try db.execute(
                sql: """
                    UPDATE mailing SET state = 'unknown',
                        answer = 'the server stopped while it was on its way'
                    WHERE state = 'sending'
                    """
            )
        }
    }

    /// Lets the mails of a run that failed, or of which nobody knows, go once more.
    ///
    /// Only a person asks for that. Gives how many there are.
    public func resend(_ run: Int64, at now: Timestamp) async throws -> Int {
        try await side.write { db in
            try db.execute(
                sql: """
                    UPDATE mailing SET state = 'queued', attempts = 0, due_at = ?
                    WHERE run = ? AND is_notice = 0 AND state IN ('failed', 'unknown')
                    """,
                arguments: [now.milliseconds, run]
            )
            let count = db.changesCount
            if count > 0 {
                try db.execute(
                    sql: """
                        UPDATE schedule_run SET state = 'sending', finished_at = NULL
                        WHERE number = ?
                        """,
                    arguments: [run]
                )
            }
            return count
        }
    }

    /// Forgets runs that ended long ago, with their mails.
    public func prune(before moment: Timestamp) async throws {
        try await side.write { db in
            try db.execute(
                sql: """
                    DELETE FROM mailing WHERE run IN (
                        SELECT number FROM schedule_run WHERE finished_at < ?
                    )
                    """,
                arguments: [moment.milliseconds]
            )
            try db.execute(
                sql: "DELETE FROM schedule_run WHERE finished_at < ?",
                arguments: [moment.milliseconds]
            )
        }
    }

    static func mailings(_ db: Database, of run: Int64) throws -> [Mailing] {
        try Row.fetchAll(
            db,
            sql: "SELECT \(mailingColumns) FROM mailing WHERE run = ? ORDER BY number",
            arguments: [run]
        ).map(Mailing.init)
    }

    private static func mailing(_ db: Database, _ number: Int64) throws -> Mailing? {
        try Row.fetchOne(
            db,
            sql: "SELECT \(mailingColumns) FROM mailing WHERE number = ?",
            arguments: [number]
        ).map(Mailing.init)
    }
}

private let mailingColumns = """
    number, run, is_notice, address, name, language, message_id, state, attempts, due_at, tried_at,
    status, answer
    """

extension Mailing {
    fileprivate init(row: Row) {
        number = row[0]
        run = row[1]
        isNotice = row[2]
        let language: String = row[5]
        recipient = ScheduleDraft.Recipient(
            address: row[3],
            name: row[4],
            language: language.isEmpty ? nil : language
        )
        messageID = row[6]
        state = State(rawValue: row[7]) ?? .unknown
        attempts = row[8]
        nextAttemptAt = Timestamp(row[9])
        lastAttemptAt = Timestamp(row[10])
        status = row[11]
        answer = row[12]
    }
}
