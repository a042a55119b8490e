import GRDB

extension Schema {
    /// Creates what cannot be made again: journal, words, people, configuration.
    static func createSource(_ db: Database) throws {
        try db.execute(sql: journal)
        try db.execute(sql: words)
        try db.execute(sql: configuration)
    }

    /// The names of the source tables, each after those it refers to.
    static let sourceTables = [
        "event", "content", "content_file", "session_thread",
        "session_variable", "contact", "contact_identity",
        "address", "company", "team", "agent", "channel", "tag", "template", "setting_item",
        "credential", "login", "token", "kiosk_link", "channel_setting", "board", "plugin_state",
        "report_log", "report_words", "webhook", "webhook_delivery", "webhook_place", "upload",
        "export", "export_file", "service_setting", "schedule", "schedule_run", "mailing",
        "held", "quarantine_log", "plugin_log",
    ]

    // `session` is set on what a timeline shows; `subject` is the message, note, tag, contact or
    // agent that the event is about. `actor` is an agent's id, or 0 system, -1 contact, -2 console.
    private static let journal = """
        CREATE TABLE event (
            seq INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            actor INTEGER NOT NULL,
            session INTEGER,
            subject INTEGER,
            type TEXT NOT NULL,
            version INTEGER NOT NULL,
            data TEXT NOT NULL
        ) STRICT;
        CREATE INDEX event_session ON event (session, seq) WHERE session IS NOT NULL;
        CREATE INDEX event_notice ON event (seq) WHERE type = 'notice-received';
        CREATE INDEX event_audit ON event (at, seq) WHERE \(AuditRow.isAudited);
        CREATE INDEX event_subject ON event (subject, seq) WHERE \(AuditRow.isAboutSubject);
        CREATE TRIGGER event_stays BEFORE UPDATE ON event
        BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
        CREATE TRIGGER event_remains BEFORE DELETE ON event
        BEGIN SELECT raise(ABORT, 'the journal is append-only'); END;
        """

    // `content` holds the words of messages and notes by their ids. What is erased is emptied, so
    // that a rebuild finds a row for each. Addresses are named in the journal by number. What a
    // contact said to a flow, and the provider's name of a conversation, can be erased too.
    private static let words = """
        CREATE TABLE content (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            provider_id TEXT NOT NULL DEFAULT '',
            attachments TEXT,
            template TEXT,
            location TEXT,
            payload TEXT,
            reply_to TEXT,
            options TEXT,
            reaction TEXT,
            is_edited INTEGER NOT NULL DEFAULT 0,
            is_deleted INTEGER NOT NULL DEFAULT 0,
            raw TEXT,
            error_text TEXT
        ) STRICT;
        CREATE INDEX content_provider ON content (provider_id) WHERE provider_id <> '';
        CREATE TABLE session_thread (
            session INTEGER PRIMARY KEY,
            name TEXT NOT NULL
        ) STRICT;
        CREATE TABLE session_variable (
            session INTEGER NOT NULL,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (session, name)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE contact (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            is_name_confirmed INTEGER NOT NULL,
            note TEXT NOT NULL,
            groups TEXT NOT NULL,
            fields TEXT,
            refuses_outbound INTEGER NOT NULL,
            merged_into INTEGER,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX contact_merged ON contact (merged_into) WHERE merged_into IS NOT NULL;
        -- The key's columns come first: SQLite 3.40 checks such tables wrongly otherwise.
        CREATE TABLE contact_identity (
            kind TEXT NOT NULL,
            scope TEXT NOT NULL,
            value TEXT NOT NULL,
            contact INTEGER NOT NULL REFERENCES contact (id),
            position INTEGER NOT NULL,
            PRIMARY KEY (kind, scope, value, contact)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX contact_identity_contact ON contact_identity (contact, position);
        CREATE TABLE address (
            id INTEGER PRIMARY KEY,
            channel INTEGER NOT NULL,
            value TEXT NOT NULL,
            UNIQUE (channel, value)
        ) STRICT;
        """

    // What is removed keeps its row, because closed sessions still name it. `rules` is JSON that may
    // lack what newer programs know; `setting_item` holds whatever needs no columns of its own.
    private static let configuration = """
        CREATE TABLE company (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            name TEXT NOT NULL,
            registration TEXT NOT NULL,
            time_zone TEXT NOT NULL,
            language TEXT NOT NULL,
            rules TEXT NOT NULL
        ) STRICT;
        CREATE TABLE team (
            id INTEGER PRIMARY KEY,
            slug TEXT NOT NULL,
            name TEXT NOT NULL,
            target_seconds INTEGER NOT NULL,
            goal REAL NOT NULL,
            short_abandon_seconds INTEGER NOT NULL,
            counts_abandoned INTEGER NOT NULL,
            is_active INTEGER NOT NULL,
            rules TEXT NOT NULL,
            removed_at INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX team_slug ON team (slug) WHERE removed_at IS NULL;
        CREATE TABLE agent (
            id INTEGER PRIMARY KEY,
            email TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            nickname TEXT NOT NULL,
            role TEXT NOT NULL,
            teams TEXT NOT NULL,
            scope TEXT NOT NULL,
            language TEXT NOT NULL,
            session_limit INTEGER NOT NULL,
            is_active INTEGER NOT NULL,
            rules TEXT NOT NULL
        ) STRICT;
        CREATE TABLE channel (
            id INTEGER PRIMARY KEY,
            slug TEXT NOT NULL,
            name TEXT NOT NULL,
            plugin TEXT NOT NULL,
            account TEXT NOT NULL,
            team INTEGER NOT NULL,
            rhythm TEXT NOT NULL,
            capabilities TEXT NOT NULL,
            is_active INTEGER NOT NULL,
            rules TEXT NOT NULL,
            removed_at INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX channel_slug ON channel (slug) WHERE removed_at IS NULL;
        CREATE TABLE tag (
            id INTEGER PRIMARY KEY,
            slug TEXT NOT NULL,
            name TEXT NOT NULL,
            is_published INTEGER NOT NULL,
            removed_at INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX tag_slug ON tag (slug) WHERE removed_at IS NULL;
        CREATE TABLE template (
            id INTEGER PRIMARY KEY,
            channel INTEGER NOT NULL,
            name TEXT NOT NULL,
            language TEXT NOT NULL,
            body TEXT NOT NULL,
            state TEXT NOT NULL,
            rules TEXT NOT NULL,
            UNIQUE (channel, name, language)
        ) STRICT;
        CREATE TABLE setting_item (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            slug TEXT NOT NULL,
            json TEXT NOT NULL,
            removed_at INTEGER
        ) STRICT;
        CREATE INDEX setting_item_kind ON setting_item (kind, id) WHERE removed_at IS NULL;
        """
}
