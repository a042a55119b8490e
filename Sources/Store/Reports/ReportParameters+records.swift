import Engine
import GRDB

extension ReportParameters {
    /// Reads yes or no; `nil` when it is not said.
    func truth(_ name: String) throws(ReportDataError) -> Bool? {
        switch try text(name) {
        case nil: return nil
        case "true", "1", "yes": return true
        case "false", "0", "no": return false
        default: throw bad(name, "it is neither true nor false")
        }
    }

    /// Reads words, each one of a few.
    func choices<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        of type: Choice.Type
    ) throws(ReportDataError) -> [Choice] where Choice.RawValue == String {
        var choices: [Choice] = []
        for text in try texts(name) {
            guard let choice = Choice(rawValue: text) else {
                let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
                throw bad(name, "\(text) is none of \(all)")
            }
            choices.append(choice)
        }
        return choices
    }

    /// Reads the contact that a dataset is about, `nil` when there is none: an id, a phone or e-mail
    /// address, or the protocol number of a session; the one that stands for all that were merged.
    func contact(_ db: Database) throws -> ID<Contact>? {
        guard let text = try text("contact") else { return nil }
        guard let found = try Self.contact(text, db) else { throw ReportDataError.notFound }
        return try ContactRow.root(db, of: found)
    }

    private static func contact(_ text: String, _ db: Database) throws -> ID<Contact>? {
        // A Brazilian mobile number has as many digits as an id has letters.
        if let id = ID<Contact>(text),
            try Int64.fetchOne(
                db,
                sql: "SELECT id FROM contact WHERE id = ?",
                arguments: [id.value]
            ) != nil
        {
            return id
        }
        if let number = ProtocolNumber(text) {
            let sql = """
                SELECT contact FROM session WHERE protocol_day = ? AND protocol_sequence = ?
                """
            let arguments: StatementArguments = [number.day, number.sequence]
            return ID(column: try Int64.fetchOne(db, sql: sql, arguments: arguments))
        }
        let isMail = text.contains("@")
        let value = isMail ? text.lowercased() : text.filter(\.isNumber)
        guard !value.isEmpty else { return nil }
        return ID(
            column: try Int64.fetchOne(
                db,
                sql: """
                    SELECT contact FROM contact_identity WHERE kind = ? AND scope = '' AND value = ?
                    ORDER BY contact LIMIT 1
                    """,
                arguments: [isMail ? "email" : "phone", value]
            )
        )
    }
}
