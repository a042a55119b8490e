import GRDB

extension Schema {
    /// Creates the tables of accounts and settings; secrets are kept as hashes or sealed.
    static func createAccounts(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE credential (
                    agent INTEGER PRIMARY KEY,
                    password TEXT NOT NULL
                ) STRICT;
                CREATE TABLE login (
                    hash BLOB PRIMARY KEY,
                    agent INTEGER NOT NULL,
                    started_at INTEGER NOT NULL,
                    expires_at INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX login_agent ON login (agent);
                CREATE INDEX login_expiry ON login (expires_at);
                CREATE TABLE token (
                    id INTEGER PRIMARY KEY,
                    hash BLOB NOT NULL UNIQUE,
                    name TEXT NOT NULL,
                    agent INTEGER NOT NULL,
                    scopes TEXT NOT NULL,
                    created_at INTEGER NOT NULL,
                    last_used_at INTEGER,
                    expires_at INTEGER,
                    revoked_at INTEGER
                ) STRICT;
                CREATE TABLE kiosk_link (
                    id INTEGER PRIMARY KEY,
                    hash BLOB NOT NULL UNIQUE,
                    name TEXT NOT NULL,
                    board TEXT NOT NULL,
                    viewer INTEGER NOT NULL,
                    shows_names INTEGER NOT NULL,
                    created_at INTEGER NOT NULL,
                    expires_at INTEGER,
                    revoked_at INTEGER
                ) STRICT;
                CREATE TABLE channel_setting (
                    channel INTEGER PRIMARY KEY,
                    json TEXT NOT NULL,
                    schema_version INTEGER NOT NULL,
                    secrets BLOB NOT NULL
                ) STRICT;
                CREATE TABLE board (
                    slug TEXT PRIMARY KEY,
                    title TEXT NOT NULL,
                    report TEXT NOT NULL,
                    parameters TEXT NOT NULL,
                    owner INTEGER,
                    is_shared INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE plugin_state (
                    space TEXT NOT NULL,
                    key TEXT NOT NULL,
                    value BLOB NOT NULL,
                    PRIMARY KEY (space, key)
                ) STRICT, WITHOUT ROWID;
                """
        )
    }
}
