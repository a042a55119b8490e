internal import Paper

/// The catalogue with quick answers about its keys.
struct Lexicon: Sendable {
    private let catalogue: Catalogue
    private let keys: [Language: Set<String>]

    init(_ catalogue: Catalogue) {
        self.catalogue = catalogue
        keys = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { ($0, Set(catalogue.keys(in: $0))) }
        )
    }

    func has(_ key: String, in language: Language) -> Bool {
        keys[language, default: []].contains(key)
    }

    func hasAnywhere(_ key: String) -> Bool { keys.values.contains { $0.contains(key) } }

    var allKeys: Set<String> { keys.values.reduce(into: []) { $0.formUnion($1) } }

    /// The text of a key, its arguments still in braces; the key itself when it has none.
    func text(_ key: String, in language: Language) -> String {
        catalogue.text(key, in: language)
    }

    /// Cuts a text into its literal parts and the names of its arguments.
    static func parts(of text: String) -> [Part] {
        var parts: [Part] = []
        var literal = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            let after = rest[rest.index(after: open)...]
            literal += rest[..<open]
            guard let close = after.firstIndex(of: "}"), isName(after[..<close]) else {
                literal += "{"
                rest = after
                continue
            }
            if !literal.isEmpty { parts.append(.literal(literal)) }
            literal = ""
            parts.append(.argument(String(after[..<close])))
            rest = after[after.index(after: close)...]
        }
        literal += rest
        if !literal.isEmpty { parts.append(.literal(literal)) }
        return parts
    }

    enum Part: Equatable {
        case literal(String)
        case argument(String)
    }

    private static func isName(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { $0 == 0x5F || ($0 & 0xDF) &- 0x41 < 26 || $0 &- 0x30 < 10 }
    }
}
