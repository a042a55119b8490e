import GRDB

/// Is the shape of the database, as numbered migrations.
///
/// A migration that has been released is never changed; the next one mends it. `user_version` in
/// the file says how far it is, so that an older program refuses a newer file.
enum Schema {
    /// The version that this program writes.
    static let version = migrations.count

    // "Cnct": tells our files from those of other programs.
    private static let mark: Int64 = 0x436e_6374

    private static let migrations: [@Sendable (Database) throws -> Void] = [
        { db in
            try createSource(db)
            try createProjections(db)
            try createSearch(db)
            try createAccounts(db)
            try createWebhooks(db)
            try createUploads(db)
            try createExports(db)
            try createReportLog(db)
        },
        { db in try addReach(db) },
        { db in try partReportWords(db) },
        { db in try createHeld(db) },
        { db in try addErasing(db) },
        { db in try createPluginLog(db) },
    ]

    /// Reads the version of a file; 0 for an empty one.
    static func version(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    }

    /// Tells whether a file is empty or ours.
    static func isOurs(_ db: Database) throws -> Bool {
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        return try count == 0 || Int64.fetchOne(db, sql: "PRAGMA application_id") == mark
    }

    /// Runs the migrations that a file lacks, each in a transaction of its own.
    static func migrate(_ queue: DatabaseQueue) throws {
        while true {
            let done = try queue.inDatabase { db -> Bool in
                let found = try version(db)
                guard found < version else { return true }
                try db.inTransaction(.immediate) {
                    try migrations[found](db)
                    try db.execute(sql: "PRAGMA application_id = \(mark)")
                    try db.execute(sql: "PRAGMA user_version = \(found + 1)")
                    return .commit
                }
                return false
            }
            guard !done else { return }
        }
    }
}
