public import Engine
import GRDB

extension Library: SessionReader {
    /// Reads a session.
    public func session(_ id: ID<Session>) async throws -> Session? {
        try await readers.read { try SessionRow.session($0, id) }
    }

    /// Finds a session by its protocol number.
    public func session(numbered number: ProtocolNumber) async throws -> Session? {
        let id = try await readers.read { try SessionRow.find($0, number) }
        guard let id else { return nil }
        return try await session(id)
    }

    /// Finds the latest session of an address on a channel, open or closed.
    public func latestSession(at address: Address) async throws -> Session? {
        let id = try await readers.read { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT id FROM session
                    WHERE address = (SELECT id FROM address WHERE channel = ? AND value = ?)
                    ORDER BY id DESC LIMIT 1
                    """,
                arguments: [address.channel.value, address.value]
            )
        }
        guard let id else { return nil }
        return try await session(ID(id))
    }

    /// Reads the legs of a session, first to last.
    public func legs(of session: ID<Session>) async throws -> [Leg] {
        try await readers.read { try LegRows.fetch($0, of: session) }
    }

    /// Reads what happened in a session, newest first, from before a place in the journal.
    public func timeline(
        of session: ID<Session>,
        before sequence: Int64?,
        limit: Int
    ) async throws -> [TimelineItem] {
        try await readers.read { db in
            try TimelineRows(db: db).fetch(of: session, before: sequence, limit: limit)
        }
    }

    /// Reads a message with its words and its address.
    public func message(_ id: ID<Message>) async throws -> StoredMessage? {
        try await readers.read { try MessageRow.fetch($0, id.value) }
    }

    /// Reads the attachments of a contact's messages whose media type has a prefix, newest first.
    public func gallery(
        of contact: ID<Contact>,
        mediaType prefix: String,
        for viewer: Viewer,
        before cursor: ID<Message>?,
        limit: Int
    ) async throws -> [GalleryItem] {
        let scope = ViewerScope(viewer)
        return try await readers.read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT message.id, message.at, content.attachments
                    FROM message JOIN content ON content.id = message.id
                        JOIN session ON session.id = message.session
                    WHERE message.contact IN (\(ContactRow.family) SELECT id FROM family)
                        AND message.id < ? AND message.has_files = 1
                        AND message.direction = 'inbound' AND content.is_deleted = 0
                        AND \(scope.sees)
                    ORDER BY message.id DESC
                    """,
                arguments: [contact.value, cursor?.value ?? .max]
            )
            var items: [GalleryItem] = []
            while items.count < limit, let row = try rows.next() {
                guard let list = row[2] as String? else { continue }
                let files = try JSONText.decode([Attachment].self, from: list)
                for (index, file) in files.enumerated() where file.mediaType.hasPrefix(prefix) {
                    items.append(
                        GalleryItem(
                            message: ID(row[0]),
                            index: index,
                            attachment: file,
                            at: Timestamp(milliseconds: row[1])
                        )
                    )
                }
            }
            return Array(items.prefix(limit))
        }
    }

    /// Reads the messages of a contact that began no session and belong to none, newest first.
    public func filteredMessages(
        of contact: ID<Contact>,
        before cursor: ID<Message>?,
        limit: Int
    ) async throws -> [StoredMessage] {
        try await readers.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(MessageRow.columns) FROM \(MessageRow.source)
                    WHERE message.contact IN (\(ContactRow.family) SELECT id FROM family)
                        AND message.is_filtered = 1 AND message.id < ?
                    ORDER BY message.id DESC LIMIT ?
                    """,
                arguments: [contact.value, cursor?.value ?? .max, limit]
            ).map(MessageRow.message)
        }
    }

    /// Reads messages that belong to no session and have files that were not fetched, newest first.
    public func unfetchedMessages(limit: Int) async throws -> [StoredMessage] {
        try await readers.read { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT \(MessageRow.columns) FROM \(MessageRow.source)
                    WHERE message.session IS NULL AND message.has_files = 1
                    ORDER BY message.id DESC
                    """
            )
            var messages: [StoredMessage] = []
            while messages.count < limit, let row = try rows.next() {
                let message = try MessageRow.message(row: row)
                guard message.content.attachments.contains(where: \.isUnfetched) else { continue }
                messages.append(message)
            }
            return messages
        }
    }

    /// Lists sessions that a viewer may see and that pass a filter, newest start first.
    public func history(
        _ filter: SessionFilter,
        for viewer: Viewer,
        after cursor: ID<Session>?,
        limit: Int
    ) async throws -> [SessionSummary] {
        var query = SessionQuery(filter, for: viewer)
        query.start(after: cursor)
        return try await readers.read { [query] db in
            try query.fetch(
                db,
                SessionRow.columns,
                from: SessionRow.source,
                limit: limit
            ).map { found in
                var row = SessionRow(row: found)
                if !filter.hidesIdentities {
                    try row.readPreview(db)
                } else {
                    row.session.hideIdentities()
                }
                return row.summary
            }
        }
    }
}

extension Attachment {
    /// Whether it is still to be fetched.
    fileprivate var isUnfetched: Bool { hash.isEmpty && problem.isEmpty && !reference.isEmpty }
}

extension Session {
    /// Takes out what says who the contact is.
    mutating func hideIdentities() {
        contactName = ""
        contactFields = [:]
        address = ""
        preview = ""
    }
}

extension SessionRow {
    /// Finds a session by its protocol number.
    static func find(_ db: Database, _ number: ProtocolNumber) throws -> ID<Session>? {
        let sql = "SELECT id FROM session WHERE protocol_day = ? AND protocol_sequence = ?"
        return ID(
            column: try Int64.fetchOne(db, sql: sql, arguments: [number.day, number.sequence])
        )
    }
}

/// Reads legs.
enum LegRows {
    /// Reads the legs of a session, first to last.
    static func fetch(_ db: Database, of session: ID<Session>) throws -> [Leg] {
        let select = try db.cachedStatement(
            sql: """
                SELECT id, phase, team, agent, reserved_for, started_at, start, ended_at, end
                FROM leg WHERE session = ? ORDER BY started_at, id
                """
        )
        return try Row.fetchAll(select, arguments: [session.value]).map { row in
            Leg(row: row, id: row[0], at: 1)
        }
    }
}
