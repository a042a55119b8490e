public import Engine
import Foundation
import GRDB

/// Keeps the reports that are made in the background, and how far they are.
public struct Exports: Sendable {
    let side: DatabaseQueue
    let readers: DatabasePool

    /// Adds an export to the queue; `nil` when its owner has so many that wait or run already.
    public func add(
        _ order: ExportOrder,
        titled title: String,
        by owner: ID<Agent>,
        at now: Timestamp,
        limit: Int
    ) async throws -> Export? {
        try await side.write { db in
            let count = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM export
                    WHERE owner = ? AND run IS NULL AND state IN ('queued', 'running')
                    """,
                arguments: [owner.value]
            )
            guard count ?? 0 < limit else { return nil }
            let draft = ExportDraft(order: order, title: title, owner: owner, run: nil)
            return try Self.fetch(db, try draft.insert(db, at: now))
        }
    }

    /// Reads an export.
    public func export(_ number: Int64) async throws -> Export? {
        try await readers.read { try Self.fetch($0, number) }
    }

    /// Reads exports, newest first, from after one of them: of a person, or of everyone.
    public func list(
        of owner: ID<Agent>?,
        state: Export.State? = nil,
        after number: Int64? = nil,
        limit: Int
    ) async throws -> [Export] {
        try await readers.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(exportColumns) FROM export
                    WHERE number < ? AND (? IS NULL OR owner = ?) AND (? IS NULL OR state = ?)
                    ORDER BY number DESC LIMIT ?
                    """,
                arguments: [
                    number ?? .max, owner?.value, owner?.value, state?.rawValue, state?.rawValue,
                    limit,
                ]
            ).map { try Self.export($0, db) }
        }
    }

    /// Takes the next export whose turn it is, which is then running; and says when to look again.
    ///
    /// Who has fewest at work comes first, so that nobody's many keep others waiting.
    public func take(at now: Timestamp) async throws -> (export: Export?, nextAt: Timestamp?) {
        try await side.write { db in
            let number = try Int64.fetchOne(
                db,
                sql: """
                    SELECT number FROM export AS waiting
                    WHERE due_at <= ?
                    ORDER BY (SELECT count(*) FROM export AS other
                              WHERE other.owner = waiting.owner AND other.state = 'running'),
                             number
                    LIMIT 1
                    """,
                arguments: [now.milliseconds]
            )
            guard let number else {
                let next = try Int64.fetchOne(db, sql: "SELECT min(due_at) FROM export")
                return (nil, Timestamp(next))
            }
            try db.execute(
                sql: """
                    UPDATE export
                    SET state = 'running', attempts = attempts + 1, due_at = NULL, started_at = ?
                    WHERE number = ?
                    """,
                arguments: [now.milliseconds, number]
            )
            return (try Self.fetch(db, number), nil)
        }
    }

    static func fetch(_ db: Database, _ number: Int64) throws -> Export? {
        try Row.fetchOne(
            db,
            sql: "SELECT \(exportColumns) FROM export WHERE number = ?",
            arguments: [number]
        ).map { try export($0, db) }
    }

    private static func export(_ row: Row, _ db: Database) throws -> Export {
        let number: Int64 = row[0]
        let files = try Row.fetchAll(
            db,
            sql: """
                SELECT format, size, pages, content_hash FROM export_file
                WHERE export = ? ORDER BY format DESC
                """,
            arguments: [number]
        )
        return Export(
            row: row,
            files: files.map {
                Export.File(format: $0[0], size: $0[1], pages: $0[2], contentHash: $0[3])
            }
        )
    }
}

extension DataFolder {
    /// Keeps the reports that are made in the background.
    public func exports() -> Exports {
        Exports(side: accounts.side, readers: accounts.readers)
    }
}

/// Is an export that is to be put into the queue.
struct ExportDraft {
    var order: ExportOrder
    var title: String
    var owner: ID<Agent>
    var run: Int64?

    /// Puts it there, and gives its number.
    func insert(_ db: Database, at now: Timestamp) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO export
                    (owner, report, title, formats, parameters, language, zone, paper, is_private,
                     run, state, due_at, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?)
                """,
            arguments: [
                owner.value, order.report, title, order.formats.joined(separator: ","),
                order.parameters, order.language, order.zone, order.paper, order.isPrivate, run,
                now.milliseconds, now.milliseconds,
            ]
        )
        return db.lastInsertedRowID
    }
}

private let exportColumns = """
    number, owner, report, title, formats, parameters, language, zone, paper, is_private, run,
    state, attempts, created_at, started_at, finished_at, expires_at, problem, reach
    """

extension Export {
    fileprivate init(row: Row, files: [File]) {
        number = row[0]
        owner = ID(row[1])
        let formats: String = row[4]
        order = ExportOrder(
            report: row[2],
            formats: formats.split(separator: ",").map(String.init),
            parameters: row[5],
            language: row[6],
            zone: row[7],
            paper: row[8],
            isPrivate: row[9]
        )
        title = row[3]
        run = row[10]
        state = State(rawValue: row[11]) ?? .failed
        attempts = row[12]
        createdAt = Timestamp(milliseconds: row[13])
        startedAt = Timestamp(row[14])
        finishedAt = Timestamp(row[15])
        expiresAt = Timestamp(row[16])
        let problem: String? = row[17]
        self.problem = problem.flatMap { try? JSONText.decode(ExportProblem.self, from: $0) }
        let reach: String? = row[18]
        self.reach = reach.flatMap { try? JSONText.decode(Reach.self, from: $0) }
        self.files = files
    }
}
