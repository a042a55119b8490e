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
        "note", "address_window", "presence", "presence_stretch", "response", "rating", "rollup",
        "turn", "inbound_key", "erased_session",
    ]

    // Lists of ids are JSON. `wait`, `handle` and `first_response` are milliseconds. The columns
    // from `episode` on carry the queue episode that runs or ran last: its first leg, its start,
    // and where it stands (see `SessionTally.Progress`). `active` is what of the service has messages
    // around it; `owed_since` is the contact's first message that no person has answered. An episode
    // keeps the terms of the team that it was judged by, and what of it was in business hours.
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
            progress INTEGER NOT NULL,
            heard_from INTEGER NOT NULL,
            contact_silent_since INTEGER,
            agent_silent_since INTEGER,
            warned_at INTEGER,
            team_since INTEGER,
            is_placed INTEGER NOT NULL,
            is_settled INTEGER NOT NULL,
            is_cut INTEGER NOT NULL,
            trail TEXT,
            flow TEXT,
            disposition INTEGER,
            rating_asked_at INTEGER,
            rating INTEGER,
            reopenings INTEGER NOT NULL,
            closed_milliseconds INTEGER NOT NULL,
            let_go_by INTEGER,
            owed_since INTEGER,
            active INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX session_protocol ON session (protocol_day, protocol_sequence);
        CREATE INDEX session_open ON session (id) WHERE phase <> 'closed';
        CREATE INDEX session_started ON session (started_at);
        CREATE INDEX session_closed ON session (closed_at) WHERE closed_at IS NOT NULL;
        CREATE INDEX session_contact ON session (contact, id);
        CREATE INDEX session_heard ON session (heard_from) WHERE heard_from <> contact;
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
            end TEXT,
            active INTEGER
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
            responder INTEGER,
            target INTEGER,
            short_limit INTEGER,
            counts_abandoned INTEGER,
            rhythm TEXT,
            business INTEGER
        ) STRICT;
        CREATE INDEX episode_ended ON episode (ended_at) WHERE ended_at IS NOT NULL;
        CREATE INDEX episode_responded ON episode (responded_at) WHERE responded_at IS NOT NULL;
        """

    // `author` is an agent's id, or 0 automatic, -1 contact, -2 another tool. `address` is of those
    // without a session alone. The last four are when the provider told of each state of delivery;
    // `failed_at` also when the fate came to be unknown.
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
            has_files INTEGER NOT NULL,
            is_filtered INTEGER NOT NULL,
            address INTEGER,
            accepted_at INTEGER,
            delivered_at INTEGER,
            read_at INTEGER,
            failed_at INTEGER
        ) STRICT;
        CREATE INDEX message_session ON message (session, id) WHERE session IS NOT NULL;
        CREATE INDEX message_pending ON message (id)
            WHERE delivery IN ('queued', 'sending', 'held');
        CREATE INDEX message_undelivered ON message (at) WHERE delivery IN ('failed', 'unknown');
        CREATE INDEX message_files ON message (contact, id) WHERE has_files = 1;
        CREATE INDEX message_filtered ON message (contact, id) WHERE is_filtered = 1;
        CREATE INDEX message_loose ON message (id) WHERE session IS NULL AND has_files = 1;
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
            ends_at INTEGER,
            human_ends_at INTEGER
        ) STRICT;
        CREATE TABLE presence (
            agent INTEGER PRIMARY KEY,
            state TEXT NOT NULL,
            reason TEXT NOT NULL,
            since INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE presence_stretch (
            id INTEGER PRIMARY KEY,
            agent INTEGER NOT NULL,
            state TEXT NOT NULL,
            reason TEXT NOT NULL,
            started_at INTEGER NOT NULL,
            ended_at INTEGER
        ) STRICT;
        CREATE INDEX presence_stretch_open ON presence_stretch (agent) WHERE ended_at IS NULL;
        CREATE INDEX presence_stretch_ended ON presence_stretch (ended_at)
            WHERE ended_at IS NOT NULL;
        CREATE TABLE response (
            id INTEGER PRIMARY KEY,
            session INTEGER NOT NULL,
            team INTEGER,
            channel INTEGER NOT NULL,
            agent INTEGER,
            at INTEGER NOT NULL,
            took INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX response_at ON response (at);
        CREATE TABLE rating (
            session INTEGER PRIMARY KEY,
            team INTEGER,
            channel INTEGER NOT NULL,
            agent INTEGER,
            at INTEGER NOT NULL,
            stars INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX rating_at ON rating (at);
        -- The slot is the quarter of an hour since 1970; 0 stands for no team, no agent.
        CREATE TABLE rollup (
            slot INTEGER NOT NULL,
            team INTEGER NOT NULL,
            channel INTEGER NOT NULL,
            agent INTEGER NOT NULL,
            measure INTEGER NOT NULL,
            count INTEGER NOT NULL,
            sum INTEGER NOT NULL,
            PRIMARY KEY (slot, team, channel, agent, measure)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE turn (
            team INTEGER NOT NULL,
            agent INTEGER NOT NULL,
            leg INTEGER NOT NULL,
            PRIMARY KEY (team, agent)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE inbound_key (
            channel INTEGER NOT NULL,
            key BLOB NOT NULL,
            PRIMARY KEY (channel, key)
        ) STRICT, WITHOUT ROWID;
        """
}
