import GRDB

extension Schema {
    /// Creates the full-text indexes and the follower's place in the journal.
    ///
    /// Accents and case do not count. `scope` holds a token for the channel, and for each team and
    /// agent that took part, so that permissions cut inside the index. In `search_place`, events up
    /// to `head` are indexed but for those after `gap_low` up to `gap_high`.
    static func createSearch(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE VIRTUAL TABLE search_message USING fts5 (
                    words, scope, tokenize = "unicode61 remove_diacritics 2"
                );
                CREATE VIRTUAL TABLE search_contact USING fts5 (
                    name, identities, tokenize = "unicode61 remove_diacritics 2"
                );
                CREATE TABLE search_place (
                    id INTEGER PRIMARY KEY CHECK (id = 1),
                    head INTEGER NOT NULL,
                    gap_low INTEGER NOT NULL,
                    gap_high INTEGER NOT NULL
                ) STRICT;
                INSERT INTO search_place VALUES (1, 0, 0, 0);
                """
        )
    }
}
