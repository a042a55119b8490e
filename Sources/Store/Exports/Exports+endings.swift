public import Engine
import Foundation
import GRDB

extension Exports {
    /// Notes that an export is made, with how much its owner saw; false when it is not wanted any
    /// more.
    public func finish(
        _ number: Int64,
        titled title: String,
        _ files: [Export.File],
        seen reach: Reach,
        at now: Timestamp,
        until end: Timestamp
    ) async throws -> Bool {
        let text = try JSONText.encode(reach)
        return try await side.write { db in
            try db.execute(
                sql: """
                    UPDATE export
                    SET state = 'done', title = ?, finished_at = ?, expires_at = ?, reach = ?,
                        problem = NULL
                    WHERE number = ? AND state = 'running'
                    """,
                arguments: [title, now.milliseconds, end.milliseconds, text, number]
            )
            guard db.changesCount > 0 else { return false }
            for file in files {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO export_file VALUES (?, ?, ?, ?, ?)",
                    arguments: [number, file.format, file.size, file.pages, file.contentHash]
                )
            }
            return true
        }
    }

    /// Notes that an export could not be made; with a moment it is tried again then.
    public func fail(
        _ number: Int64,
        _ problem: ExportProblem,
        at now: Timestamp,
        againAt: Timestamp?
    ) async throws {
        let text = try JSONText.encode(problem)
        try await side.write { db in
            try db.execute(
                sql: """
                    UPDATE export SET state = ?, problem = ?, due_at = ?, finished_at = ?
                    WHERE number = ? AND state = 'running'
                    """,
                arguments: [
                    againAt == nil ? "failed" : "queued", text, againAt?.milliseconds,
                    againAt == nil ? now.milliseconds : nil, number,
                ]
            )
        }
    }

    /// Puts an export back that the stopping server left: as if it had not been begun.
    public func putBack(_ number: Int64, at now: Timestamp) async throws {
        try await side.write { db in
            try db.execute(
                sql: """
                    UPDATE export SET state = 'queued', due_at = ?, attempts = attempts - 1
                    WHERE number = ? AND state = 'running'
                    """,
                arguments: [now.milliseconds, number]
            )
        }
    }

    /// Puts back what was running when the process ended; what was begun too often has failed.
    public func recover(at now: Timestamp, attempts: Int) async throws {
        let problem = try JSONText.encode(ExportProblem(.interrupted))
        try await side.write { db in
            try db.execute(
                sql: """
                    UPDATE export SET state = 'failed', problem = ?, finished_at = ?
                    WHERE state = 'running' AND attempts >= ?
                    """,
                arguments: [problem, now.milliseconds, attempts]
            )
            try db.execute(
                sql: "UPDATE export SET state = 'queued', due_at = ? WHERE state = 'running'",
                arguments: [now.milliseconds]
            )
        }
    }

    /// Ends an export that waits or runs; false when there is none to end.
    public func cancel(
        _ number: Int64,
        because problem: ExportProblem,
        at now: Timestamp
    ) async throws -> Bool {
        let text = try JSONText.encode(problem)
        return try await side.write { db in
            try db.execute(
                sql: """
                    UPDATE export
                    SET state = 'cancelled', problem = ?, due_at = NULL, finished_at = ?
                    WHERE number = ? AND state IN ('queued', 'running')
                    """,
                arguments: [text, now.milliseconds, number]
            )
            return db.changesCount > 0
        }
    }

    /// The exports of a person that wait or run.
    public func open(of owner: ID<Agent>) async throws -> [Int64] {
        try await readers.read { db in
            try Int64.fetchAll(
                db,
                sql: """
                    SELECT number FROM export
                    WHERE owner = ? AND state IN ('queued', 'running')
                    """,
                arguments: [owner.value]
            )
        }
    }

    /// Everyone who has exports that wait or run.
    public func owners() async throws -> [ID<Agent>] {
        try await readers.read { db in
            try Int64.fetchAll(
                db,
                sql: "SELECT DISTINCT owner FROM export WHERE state IN ('queued', 'running')"
            ).map { ID($0) }
        }
    }

    /// Notes which exports are past their time, and gives them; their files are to be removed.
    public func expire(at now: Timestamp) async throws -> [Export] {
        try await side.write { db in
            let numbers = try Int64.fetchAll(
                db,
                sql: "SELECT number FROM export WHERE state = 'done' AND expires_at <= ? LIMIT 500",
                arguments: [now.milliseconds]
            )
            for number in numbers {
                try db.execute(
                    sql: "UPDATE export SET state = 'expired' WHERE number = ?",
                    arguments: [number]
                )
            }
            return try numbers.compactMap { try Self.fetch(db, $0) }
        }
    }

    /// The names of the files that are kept: `NUMBER.FORMAT`.
    public func keptFiles() async throws -> Set<String> {
        try await readers.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT export, format FROM export_file
                    JOIN export ON number = export WHERE state = 'done'
                    """
            ).reduce(into: []) { $0.insert("\($1[0] as Int64).\($1[1] as String)") }
        }
    }

    /// Forgets what ended long ago, its record too.
    public func prune(before moment: Timestamp) async throws {
        try await side.write { db in
            try db.execute(
                sql: """
                    DELETE FROM export_file WHERE export IN (
                        SELECT number FROM export WHERE finished_at < ? AND state <> 'done'
                    )
                    """,
                arguments: [moment.milliseconds]
            )
            try db.execute(
                sql: "DELETE FROM export WHERE finished_at < ? AND state <> 'done'",
                arguments: [moment.milliseconds]
            )
        }
    }
}
