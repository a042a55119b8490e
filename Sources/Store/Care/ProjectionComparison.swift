import GRDB

/// Compares the projections of two databases, row by row; for tests of the rebuild.
package enum ProjectionComparison {
    /// Tells in which tables two files differ, each with the first row that only one of them has.
    ///
    /// - Throws: `DatabaseError` when a file cannot be read.
    package static func differences(
        between path: String,
        and other: String
    ) throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.inDatabase { db in
            try db.execute(sql: "ATTACH DATABASE ? AS other", arguments: [other])
            return try Schema.projectionTables.flatMap { table in
                try missing(from: "other", in: "main", table, db)
                    + missing(from: "main", in: "other", table, db)
            }
        }
    }

    private static func missing(
        from absent: String,
        in present: String,
        _ table: String,
        _ db: Database
    ) throws -> [String] {
        let sql =
            "SELECT * FROM \(present).\(table) EXCEPT SELECT * FROM \(absent).\(table) LIMIT 1"
        let side = present == "main" ? "the first" : "the second"
        return try Row.fetchAll(db, sql: sql).map { "\(table): only \(side) has \($0)" }
    }
}

extension DataFolder {
    /// Writes the database as it is now to a new file, also while it is in use; for tests.
    ///
    /// - Throws: `DatabaseError` when the file cannot be written.
    package func copyDatabase(to path: String) throws {
        try side.writeWithoutTransaction { db in
            try db.execute(sql: "VACUUM INTO ?", arguments: [path])
        }
    }
}
