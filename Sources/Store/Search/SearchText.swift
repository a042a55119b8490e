/// Is what someone looks for, as the index is asked.
struct SearchText {
    private let words: [String]

    /// Reads what was typed: runs of letters and digits, at most 16.
    init(_ text: String) {
        words = text.split { !($0.isLetter || $0.isNumber) }.prefix(16).map(String.init)
    }

    /// Whether there is nothing to look for.
    var isEmpty: Bool { words.isEmpty }

    /// The query for rows that have every word, the last one perhaps unfinished.
    var query: String {
        words.map { "\"\($0)\"*" }.joined(separator: " ")
    }

    /// The query for one column.
    func query(in column: String) -> String {
        "{\(column)} : (\(query))"
    }
}
