import GRDB

extension Schema {
    /// Parts the log of reports from its words, which may name a contact and then can be erased.
    ///
    /// `contact` is whom a report was about. Words are written once, and afterwards only emptied.
    static func partReportWords(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE report_words (
                    entry INTEGER PRIMARY KEY,
                    contact INTEGER,
                    title TEXT NOT NULL,
                    parameters TEXT NOT NULL
                ) STRICT;
                INSERT INTO report_words SELECT id, NULL, title, parameters FROM report_log;
                ALTER TABLE report_log DROP COLUMN title;
                ALTER TABLE report_log DROP COLUMN parameters;
                CREATE INDEX report_words_contact ON report_words (contact)
                    WHERE contact IS NOT NULL;
                CREATE TRIGGER report_words_stay BEFORE UPDATE ON report_words
                WHEN new.entry <> old.entry OR new.contact IS NOT old.contact
                    OR new.title <> '' OR new.parameters <> '{}'
                BEGIN SELECT raise(ABORT, 'words of reports are only emptied'); END;
                CREATE TRIGGER report_words_remain BEFORE DELETE ON report_words
                BEGIN SELECT raise(ABORT, 'words of reports are only emptied'); END;
                """
        )
    }
}
