import GRDB

extension Schema {
    /// Creates the tables of outgoing webhooks and of repeated requests.
    static func createWebhooks(_ db: Database) throws {
        // `since` is the place in the journal from which a webhook hears; `previous` is the secret
        // before the last rotation, which signs beside the new one until `previous_until`.
        try db.execute(
            sql: """
                CREATE TABLE webhook (
                    id INTEGER PRIMARY KEY AUTOINCREMENT,
                    name TEXT NOT NULL,
                    url TEXT NOT NULL,
                    events TEXT NOT NULL,
                    includes_content INTEGER NOT NULL,
                    is_active INTEGER NOT NULL,
                    problem TEXT,
                    since INTEGER NOT NULL,
                    created_at INTEGER NOT NULL,
                    secret BLOB NOT NULL,
                    previous BLOB,
                    previous_until INTEGER
                ) STRICT;
                CREATE TABLE webhook_delivery (
                    number INTEGER PRIMARY KEY AUTOINCREMENT,
                    id TEXT NOT NULL UNIQUE,
                    webhook INTEGER NOT NULL,
                    sequence INTEGER NOT NULL,
                    event TEXT NOT NULL,
                    at INTEGER NOT NULL,
                    body TEXT NOT NULL,
                    message INTEGER,
                    state TEXT NOT NULL,
                    attempts INTEGER NOT NULL DEFAULT 0,
                    round INTEGER NOT NULL DEFAULT 0,
                    due_at INTEGER,
                    tried_at INTEGER,
                    status INTEGER,
                    error TEXT,
                    milliseconds INTEGER
                ) STRICT;
                CREATE INDEX webhook_delivery_due
                    ON webhook_delivery (webhook, due_at) WHERE due_at IS NOT NULL;
                CREATE INDEX webhook_delivery_log
                    ON webhook_delivery (webhook, number);
                CREATE INDEX webhook_delivery_old
                    ON webhook_delivery (at) WHERE due_at IS NULL;
                CREATE TABLE webhook_place (
                    id INTEGER PRIMARY KEY CHECK (id = 1),
                    sequence INTEGER NOT NULL
                ) STRICT;
                CREATE TABLE repeat (
                    key BLOB PRIMARY KEY,
                    digest BLOB NOT NULL,
                    at INTEGER NOT NULL,
                    status INTEGER,
                    media_type TEXT,
                    body BLOB
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX repeat_at ON repeat (at);
                """
        )
    }
}
