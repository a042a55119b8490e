import Engine
import GRDB

/// Reads and writes contacts, which can be erased.
enum ContactRow {
    /// Adds or replaces a contact with its identities.
    static func put(_ db: Database, _ contact: Contact) throws {
        let put = try db.cachedStatement(
            sql: """
                INSERT INTO contact (id, name, is_name_confirmed, note, created_at)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                    is_name_confirmed = excluded.is_name_confirmed, note = excluded.note
                """
        )
        try put.execute(arguments: [
            contact.id.value, contact.name, contact.isNameConfirmed, contact.note,
            contact.createdAt.milliseconds,
        ])
        guard try identities(db, contact.id) != contact.identities else { return }
        let clear = try db.cachedStatement(sql: "DELETE FROM contact_identity WHERE contact = ?")
        try clear.execute(arguments: [contact.id.value])
        let add = try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO contact_identity (contact, position, kind, scope, value)
                VALUES (?, ?, ?, ?, ?)
                """
        )
        for (position, identity) in contact.identities.enumerated() {
            try add.execute(arguments: [
                contact.id.value, position, identity.kind.rawValue, identity.scope,
                identity.value,
            ])
        }
    }

    /// Reads a contact.
    static func fetch(_ db: Database, _ id: ID<Contact>) throws -> Contact? {
        let select = try db.cachedStatement(
            sql: "SELECT name, is_name_confirmed, note, created_at FROM contact WHERE id = ?"
        )
        guard let row = try Row.fetchOne(select, arguments: [id.value]) else { return nil }
        return Contact(
            id: id,
            name: row[0],
            isNameConfirmed: row[1],
            identities: try identities(db, id),
            note: row[2],
            createdAt: Timestamp(milliseconds: row[3])
        )
    }

    /// Reads a contact's name; empty for nobody.
    static func name(_ db: Database, _ id: Int64) throws -> String {
        let select = try db.cachedStatement(sql: "SELECT name FROM contact WHERE id = ?")
        return try String.fetchOne(select, arguments: [id]) ?? ""
    }

    /// Finds whoever was the first to be known by an identity.
    static func owner(_ db: Database, of identity: ContactIdentity) throws -> ID<Contact>? {
        let select = try db.cachedStatement(
            sql: """
                SELECT contact FROM contact_identity WHERE kind = ? AND scope = ? AND value = ?
                ORDER BY contact LIMIT 1
                """
        )
        return ID(
            column: try Int64.fetchOne(
                select,
                arguments: [identity.kind.rawValue, identity.scope, identity.value]
            )
        )
    }

    private static func identities(
        _ db: Database,
        _ id: ID<Contact>
    ) throws -> [ContactIdentity] {
        let select = try db.cachedStatement(
            sql: """
                SELECT kind, scope, value FROM contact_identity WHERE contact = ?
                ORDER BY position
                """
        )
        return try Row.fetchAll(select, arguments: [id.value]).map { row in
            ContactIdentity(
                kind: ContactIdentity.Kind(rawValue: row[0]) ?? .account,
                scope: row[1],
                value: row[2]
            )
        }
    }
}
