import Engine
import GRDB

/// Reads and writes messages with their words.
enum MessageRow {
    /// The columns that `message(row:)` reads.
    static let columns = """
        message.id, message.session, message.channel, message.contact, message.direction,
        message.author, message.at, message.sent_at, message.delivery, message.attempts,
        message.error_code, address.value, \(ContentRow.columns)
        """

    /// The tables that `columns` are in.
    static let source = """
        message
        LEFT JOIN content ON content.id = message.id
        LEFT JOIN session ON session.id = message.session
        LEFT JOIN address ON address.id = session.address
        """

    /// Reads the columns.
    static func message(row: Row) throws -> StoredMessage {
        let words = try ContentRow(row: row, at: 12)
        let message = Message(
            id: ID(row[0]),
            session: ID(column: row[1]),
            channel: ID(row[2]),
            contact: ID(row[3]),
            direction: Message.Direction(rawValue: row[4]) ?? .inbound,
            author: Message.Author(number: row[5]),
            at: Timestamp(milliseconds: row[6]),
            sentAt: Timestamp(milliseconds: row[7]),
            delivery: Delivery(rawValue: row[8]) ?? .unknown,
            providerID: words.providerID
        )
        let code: String? = row[10]
        return StoredMessage(
            message: message,
            content: words.content,
            error: code.map { DeliveryError(code: $0, text: words.errorText ?? "") },
            address: row[11] as String? ?? "",
            attempts: row[9]
        )
    }

    /// Reads a message.
    static func fetch(_ db: Database, _ id: Int64) throws -> StoredMessage? {
        let select = try db.cachedStatement(
            sql: "SELECT \(columns) FROM \(source) WHERE message.id = ?"
        )
        return try Row.fetchOne(select, arguments: [id]).map(message)
    }

    /// Finds a message by its name at the provider.
    static func fetch(
        _ db: Database,
        named providerID: String,
        on channel: ID<Channel>
    ) throws -> StoredMessage? {
        let select = try db.cachedStatement(
            sql: """
                SELECT \(columns) FROM \(source)
                WHERE content.provider_id = ? AND content.provider_id <> '' AND message.channel = ?
                ORDER BY message.id LIMIT 1
                """
        )
        return try Row.fetchOne(select, arguments: [providerID, channel.value]).map(message)
    }

    /// Writes a new message.
    static func insert(_ db: Database, _ message: Message, hasFiles: Bool) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO message (id, session, channel, contact, direction, author, at, sent_at,
                    delivery, attempts, has_files)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
                """
        )
        try insert.execute(arguments: [
            message.id.value, message.session?.value, message.channel.value,
            message.contact.value, message.direction.rawValue, message.author.number,
            message.at.milliseconds, message.sentAt.milliseconds, message.delivery.rawValue,
            hasFiles,
        ])
    }

    /// Writes how far a message got.
    static func update(_ db: Database, _ change: DeliveryChange) throws {
        let update = try db.cachedStatement(
            sql: """
                UPDATE message SET delivery = ?, attempts = ?, retry_at = ?, error_code = ?
                WHERE id = ?
                """
        )
        try update.execute(arguments: [
            change.delivery.rawValue, change.attempt, change.retryAt?.milliseconds,
            change.error?.code, change.message.value,
        ])
    }
}
