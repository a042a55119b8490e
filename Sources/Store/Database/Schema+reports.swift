import GRDB

extension Schema {
    /// Creates the log of the reports that were made, which nobody changes afterwards.
    static func createReportLog(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE report_log (
                    id INTEGER PRIMARY KEY,
                    at INTEGER NOT NULL,
                    viewer INTEGER NOT NULL,
                    viewer_name TEXT NOT NULL,
                    report TEXT NOT NULL,
                    title TEXT NOT NULL,
                    format TEXT NOT NULL,
                    parameters TEXT NOT NULL,
                    data_as_of INTEGER NOT NULL,
                    language TEXT NOT NULL,
                    zone TEXT NOT NULL,
                    hides_identities INTEGER NOT NULL,
                    pages INTEGER NOT NULL,
                    content_hash TEXT NOT NULL
                ) STRICT;
                CREATE INDEX report_log_at ON report_log (at);
                CREATE INDEX report_log_content ON report_log (content_hash);
                CREATE TRIGGER report_log_stays BEFORE UPDATE ON report_log
                BEGIN SELECT raise(ABORT, 'the log of reports is append-only'); END;
                CREATE TRIGGER report_log_remains BEFORE DELETE ON report_log
                BEGIN SELECT raise(ABORT, 'the log of reports is append-only'); END;
                """
        )
    }
}
