import GRDB

extension Schema {
    /// Creates the table of files that were uploaded and are used by nothing yet.
    static func createUploads(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE upload (
                    hash TEXT PRIMARY KEY,
                    at INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX upload_at ON upload (at);
                """
        )
    }
}
