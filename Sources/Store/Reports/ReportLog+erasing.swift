import Engine
import GRDB

extension ReportLog {
    /// Empties the titles and parameters of reports that were about a contact or name it; for whoever
    /// erases the contact, before its identities are gone.
    ///
    /// It is for all that was merged into one. That such a report was made stays, with its hash: when,
    /// by whom, of which kind.
    static func eraseWords(about contact: ID<Contact>, _ db: Database) throws {
        let root = try ContactRow.root(db, of: contact)
        let family = try ContactRow.family(db, of: root).union([contact])
        let names = try family.compactMap { try ContactRow.fetch(db, $0) }
            .filter { $0.erasedAt == nil }.flatMap(Self.names)
        let isNamed = names.map { _ in
            " OR instr(lower(title || ' ' || parameters), lower(?)) > 0"
        }
        try db.execute(
            sql: """
                UPDATE report_words SET title = '', parameters = '{}'
                WHERE (title <> '' OR parameters <> '{}')
                    AND (contact IN (\(sqlList(family)))\(isNamed.joined()))
                """,
            arguments: StatementArguments(names)
        )
    }

    /// The contact that parameters name: by itself, or by one of its sessions.
    static func contact(in json: String, _ db: Database) throws -> ID<Contact>? {
        do {
            let parameters = try ReportParameters(json)
            if let contact = try parameters.contact(db) { return contact }
            let session = try SessionRow.fetch(db, try parameters.session(db))
            return try session.map { try ContactRow.root(db, of: $0.session.contact) }
        } catch is ReportDataError {
            return nil
        }
    }

    // What is short, or one word of many people, would empty the words of others.
    private static func names(of contact: Contact) -> [String] {
        contact.identities.map(\.value).filter { $0.utf8.count >= 6 }
            + [contact.name].filter { $0.contains(" ") }
    }
}
