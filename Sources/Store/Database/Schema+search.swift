import GRDB

extension Schema {
    /// Creates the full-text indexes and the follower's place in the journal.
    ///
    /// Accents and case do not count. A row of `search_session` holds some of a session's messages
    /// and who the contact is; its number says which (see `SearchPlace`), so that the newest sessions
    /// are read first and nothing is sorted. `scope` holds a token for the channel, and for each team
    /// and agent that took part, so that permissions cut inside the index. In `search_progress`,
    /// events up to `head` are indexed but for those after `gap_low` up to `gap_high`.
    static func createSearch(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE VIRTUAL TABLE search_session USING fts5 (
                    words, names, identities, scope, detail = column,
                    tokenize = "unicode61 remove_diacritics 2"
                );
                CREATE VIRTUAL TABLE search_contact USING fts5 (
                    name, identities, tokenize = "unicode61 remove_diacritics 2"
                );
                CREATE TABLE search_progress (
                    id INTEGER PRIMARY KEY CHECK (id = 1),
                    head INTEGER NOT NULL,
                    gap_low INTEGER NOT NULL,
                    gap_high INTEGER NOT NULL
                ) STRICT;
                INSERT INTO search_progress VALUES (1, 0, 0, 0);
                """
        )
    }
}
