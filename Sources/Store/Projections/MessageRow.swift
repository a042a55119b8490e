import Engine
import GRDB

/// Reads and writes messages with their words.
enum MessageRow {
    /// The columns that `message(row:)` reads.
    static let columns = """
        message.id, message.session, message.channel, message.contact, message.direction,
        message.author, message.at, message.sent_at, message.delivery, message.attempts,
        message.error_code, address.value, message.is_filtered, \(ContentRow.columns)
        """

    /// How many columns those are.
    static let columnCount = 13 + ContentRow.columnCount

    /// The tables that `columns` are in.
    static let source = """
        message
        LEFT JOIN content ON content.id = message.id
        LEFT JOIN session ON session.id = message.session
        LEFT JOIN address ON address.id = ifnull(message.address, session.address)
        """

    /// Reads the columns.
    static func message(row: Row) throws -> StoredMessage {
        let address = AddressBook.readable(row[11])
        let words = try ContentRow(row: row, at: 13)
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
            providerID: words.providerID,
            isFiltered: row[12],
            address: row[1] as Int64? == nil ? address : ""
        )
        let code: String? = row[10]
        return StoredMessage(
            message: message,
            content: words.content,
            error: code.map { DeliveryError(code: $0, text: words.errorText ?? "") },
            address: address,
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

    /// Finds a message by its name at the provider, for the writer: mostly there is none.
    static func fetch(
        _ scribe: Scribe,
        named providerID: String,
        on channel: ID<Channel>
    ) throws -> StoredMessage? {
        let id: Int64? = try scribe.first(
            """
            SELECT message.id FROM content JOIN message ON message.id = content.id
            WHERE content.provider_id = ? AND content.provider_id <> '' AND message.channel = ?
            ORDER BY message.id LIMIT 1
            """,
            providerID,
            channel
        ) { $0[0] }
        return try id.flatMap { try fetch(scribe.db, $0) }
    }

    /// Writes a new message.
    ///
    /// The number of the address is given of a message without a session alone.
    static func insert(
        _ scribe: Scribe,
        _ message: Message,
        hasFiles: Bool,
        address: Int64?
    ) throws {
        try scribe.run(
            """
            INSERT INTO message (id, session, channel, contact, direction, author, at, sent_at,
                delivery, attempts, has_files, is_filtered, address)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)
            """,
            message.id,
            message.session,
            message.channel,
            message.contact,
            message.direction.rawValue,
            message.author.number,
            message.at,
            message.sentAt,
            message.delivery.rawValue,
            hasFiles,
            message.isFiltered,
            address
        )
    }

    /// Gives a message that had no session to one.
    static func adopt(_ scribe: Scribe, _ message: Message) throws {
        try scribe.run(
            "UPDATE message SET session = ?, is_filtered = ?, address = NULL WHERE id = ?",
            message.session,
            message.isFiltered,
            message.id
        )
    }

    /// Writes how far a message got, and when it may go while it has not gone.
    static func update(_ scribe: Scribe, _ change: DeliveryChange, at now: Timestamp) throws {
        let retryAt = change.delivery.isPending ? change.retryAt ?? now : nil
        guard let moment = change.delivery.writingMoment else {
            return try scribe.run(
                """
                UPDATE message SET delivery = ?, attempts = ?, retry_at = ?, error_code = ?
                WHERE id = ?
                """,
                change.delivery.rawValue,
                change.attempt,
                retryAt,
                change.error?.code,
                change.message
            )
        }
        try scribe.run(
            moment,
            change.delivery.rawValue,
            change.attempt,
            retryAt,
            change.error?.code,
            now,
            change.message
        )
    }
}

extension Delivery {
    /// Whether the message has still to go.
    fileprivate var isPending: Bool {
        switch self {
        case .queued, .sending, .held: true
        case .accepted, .delivered, .read, .failed, .unknown: false
        }
    }

    /// The statement that also writes when a message got this far; `nil` where nobody asks.
    ///
    /// A provider may tell twice: the first word counts, but the last failure.
    fileprivate var writingMoment: StaticString? {
        switch self {
        case .queued, .sending, .held: nil
        case .accepted:
            """
            UPDATE message SET delivery = ?, attempts = ?, retry_at = ?, error_code = ?,
                accepted_at = ifnull(accepted_at, ?)
            WHERE id = ?
            """
        case .delivered:
            """
            UPDATE message SET delivery = ?, attempts = ?, retry_at = ?, error_code = ?,
                delivered_at = ifnull(delivered_at, ?)
            WHERE id = ?
            """
        case .read:
            """
            UPDATE message SET delivery = ?, attempts = ?, retry_at = ?, error_code = ?,
                read_at = ifnull(read_at, ?)
            WHERE id = ?
            """
        case .failed, .unknown:
            """
            UPDATE message SET delivery = ?, attempts = ?, retry_at = ?, error_code = ?,
                failed_at = ?
            WHERE id = ?
            """
        }
    }
}
