import GRDB

/// Is what someone looks for, as the index is asked.
struct SearchText: Sendable {
    private let words: [String]

    /// Reads what was typed: runs of letters and digits, at most 16.
    init(_ text: String) {
        words = text.split { !($0.isLetter || $0.isNumber) }.prefix(16).map(String.init)
    }

    /// Whether there is nothing to look for.
    var isEmpty: Bool { words.isEmpty }

    /// The query for rows that have every word, each perhaps unfinished.
    var query: String {
        words.map { "\"\($0)\"*" }.joined(separator: " ")
    }

    /// The query for rows that have every word in some columns, as it is or perhaps unfinished.
    func query(in columns: String, areUnfinished: Bool) -> String {
        let sign = areUnfinished ? "*" : ""
        return words.map { "{\(columns)} : \"\($0)\"\(sign)" }.joined(separator: " AND ")
    }
}

/// Is a search among sessions, with who may see what.
struct SearchQuery: Sendable {
    let text: SearchText
    let hidesIdentities: Bool
    /// The tokens of which a row must have one of each list.
    let tokens: [[String]]

    /// The question to the index.
    ///
    /// Whole words are looked for first, since their rows are read one by one, newest first; only
    /// where nothing has them are they taken for beginnings.
    func match(_ db: Database) throws -> String {
        let whole = query(areUnfinished: false)
        let select = try db.cachedStatement(
            sql: "SELECT 1 FROM search_session WHERE search_session MATCH ? LIMIT 1"
        )
        guard try Int.fetchOne(select, arguments: [whole]) == nil else { return whole }
        return query(areUnfinished: true)
    }

    private func query(areUnfinished: Bool) -> String {
        let columns = hidesIdentities ? "words names" : "words names identities"
        let lists = tokens.filter { !$0.isEmpty }.map { list in
            "{scope} : (" + list.joined(separator: " OR ") + ")"
        }
        let words = text.query(in: columns, areUnfinished: areUnfinished)
        return (["(\(words))"] + lists).joined(separator: " AND ")
    }
}
