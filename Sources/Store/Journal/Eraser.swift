import Engine
import GRDB

/// Erases words and identities from the rows that can be erased; journal and projections stay.
struct Eraser {
    let scribe: Scribe

    /// Erases who a contact is and all that was said with them, and writes what is left of them.
    func erase(_ contact: Contact) throws {
        // By the identities, which are gone afterwards.
        try ReportLog.eraseWords(about: contact.id, scribe.db)
        for session in try sessions(of: contact.id) { try erase(session: session) }
        let loose = try scribe.all(
            "SELECT id FROM message WHERE contact = ? AND session IS NULL",
            contact.id
        ) { $0[0] as Int64 }
        for message in loose { try erase(message: message) }
        try ContactRow.put(scribe, contact)
        try eraseAddresses(of: contact.id)
    }

    /// Erases the words of a session's messages and notes, and what a contact told its flow.
    func erase(session: Int64) throws {
        let words = try scribe.all(
            """
            SELECT id FROM message WHERE session = ?1
            UNION ALL SELECT id FROM note WHERE session = ?1
            """,
            session
        ) { $0[0] as Int64 }
        for id in words { try erase(message: id) }
        try scribe.run("DELETE FROM session_thread WHERE session = ?", session)
        try scribe.run("DELETE FROM session_variable WHERE session = ?", session)
    }

    /// Erases the words of a message or note; what kind it was stays.
    func erase(message: Int64) throws {
        try ContentFiles.erase(scribe, of: message)
        try scribe.run(
            """
            UPDATE content SET text = '', provider_id = '', attachments = NULL, template = NULL,
                location = NULL, payload = NULL, reply_to = NULL, options = NULL, reaction = NULL,
                is_edited = 0, is_deleted = 0, raw = NULL, error_text = NULL, is_erased = 1
            WHERE id = ?
            """,
            message
        )
    }

    /// The sessions in which the contact was heard.
    private func sessions(of contact: ID<Contact>) throws -> [Int64] {
        try scribe.all(
            """
            SELECT id FROM session WHERE contact = ?1 AND heard_from = ?1
            UNION ALL SELECT id FROM session WHERE heard_from = ?1 AND heard_from <> contact
            """,
            contact
        ) { $0[0] as Int64 }
    }

    /// Erases the addresses at which the contact was heard, but for those that are another's too.
    private func eraseAddresses(of contact: ID<Contact>) throws {
        let addresses = try scribe.all(
            """
            SELECT address FROM session WHERE contact = ?1 AND heard_from = ?1
            UNION SELECT address FROM session WHERE heard_from = ?1 AND heard_from <> contact
            UNION SELECT address FROM message
                WHERE contact = ?1 AND session IS NULL AND address IS NOT NULL
            """,
            contact
        ) { $0[0] as Int64 }
        for address in addresses {
            // Its number stays in the journal, so it stays a row, and one that no address is like.
            try scribe.run(
                """
                UPDATE address SET value = char(31) || id WHERE id = ?1
                    AND NOT EXISTS (SELECT 1 FROM session JOIN contact ON contact.id = heard_from
                        WHERE session.address = ?1 AND erased_at IS NULL)
                """,
                address
            )
        }
    }
}
