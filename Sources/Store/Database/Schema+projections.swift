import GRDB

extension Schema {
    /// Creates what `rebuild` makes again from the source.
    static func createProjections(_ db: Database) throws {
        try db.execute(sql: sessions)
        try db.execute(sql: messages)
        try db.execute(sql: rest)
    }

    /// The names of the projections.
    static let projectionTables = [
        "session", "session_team", "session_agent", "session_tag", "leg", "episode", "message",
        "note", "address_window", "presence", "inbound_key",
    ]

    // Lists of ids are JSON. `wait`, `handle` and `first_response` are milliseconds. The columns
    // from `episode` on carry the queue episode that runs or ran last: its first leg, its start,
    // and where it stands (see `SessionTally.Progress`).
    private static let sessions = """
        CREATE TABLE session (
            id INTEGER PRIMARY KEY,
            protocol_day INTEGER NOT NULL,
            protocol_sequence INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            contact INTEGER NOT NULL,
            address INTEGER NOT NULL,
            origin TEXT NOT NULL,
            phase TEXT NOT NULL,
            team INTEGER,
            agent INTEGER,
            reserved_for INTEGER,
            started_at INTEGER NOT NULL,
            leg INTEGER NOT NULL,
            waiting_since INTEGER,
            service_since INTEGER,
            last_inbound_at INTEGER,
            last_message INTEGER,
            unread INTEGER NOT NULL,
            tags TEXT NOT NULL,
            overflow_origin INTEGER,
            overflow_cause TEXT,
            closed_at INTEGER,
            outcome TEXT,
            teams TEXT NOT NULL,
            agents TEXT NOT NULL,
            wait INTEGER,
            handle INTEGER,
            first_response INTEGER,
            messages_in INTEGER NOT NULL,
            messages_out INTEGER NOT NULL,
            transfers INTEGER NOT NULL,
            episode INTEGER,
            episode_since INTEGER,
            progress INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX session_protocol ON session (protocol_day, protocol_sequence);
        CREATE INDEX session_open ON session (id) WHERE phase <> 'closed';
        CREATE INDEX session_started ON session (started_at);
        CREATE INDEX session_closed ON session (closed_at) WHERE closed_at IS NOT NULL;
        CREATE INDEX session_contact ON session (contact, id);
        CREATE INDEX session_address ON session (address, id);
        CREATE TABLE session_team (
            team INTEGER NOT NULL, session INTEGER NOT NULL, PRIMARY KEY (team, session)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE session_agent (
            agent INTEGER NOT NULL, session INTEGER NOT NULL, PRIMARY KEY (agent, session)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE session_tag (
            tag INTEGER NOT NULL, session INTEGER NOT NULL, PRIMARY KEY (tag, session)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE leg (
            id INTEGER PRIMARY KEY,
            session INTEGER NOT NULL,
            phase TEXT NOT NULL,
            team INTEGER,
            agent INTEGER,
            reserved_for INTEGER,
            started_at INTEGER NOT NULL,
            start TEXT NOT NULL,
            ended_at INTEGER,
            end TEXT
        ) STRICT;
        CREATE INDEX leg_session ON leg (session, started_at, id);
        CREATE INDEX leg_ended ON leg (ended_at) WHERE ended_at IS NOT NULL;
        CREATE TABLE episode (
            id INTEGER PRIMARY KEY,
            session INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            team INTEGER,
            agent INTEGER,
            is_outbound INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            end TEXT,
            responded_at INTEGER,
            responder INTEGER
        ) STRICT;
        CREATE INDEX episode_ended ON episode (ended_at) WHERE ended_at IS NOT NULL;
        CREATE INDEX episode_responded ON episode (responded_at) WHERE responded_at IS NOT NULL;
        """

    // `author` is an agent's id, or 0 automatic, -1 contact, -2 another tool.
    private static let messages = """
        CREATE TABLE message (
            id INTEGER PRIMARY KEY,
            session INTEGER,
            channel INTEGER NOT NULL,
            contact INTEGER NOT NULL,
            direction TEXT NOT NULL,
            author INTEGER NOT NULL,
            at INTEGER NOT NULL,
            sent_at INTEGER NOT NULL,
            delivery TEXT NOT NULL,
            attempts INTEGER NOT NULL,
            retry_at INTEGER,
            error_code TEXT,
            has_files INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX message_session ON message (session, id) WHERE session IS NOT NULL;
        CREATE INDEX message_pending ON message (id)
            WHERE delivery IN ('queued', 'sending', 'held');
        CREATE INDEX message_undelivered ON message (at) WHERE delivery IN ('failed', 'unknown');
        CREATE INDEX message_at ON message (at);
        CREATE INDEX message_files ON message (contact, id) WHERE has_files = 1;
        """

    private static let rest = """
        CREATE TABLE note (
            id INTEGER PRIMARY KEY,
            session INTEGER NOT NULL,
            author INTEGER NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX note_session ON note (session, id);
        CREATE TABLE address_window (
            address INTEGER PRIMARY KEY,
            ends_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE presence (
            agent INTEGER PRIMARY KEY,
            state TEXT NOT NULL,
            reason TEXT NOT NULL,
            since INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE inbound_key (
            channel INTEGER NOT NULL,
            key BLOB NOT NULL,
            PRIMARY KEY (channel, key)
        ) STRICT, WITHOUT ROWID;
        """
}
