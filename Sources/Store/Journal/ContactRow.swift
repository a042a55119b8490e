import Engine
import GRDB

/// Reads and writes contacts, which can be erased.
enum ContactRow {
    /// Adds or replaces a contact with its identities.
    static func put(_ scribe: Scribe, _ contact: Contact) throws {
        try scribe.run(
            """
            INSERT INTO contact (id, name, is_name_confirmed, note, groups, fields,
                refuses_outbound, merged_into, erased_at, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                is_name_confirmed = excluded.is_name_confirmed, note = excluded.note,
                groups = excluded.groups, fields = excluded.fields,
                refuses_outbound = excluded.refuses_outbound, merged_into = excluded.merged_into,
                erased_at = excluded.erased_at
            """,
            contact.id,
            contact.name,
            contact.isNameConfirmed,
            contact.note,
            JSONText.encode(ids: contact.groups),
            try fields(contact),
            contact.refusesOutbound,
            contact.mergedInto,
            contact.erasedAt,
            contact.createdAt
        )
        let known = try identities(scribe, contact.id)
        guard known != contact.identities else { return }
        if !known.isEmpty {
            try scribe.run("DELETE FROM contact_identity WHERE contact = ?", contact.id)
        }
        for (position, identity) in contact.identities.enumerated() {
            try scribe.run(
                """
                INSERT OR IGNORE INTO contact_identity (contact, position, kind, scope, value)
                VALUES (?, ?, ?, ?, ?)
                """,
                contact.id,
                position,
                identity.kind.rawValue,
                identity.scope,
                identity.value
            )
        }
    }

    /// Says into which contact one was merged; `nil` for none.
    static func merge(
        _ scribe: Scribe,
        _ contact: ID<Contact>,
        into kept: ID<Contact>?
    ) throws {
        try scribe.run("UPDATE contact SET merged_into = ? WHERE id = ?", kept, contact)
    }

    /// Reads a contact.
    static func fetch(_ scribe: Scribe, _ id: ID<Contact>) throws -> Contact? {
        try fetch(scribe.db, id)
    }

    /// Reads a contact.
    static func fetch(_ db: Database, _ id: ID<Contact>) throws -> Contact? {
        let select = try db.cachedStatement(
            sql: """
                SELECT name, is_name_confirmed, note, groups, fields, refuses_outbound,
                    merged_into, erased_at, created_at
                FROM contact WHERE id = ?
                """
        )
        guard let row = try Row.fetchOne(select, arguments: [id.value]) else { return nil }
        return Contact(
            id: id,
            name: row[0],
            isNameConfirmed: row[1],
            identities: try identities(db, id),
            note: row[2],
            groups: JSONText.ids(row[3]),
            fields: try fields(row[4]),
            refusesOutbound: row[5],
            mergedInto: ID(column: row[6]),
            erasedAt: Timestamp(row[7]),
            createdAt: Timestamp(milliseconds: row[8])
        )
    }

    /// Reads a contact's name; empty for nobody.
    static func name(_ db: Database, _ id: Int64) throws -> String {
        let select = try db.cachedStatement(sql: "SELECT name FROM contact WHERE id = ?")
        return try String.fetchOne(select, arguments: [id]) ?? ""
    }

    /// Reads a contact's groups; none of nobody.
    static func groups(_ db: Database, _ id: Int64) throws -> [ID<ContactGroup>] {
        let select = try db.cachedStatement(sql: "SELECT groups FROM contact WHERE id = ?")
        return JSONText.ids(try String.fetchOne(select, arguments: [id]) ?? "")
    }

    /// Reads what is known of a contact in the company's fields; nothing of nobody.
    static func fields(_ db: Database, _ id: Int64) throws -> [ID<ContactField>: String] {
        let select = try db.cachedStatement(sql: "SELECT fields FROM contact WHERE id = ?")
        return try fields(String.fetchOne(select, arguments: [id]))
    }

    /// Reads the column of fields.
    static func fields(_ column: String?) throws -> [ID<ContactField>: String] {
        guard let column else { return [:] }
        let named = try JSONText.decode([String: String].self, from: column)
        return Dictionary(
            named.compactMap { key, value in Int64(key).map { (ID($0), value) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Finds whoever was the first to be known by an identity.
    static func owner(_ scribe: Scribe, of identity: ContactIdentity) throws -> ID<Contact>? {
        try scribe.first(
            """
            SELECT contact FROM contact_identity WHERE kind = ? AND scope = ? AND value = ?
            ORDER BY contact LIMIT 1
            """,
            identity.kind.rawValue,
            identity.scope,
            identity.value
        ) { ID($0[0]) }
    }

    /// Finds the contact that stands for one, which is that one where it was merged into none.
    static func root(_ db: Database, of id: ID<Contact>) throws -> ID<Contact> {
        let select = try db.cachedStatement(
            sql: """
                WITH RECURSIVE chain (id, next) AS (
                    SELECT id, merged_into FROM contact WHERE id = ? UNION
                    SELECT contact.id, contact.merged_into FROM contact JOIN chain
                        ON contact.id = next)
                SELECT id FROM chain WHERE next IS NULL
                """
        )
        return ID(column: try Int64.fetchOne(select, arguments: [id.value])) ?? id
    }

    /// Reads a contact and all that were merged into it, however often.
    static func family(_ db: Database, of id: ID<Contact>) throws -> Set<ID<Contact>> {
        let select = try db.cachedStatement(sql: "\(family) SELECT id FROM family")
        return Set(try Int64.fetchAll(select, arguments: [id.value]).map { ID($0) })
    }

    /// Names `family`: a contact, the one argument, and all that were merged into it.
    static let family = """
        WITH RECURSIVE family (id) AS (
            VALUES (?) UNION
            SELECT contact.id FROM contact JOIN family ON contact.merged_into = family.id
        )
        """

    private static func fields(_ contact: Contact) throws -> String? {
        guard !contact.fields.isEmpty else { return nil }
        let named = contact.fields.map { (String($0.key.value), $0.value) }
        return try JSONText.encode(Dictionary(named, uniquingKeysWith: { first, _ in first }))
    }

    private static func identities(
        _ scribe: Scribe,
        _ id: ID<Contact>
    ) throws -> [ContactIdentity] {
        try scribe.all(
            """
            SELECT kind, scope, value FROM contact_identity WHERE contact = ?
            ORDER BY position
            """,
            id
        ) { identity(kind: $0[0], scope: $0[1], value: $0[2]) }
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
            identity(kind: row[0], scope: row[1], value: row[2])
        }
    }

    private static func identity(kind: String, scope: String, value: String) -> ContactIdentity {
        ContactIdentity(
            kind: ContactIdentity.Kind(rawValue: kind) ?? .account,
            scope: scope,
            value: value
        )
    }
}
