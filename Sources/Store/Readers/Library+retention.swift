public import Engine
import GRDB

/// Is what is older than it may be kept: people who have not been heard for so long, and words of
/// those who have.
public struct Overdue: Sendable, Hashable {
    /// The people.
    public var contacts: [ID<Contact>]
    /// The words of others.
    public var words: [ErasedWords]

    /// Whether there is nothing.
    public var isEmpty: Bool { contacts.isEmpty && words.isEmpty }
}

extension Library {
    /// Finds what nobody has touched since a moment, oldest first, so much of each kind.
    ///
    /// Of people those who had a session, all of which were closed before; whoever was only saved by
    /// hand stays. Sessions count from their close.
    public func overdue(before moment: Timestamp, limit: Int) async throws -> Overdue {
        try await readers.read { db in
            Overdue(
                contacts: try Self.contacts(db, before: moment, limit),
                words: try Self.sessions(db, before: moment, limit).map { .session($0) }
                    + Self.messages(db, before: moment, limit).map { .message($0) }
            )
        }
    }

    private static func contacts(
        _ db: Database,
        before moment: Timestamp,
        _ limit: Int
    ) throws -> [ID<Contact>] {
        let rows = try Int64.fetchCursor(
            db,
            sql: """
                SELECT id FROM contact
                WHERE merged_into IS NULL AND erased_at IS NULL AND created_at < ?1
                    AND EXISTS (SELECT 1 FROM session WHERE session.contact = contact.id)
                    AND NOT EXISTS (SELECT 1 FROM session WHERE session.contact = contact.id
                        AND (closed_at IS NULL OR closed_at >= ?1))
                ORDER BY id
                """,
            arguments: [moment.milliseconds]
        )
        var found: [ID<Contact>] = []
        while found.count < limit, let row = try rows.next() {
            let family = try ContactRow.family(db, of: ID(row))
            let isHeard = try Bool.fetchOne(
                db,
                sql: """
                    SELECT 1 FROM message WHERE session IS NULL AND at >= ?
                        AND contact IN (\(sqlList(family))) LIMIT 1
                    """,
                arguments: [moment.milliseconds]
            )
            if isHeard == nil { found.append(ID(row)) }
        }
        return found
    }

    private static func sessions(
        _ db: Database,
        before moment: Timestamp,
        _ limit: Int
    ) throws -> [ID<Session>] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM session WHERE closed_at < ?
                    AND NOT EXISTS (SELECT 1 FROM erased_session WHERE erased_session.session = session.id)
                ORDER BY closed_at LIMIT ?
                """,
            arguments: [moment.milliseconds, limit]
        ).map { ID($0) }
    }

    private static func messages(
        _ db: Database,
        before moment: Timestamp,
        _ limit: Int
    ) throws -> [ID<Message>] {
        try Int64.fetchAll(
            db,
            sql: """
                SELECT message.id FROM message JOIN content ON content.id = message.id
                WHERE session IS NULL AND at < ? AND is_erased = 0
                    AND delivery NOT IN ('queued', 'sending', 'held')
                ORDER BY message.id LIMIT ?
                """,
            arguments: [moment.milliseconds, limit]
        ).map { ID($0) }
    }
}
