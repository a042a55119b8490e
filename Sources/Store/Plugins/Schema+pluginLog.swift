import GRDB

extension Schema {
    /// Creates the book of what administrators did with plugins; `detail` is where a plugin runs, or
    /// what of the sandbox is missing.
    static func createPluginLog(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE plugin_log (
                    id INTEGER PRIMARY KEY,
                    at INTEGER NOT NULL,
                    actor INTEGER NOT NULL,
                    action TEXT NOT NULL,
                    plugin TEXT NOT NULL,
                    detail TEXT NOT NULL
                ) STRICT;
                CREATE INDEX plugin_log_at ON plugin_log (at);
                CREATE TRIGGER plugin_log_stays BEFORE UPDATE ON plugin_log
                BEGIN SELECT raise(ABORT, 'the log of plugins is append-only'); END;
                CREATE TRIGGER plugin_log_remains BEFORE DELETE ON plugin_log
                BEGIN SELECT raise(ABORT, 'the log of plugins is append-only'); END;
                """
        )
    }
}
