import GRDB

extension Schema {
    /// Lets people and words be erased: marks for what was, and which messages have which file.
    static func addErasing(_ db: Database) throws {
        try db.execute(
            sql: """
                ALTER TABLE contact ADD COLUMN erased_at INTEGER;
                ALTER TABLE content ADD COLUMN is_erased INTEGER NOT NULL DEFAULT 0;
                CREATE TABLE content_file (
                    hash TEXT NOT NULL,
                    content INTEGER NOT NULL,
                    PRIMARY KEY (hash, content)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX content_file_content ON content_file (content);
                INSERT OR IGNORE INTO content_file
                    SELECT file.value ->> 'hash', content.id
                    FROM content, json_each(content.attachments) AS file
                    WHERE content.attachments IS NOT NULL AND file.value ->> 'hash' <> '';
                CREATE TABLE erased_session (
                    session INTEGER PRIMARY KEY,
                    at INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX message_sessionless ON message (contact, at) WHERE session IS NULL;
                DROP INDEX event_audit;
                DROP INDEX event_subject;
                CREATE INDEX event_audit ON event (at, seq) WHERE \(AuditRow.isAudited);
                CREATE INDEX event_subject ON event (subject, seq)
                    WHERE \(AuditRow.isAboutSubject);
                """
        )
    }
}
