public import Engine
import Foundation
import GRDB

extension Library: ContactReader {
    /// Reads a contact.
    public func contact(_ id: ID<Contact>) async throws -> Contact? {
        try await readers.read { try ContactRow.fetch($0, id) }
    }

    /// The contacts that were merged into one, directly or by another, oldest first.
    public func merged(into contact: ID<Contact>) async throws -> [Contact] {
        try await readers.read { db in
            try ContactRow.family(db, of: contact).sorted()
                .filter { $0 != contact }
                .compactMap { try ContactRow.fetch(db, $0) }
        }
    }

    /// Finds contacts by a part of name, phone or address, accents and case ignored, newest first.
    ///
    /// Words match from their beginning; digits also from any place of a phone. Of those who were
    /// erased there is nothing to find.
    public func contacts(
        matching text: String,
        after cursor: ID<Contact>?,
        limit: Int
    ) async throws -> [Contact] {
        let search = SearchText(text)
        let digits = text.filter(\.isNumber)
        var condition = "id < ? AND erased_at IS NULL"
        var arguments: [any DatabaseValueConvertible & Sendable] = [cursor?.value ?? Int64.max]
        if !search.isEmpty {
            condition +=
                " AND (id IN (SELECT rowid FROM search_contact WHERE search_contact MATCH ?)"
            arguments.append(search.query)
            if digits.count >= 4, !text.contains(where: \.isLetter) {
                condition += """
                     OR id IN (SELECT contact FROM contact_identity
                        WHERE kind = 'phone' AND value LIKE ?)
                    """
                arguments.append("%\(digits)%")
            }
            condition += ")"
        }
        let request = SQLRequest<Int64>(
            sql: "SELECT id FROM contact WHERE \(condition) ORDER BY id DESC LIMIT \(limit)",
            arguments: StatementArguments(arguments)
        )
        return try await readers.read { db in
            try request.fetchAll(db).compactMap { try ContactRow.fetch(db, ID($0)) }
        }
    }
}
