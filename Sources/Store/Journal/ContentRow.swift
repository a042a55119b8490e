import Engine
import Foundation
import GRDB

/// Is the words of a message or note as a row, which can be erased.
struct ContentRow {
    /// The words.
    var content: Content

    /// The message at the provider.
    var providerID: String

    /// What the provider said against the message.
    var errorText: String?

    /// The columns that `init(row:)` reads, after the row's first.
    static let columns = """
        content.kind, content.text, content.provider_id, content.attachments, content.template,
        content.location, content.payload, content.reply_to, content.reaction, content.is_edited,
        content.is_deleted, content.raw, content.error_text
        """

    /// Reads the columns, from an offset on.
    init(row: Row, at first: Int = 0) throws {
        content = Content(
            kind: Content.Kind(rawValue: row[first] as String? ?? "") ?? .text,
            text: row[first + 1] as String? ?? "",
            attachments: try Self.decode([Attachment].self, row[first + 3]) ?? [],
            template: try Self.decode(Content.TemplateUse.self, row[first + 4]),
            location: try Self.decode(Content.Location.self, row[first + 5]),
            payload: row[first + 6] as String? ?? "",
            replyTo: row[first + 7] as String? ?? "",
            raw: row[first + 11] as String? ?? ""
        )
        content.reaction = row[first + 8] as String? ?? ""
        content.isEdited = row[first + 9] as Bool? ?? false
        content.isDeleted = row[first + 10] as Bool? ?? false
        providerID = row[first + 2] as String? ?? ""
        errorText = row[first + 12]
    }

    /// Reads the words of a message or note.
    static func fetch(_ db: Database, _ id: Int64) throws -> ContentRow? {
        let select = try db.cachedStatement(
            sql: "SELECT \(columns) FROM content WHERE id = ?"
        )
        return try Row.fetchOne(select, arguments: [id]).map { try ContentRow(row: $0) }
    }

    /// Writes the words of a new message.
    static func insert(
        _ db: Database,
        _ id: Int64,
        _ content: Content,
        providerID: String
    ) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO content (kind, text, attachments, template, location, payload,
                    reply_to, reaction, is_edited, is_deleted, raw, id, provider_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        try insert.execute(
            arguments: StatementArguments(try values(content)) + [id, providerID]
        )
    }

    /// Writes the changed words of a message.
    static func update(_ db: Database, _ id: Int64, _ content: Content) throws {
        let update = try db.cachedStatement(
            sql: """
                UPDATE content SET kind = ?, text = ?, attachments = ?, template = ?,
                    location = ?, payload = ?, reply_to = ?, reaction = ?, is_edited = ?,
                    is_deleted = ?, raw = ?
                WHERE id = ?
                """
        )
        try update.execute(arguments: StatementArguments(try values(content)) + [id])
    }

    /// Writes the words of a note.
    static func insertNote(_ db: Database, _ note: Note) throws {
        try insert(db, note.id.value, Content(kind: .text, text: note.text), providerID: "")
    }

    /// Notes what a provider told about a message: its id there, and what is wrong with it.
    static func note(_ db: Database, _ change: DeliveryChange) throws {
        if !change.providerID.isEmpty {
            let name = try db.cachedStatement(
                sql: "UPDATE content SET provider_id = ? WHERE id = ?"
            )
            try name.execute(arguments: [change.providerID, change.message.value])
        }
        if let error = change.error {
            let blame = try db.cachedStatement(
                sql: "UPDATE content SET error_text = ? WHERE id = ?"
            )
            try blame.execute(arguments: [error.text, change.message.value])
        }
    }

    private static func values(_ content: Content) throws -> [(any DatabaseValueConvertible)?] {
        [
            content.kind.rawValue, content.text,
            content.attachments.isEmpty ? nil : try JSONText.encode(content.attachments),
            try content.template.map { try JSONText.encode($0) },
            try content.location.map { try JSONText.encode($0) },
            content.payload.nilIfEmpty, content.replyTo.nilIfEmpty, content.reaction.nilIfEmpty,
            content.isEdited, content.isDeleted, content.raw.nilIfEmpty,
        ]
    }

    private static func decode<Value: Decodable>(
        _ type: Value.Type,
        _ text: String?
    ) throws -> Value? {
        try text.map { try JSONText.decode(type, from: $0) }
    }
}

extension String {
    /// The text, or nothing where there is none, which takes no room in a row.
    fileprivate var nilIfEmpty: String? { isEmpty ? nil : self }
}
