import Engine
import Foundation
import GRDB

/// Remembers which files were uploaded and are in no message yet.
///
/// A file has a row here exactly as long as nothing else refers to it: it gets one when its bytes are
/// new, and loses it with the first message or photo that has them.
struct Uploads: Sendable {
    let side: DatabaseQueue

    /// Notes an upload; bytes that something refers to already are nobody's to remove.
    func note(_ file: StoredFile, at now: Timestamp) async throws {
        try await side.write { db in
            let sql =
                file.isNew
                ? "INSERT OR REPLACE INTO upload (at, hash) VALUES (?, ?)"
                : "UPDATE upload SET at = ? WHERE hash = ?"
            try db.execute(sql: sql, arguments: [now.milliseconds, file.hash])
        }
    }

    /// The files that were uploaded before a moment and never used, oldest first.
    func unused(before moment: Timestamp) async throws -> [String] {
        try await side.read { db in
            try String.fetchAll(
                db,
                sql: "SELECT hash FROM upload WHERE at < ? ORDER BY at LIMIT 1000",
                arguments: [moment.milliseconds]
            )
        }
    }

    /// Forgets a file that was removed.
    func forget(_ hash: String) async throws {
        try await side.write { try Self.use(hash, $0) }
    }

    /// Takes the row of a file that something refers to from now on.
    static func use(_ hash: String, _ db: Database) throws {
        let statement = try db.cachedStatement(sql: "DELETE FROM upload WHERE hash = ?")
        try statement.execute(arguments: [hash])
    }
}
