public import Foundation

/// Holds the words of screens and documents, by language and key.
///
/// A catalogue is read from a folder with one JSON object for each language, named by its tag
/// (`pt-BR.json`, `en.json`): keys are dotted names, values are texts in which `{name}` stands for
/// an argument. A text that depends on a count has one key for each form, `key.one` and
/// `key.other`. A key that a language lacks is looked up in Portuguese, which has every key.
public struct Catalogue: Sendable {
    private var texts: [Language: [String: String]]

    /// Creates a catalogue from texts in memory.
    public init(_ texts: [Language: [String: String]] = [:]) {
        self.texts = texts
    }

    /// Reads every language file of a folder.
    ///
    /// - Throws: `CatalogueError`, which names the file and what is wrong in it.
    public init(folder: URL) throws {
        var texts: [Language: [String: String]] = [:]
        for language in Language.allCases {
            let file = folder.appending(path: "\(language.rawValue).json")
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            do {
                texts[language] = try JSONDecoder().decode(
                    [String: String].self,
                    from: Data(contentsOf: file)
                )
            } catch {
                throw CatalogueError(file: file.path, reason: String(describing: error))
            }
        }
        self.texts = texts
    }

    /// All texts, by language and key.
    public var all: [Language: [String: String]] { texts }

    /// Adds the texts of another catalogue, whose words win where both have a key.
    public func merging(_ other: Catalogue) -> Catalogue {
        Catalogue(
            texts.merging(other.texts) { mine, theirs in mine.merging(theirs) { _, new in new } }
        )
    }

    /// Tells whether a key has a text in any language.
    public func has(_ key: String) -> Bool {
        texts.values.contains { $0[key] != nil }
    }

    /// All keys that a language has, sorted.
    public func keys(in language: Language) -> [String] {
        texts[language, default: [:]].keys.sorted()
    }

    /// Writes the text of a key, its `{name}` parts replaced by the arguments.
    ///
    /// An unknown key gives the key itself, so that a gap is seen and not hidden.
    public func text(
        _ key: String,
        in language: Language,
        _ arguments: [String: String] = [:]
    ) -> String {
        let found = texts[language]?[key] ?? texts[.portuguese]?[key] ?? texts[.english]?[key]
        guard let found else { return key }
        return arguments.isEmpty ? found : Self.fill(found, arguments)
    }

    /// Writes the form of a key that fits a count, which is also the argument `{count}`.
    public func text(
        _ key: String,
        count: Int,
        in language: Language,
        _ arguments: [String: String] = [:]
    ) -> String {
        var arguments = arguments
        arguments["count"] = arguments["count"] ?? String(count)
        return text(key + (count == 1 ? ".one" : ".other"), in: language, arguments)
    }

    private static func fill(_ text: String, _ arguments: [String: String]) -> String {
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            filled += rest[..<open]
            let after = rest[rest.index(after: open)...]
            guard let close = after.firstIndex(of: "}"),
                let value = arguments[String(after[..<close])]
            else {
                filled += "{"
                rest = after
                continue
            }
            filled += value
            rest = after[after.index(after: close)...]
        }
        return filled + rest
    }
}

/// Says which file of a catalogue cannot be read, and why.
public struct CatalogueError: Error, CustomStringConvertible {
    /// The path of the file.
    public let file: String

    /// What is wrong in it.
    public let reason: String

    /// One line for people.
    public var description: String { "\(file): not a JSON object of texts: \(reason)" }
}
