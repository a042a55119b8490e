import GRDB

extension Schema {
    /// Creates the table of what waits for a plugin or was taken out of its way, and the log of what
    /// people did with that.
    ///
    /// A `watched` row counts how often a file ended the plugin while others go on trying it.
    static func createHeld(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE held (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    kind TEXT NOT NULL,
                    state TEXT NOT NULL,
                    channel INTEGER NOT NULL,
                    received_at INTEGER NOT NULL,
                    quarantined_at INTEGER,
                    size INTEGER NOT NULL,
                    method TEXT NOT NULL DEFAULT '',
                    path TEXT NOT NULL DEFAULT '',
                    query TEXT NOT NULL DEFAULT '',
                    remote_address TEXT NOT NULL DEFAULT '',
                    headers TEXT NOT NULL DEFAULT '[]',
                    body BLOB NOT NULL DEFAULT x'',
                    message INTEGER,
                    place INTEGER,
                    failures INTEGER NOT NULL DEFAULT 0,
                    problem TEXT NOT NULL DEFAULT '',
                    deaths TEXT NOT NULL DEFAULT '[]',
                    is_erased INTEGER NOT NULL DEFAULT 0
                ) STRICT;
                CREATE INDEX held_waiting ON held (channel, received_at, number, size)
                    WHERE state = 'waiting';
                CREATE INDEX held_quarantine ON held (number) WHERE state = 'quarantined';
                CREATE UNIQUE INDEX held_file ON held (message, place) WHERE message IS NOT NULL;
                CREATE TABLE quarantine_log (
                    id INTEGER PRIMARY KEY,
                    at INTEGER NOT NULL,
                    actor INTEGER NOT NULL,
                    action TEXT NOT NULL,
                    number INTEGER NOT NULL,
                    kind TEXT NOT NULL,
                    channel INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX quarantine_log_at ON quarantine_log (at);
                CREATE TRIGGER quarantine_log_stays BEFORE UPDATE ON quarantine_log
                BEGIN SELECT raise(ABORT, 'the log of the quarantine is append-only'); END;
                CREATE TRIGGER quarantine_log_remains BEFORE DELETE ON quarantine_log
                BEGIN SELECT raise(ABORT, 'the log of the quarantine is append-only'); END;
                """
        )
    }
}
