import Engine
import GRDB

/// Reads and writes what the configuration has beside company, teams, people, channels and tags.
///
/// Each is one row with its JSON. What is removed keeps its row, because closed sessions still name
/// it.
enum SettingItem {
    /// Names a kind of item in the rows and in the journal; never renamed.
    enum Kind: String {
        case hours
        case flow
        case flowVersion = "flow-version"
        case canned
        case disposition
        case field
        case contactGroup = "contact-group"
        case pauseReason = "pause-reason"
        case permissionGroup = "permission-group"
    }

    /// Carries a change out; returns what it is about and its record.
    static func put(
        _ db: Database,
        _ configuration: Engine.Configuration,
        at now: Timestamp
    ) throws -> (subject: Int64?, record: ConfigurationRecord) {
        switch configuration {
        case .hours(let item): try put(db, .hours, item.id.value, item.slug, item)
        case .flow(let item): try put(db, .flow, item.id.value, item.slug, item)
        case .flowVersion(let item): try put(db, .flowVersion, item.id.value, "", item)
        case .canned(let item): try put(db, .canned, item.id.value, item.shortcut, item)
        case .disposition(let item): try put(db, .disposition, item.id.value, "", item)
        case .field(let item): try put(db, .field, item.id.value, item.slug, item)
        case .contactGroup(let item): try put(db, .contactGroup, item.id.value, item.slug, item)
        case .pauseReason(let item): try put(db, .pauseReason, item.id.value, "", item)
        case .permissionGroup(let item):
            try put(db, .permissionGroup, item.id.value, item.slug, item)
        case .remove(let item):
            try remove(db, item, at: now)
        default:
            preconditionFailure("`ConfigurationRows` writes every other change")
        }
    }

    /// Reads the items of a kind in the order of their coming, unless asked only those that were not
    /// removed.
    static func fetchAll<Value: Decodable>(
        _ db: Database,
        _ kind: Kind,
        as type: Value.Type = Value.self,
        withRemoved: Bool = false
    ) throws -> [Value] {
        try String.fetchAll(
            db,
            sql: """
                SELECT json FROM setting_item
                WHERE kind = ? AND (removed_at IS NULL OR \(withRemoved)) ORDER BY id
                """,
            arguments: [kind.rawValue]
        ).map { try JSONText.decode(type, from: $0) }
    }

    private static func put(
        _ db: Database,
        _ kind: Kind,
        _ id: Int64,
        _ slug: String,
        _ item: some Encodable
    ) throws -> (subject: Int64?, record: ConfigurationRecord) {
        try db.upsert(
            "setting_item",
            [
                ("id", id), ("kind", kind.rawValue), ("slug", slug),
                ("json", try JSONText.encode(item)),
            ]
        )
        return (id, try ConfigurationRows.record(kind.rawValue, item))
    }

    private static func remove(
        _ db: Database,
        _ item: Removable,
        at now: Timestamp
    ) throws -> (subject: Int64?, record: ConfigurationRecord) {
        let (kind, id) = item.place
        try db.execute(
            sql: "UPDATE setting_item SET removed_at = ? WHERE id = ?",
            arguments: [now.milliseconds, id]
        )
        return (id, ConfigurationRecord(kind: kind.rawValue, removed: true))
    }
}

extension Removable {
    /// The kind and number of the item; templates have a table of their own.
    fileprivate var place: (SettingItem.Kind, Int64) {
        switch self {
        case .hours(let id): (.hours, id.value)
        case .flow(let id): (.flow, id.value)
        case .canned(let id): (.canned, id.value)
        case .disposition(let id): (.disposition, id.value)
        case .field(let id): (.field, id.value)
        case .contactGroup(let id): (.contactGroup, id.value)
        case .pauseReason(let id): (.pauseReason, id.value)
        case .permissionGroup(let id): (.permissionGroup, id.value)
        case .template: preconditionFailure("a template is no setting item")
        }
    }
}
