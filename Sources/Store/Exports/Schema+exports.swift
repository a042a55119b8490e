import GRDB

extension Schema {
    /// Creates the tables of exports, schedules and what is sent for them.
    static func createExports(_ db: Database) throws {
        try db.execute(sql: exports)
        try db.execute(sql: schedules)
    }

    // `due_at` is set on what waits for its turn; the files of an export are in the folder
    // `exports/`, named by its number and their format. `service_setting` holds what administrators
    // set for parts of the house, as JSON, with sealed secrets beside it.
    private static let exports = """
        CREATE TABLE export (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            owner INTEGER NOT NULL,
            report TEXT NOT NULL,
            title TEXT NOT NULL,
            formats TEXT NOT NULL,
            parameters TEXT NOT NULL,
            language TEXT,
            zone TEXT,
            paper TEXT,
            is_private INTEGER NOT NULL,
            run INTEGER,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            due_at INTEGER,
            created_at INTEGER NOT NULL,
            started_at INTEGER,
            finished_at INTEGER,
            expires_at INTEGER,
            problem TEXT
        ) STRICT;
        CREATE INDEX export_due ON export (due_at, number) WHERE due_at IS NOT NULL;
        CREATE INDEX export_owner ON export (owner, number);
        CREATE INDEX export_expiry ON export (expires_at) WHERE state = 'done';
        CREATE TABLE export_file (
            export INTEGER NOT NULL,
            format TEXT NOT NULL,
            size INTEGER NOT NULL,
            pages INTEGER NOT NULL,
            content_hash TEXT NOT NULL,
            PRIMARY KEY (export, format)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE service_setting (
            name TEXT PRIMARY KEY,
            json TEXT NOT NULL,
            secrets BLOB
        ) STRICT, WITHOUT ROWID;
        """

    // `next_at` is when a schedule is due; none while it is paused. `mailing` holds one row for each
    // recipient of a run, and for what its owner is told of its failure (`is_notice`).
    private static let schedules = """
        CREATE TABLE schedule (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            owner INTEGER NOT NULL,
            name TEXT NOT NULL,
            report TEXT NOT NULL,
            formats TEXT NOT NULL,
            parameters TEXT NOT NULL,
            period TEXT,
            language TEXT,
            paper TEXT,
            is_private INTEGER NOT NULL,
            recurrence TEXT NOT NULL,
            zone TEXT,
            recipients TEXT NOT NULL,
            subject TEXT,
            message TEXT,
            is_active INTEGER NOT NULL,
            problem TEXT,
            next_at INTEGER,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX schedule_due ON schedule (next_at) WHERE next_at IS NOT NULL;
        CREATE TABLE schedule_run (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            schedule INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            finished_at INTEGER,
            is_manual INTEGER NOT NULL,
            is_late INTEGER NOT NULL,
            missed INTEGER NOT NULL,
            starts_at INTEGER,
            ends_at INTEGER,
            state TEXT NOT NULL,
            export INTEGER,
            problem TEXT
        ) STRICT;
        CREATE INDEX schedule_run_log ON schedule_run (schedule, number);
        CREATE INDEX schedule_run_open ON schedule_run (state) WHERE finished_at IS NULL;
        CREATE TABLE mailing (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            run INTEGER NOT NULL,
            is_notice INTEGER NOT NULL,
            address TEXT NOT NULL,
            name TEXT NOT NULL,
            language TEXT NOT NULL,
            message_id TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            due_at INTEGER,
            tried_at INTEGER,
            status INTEGER,
            answer TEXT
        ) STRICT;
        CREATE INDEX mailing_due ON mailing (due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX mailing_run ON mailing (run);
        """
}
