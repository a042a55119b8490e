/// Names a language that screens and documents are written in.
public enum Language: String, Sendable, Hashable, Codable, CaseIterable {
    /// Brazilian Portuguese, the default.
    case portuguese = "pt-BR"

    /// English.
    case english = "en"

    /// Finds the language that serves a BCP 47 tag best, such as `pt-PT` or `en-US`.
    ///
    /// Returns `nil` when the catalogue has no language of that family.
    public init?(tag: String) {
        let family = tag.lowercased().prefix { $0 != "-" && $0 != "_" }
        switch family {
        case "pt": self = .portuguese
        case "en": self = .english
        default: return nil
        }
    }
}
