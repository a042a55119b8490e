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
        content.is_deleted, content.raw, content.error_text, content.options,
        content.is_erased
        """

    /// How many columns those are.
    static let columnCount = 15

    /// Reads the columns, from an offset on.
    init(row: Row, at first: Int = 0) throws {
        let kind: String? = row[first]
        let text: String? = row[first + 1]
        content = Content(kind: kind.flatMap(Content.Kind.init) ?? .text, text: text ?? "")
        content.attachments = try Self.decode([Attachment].self, row[first + 3]) ?? []
        content.template = try Self.decode(Content.TemplateUse.self, row[first + 4])
        content.location = try Self.decode(Content.Location.self, row[first + 5])
        content.payload = row[first + 6] as String? ?? ""
        content.replyTo = row[first + 7] as String? ?? ""
        content.options = try Self.decode([Content.Option].self, row[first + 13]) ?? []
        content.raw = row[first + 11] as String? ?? ""
        content.reaction = row[first + 8] as String? ?? ""
        content.isEdited = row[first + 9] as Bool? ?? false
        content.isDeleted = row[first + 10] as Bool? ?? false
        content.isErased = row[first + 14] as Bool? ?? false
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
        _ scribe: Scribe,
        _ id: Int64,
        _ content: Content,
        providerID: String
    ) throws {
        try scribe.run(
            "INSERT INTO content (id, kind, text, provider_id) VALUES (?, ?, ?, ?)",
            id,
            content.kind.rawValue,
            content.text,
            providerID
        )
        // Most messages are words and nothing else.
        if !content.isPlain { try update(scribe, id, content) }
    }

    /// Writes the changed words of a message.
    static func update(_ scribe: Scribe, _ id: Int64, _ content: Content) throws {
        let attachments = content.attachments.isEmpty ? nil : content.attachments
        try ContentFiles.put(scribe, id, content.attachments)
        let options = content.options.isEmpty ? nil : content.options
        try scribe.run(
            """
            UPDATE content SET kind = ?, text = ?, attachments = ?, template = ?,
                location = ?, payload = ?, reply_to = ?, options = ?, reaction = ?,
                is_edited = ?, is_deleted = ?, raw = ?
            WHERE id = ?
            """,
            content.kind.rawValue,
            content.text,
            try attachments.map { try JSONText.encode($0) },
            try content.template.map { try JSONText.encode($0) },
            try content.location.map { try JSONText.encode($0) },
            content.payload.nilIfEmpty,
            content.replyTo.nilIfEmpty,
            try options.map { try JSONText.encode($0) },
            content.reaction.nilIfEmpty,
            content.isEdited,
            content.isDeleted,
            content.raw.nilIfEmpty,
            id
        )
    }

    /// Writes the words of a note.
    static func insertNote(_ scribe: Scribe, _ note: Note) throws {
        try insert(
            scribe,
            note.id.value,
            Content(kind: .text, text: note.text),
            providerID: ""
        )
    }

    /// Notes what a provider told about a message: its id there, and what is wrong with it.
    static func note(_ scribe: Scribe, _ change: DeliveryChange) throws {
        if !change.providerID.isEmpty {
            try scribe.run(
                "UPDATE content SET provider_id = ? WHERE id = ?",
                change.providerID,
                change.message
            )
        }
        if let error = change.error {
            try scribe.run(
                "UPDATE content SET error_text = ? WHERE id = ?",
                error.text,
                change.message
            )
        }
    }

    private static func decode<Value: Decodable>(
        _ type: Value.Type,
        _ text: String?
    ) throws -> Value? {
        try text.map { try JSONText.decode(type, from: $0) }
    }
}

extension Content {
    /// Whether it is words and nothing else.
    fileprivate var isPlain: Bool {
        attachments.isEmpty && template == nil && location == nil && payload.isEmpty
            && replyTo.isEmpty && options.isEmpty && reaction.isEmpty && raw.isEmpty && !isEdited
            && !isDeleted
    }
}

extension String {
    /// The text, or nothing where there is none, which takes no room in a row.
    fileprivate var nilIfEmpty: String? { isEmpty ? nil : self }
}
