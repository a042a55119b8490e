/// Says which words agents may not write, and which messages of contacts begin no session.
///
/// An entry of one word matches as a whole word anywhere in a message. An entry of several words
/// matches only when the whole message says it. Case, accents and punctuation do not count.
public struct WordFilter: Sendable, Hashable, Codable {
    /// What an agent's text may not contain.
    public var blocked: [String] {
        didSet { blockedForms = EntryForms(blocked) }
    }

    /// What begins no session, such as "obrigado".
    public var ignored: [String] {
        didSet { ignoredForms = EntryForms(ignored) }
    }

    /// The longest message, in characters, that `ignored` can keep from beginning a session; `nil`
    /// for no limit.
    public var maximumIgnoredLength: Int?

    private var blockedForms: EntryForms
    private var ignoredForms: EntryForms

    /// Creates a filter; without entries nothing matches.
    public init(
        blocked: [String] = [],
        ignored: [String] = [],
        maximumIgnoredLength: Int? = nil
    ) {
        self.blocked = blocked
        self.ignored = ignored
        self.maximumIgnoredLength = maximumIgnoredLength
        blockedForms = EntryForms(blocked)
        ignoredForms = EntryForms(ignored)
    }

    /// The blocked entry that a text contains, as it was configured; `nil` when it has none.
    public func blockedWord(in text: String) -> String? {
        blockedForms.match(text).map { blocked[$0] }
    }

    /// Tells whether a message begins no session: its words say so, and no file came with them.
    public func startsNoSession(_ content: Content) -> Bool {
        guard !ignoredForms.isEmpty, content.attachments.isEmpty,
            content.kind == .text || content.kind == .choice
        else { return false }
        if let maximum = maximumIgnoredLength, content.text.trimmed.count > maximum {
            return false
        }
        return ignoredForms.match(content.text) != nil
    }

    private enum CodingKeys: String, CodingKey {
        case blocked
        case ignored
        case maximumIgnoredLength
    }

    /// Reads the lists; those that are missing are empty.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            blocked: try fields.decodeIfPresent([String].self, forKey: .blocked) ?? [],
            ignored: try fields.decodeIfPresent([String].self, forKey: .ignored) ?? [],
            maximumIgnoredLength: try fields.decodeIfPresent(
                Int.self,
                forKey: .maximumIgnoredLength
            )
        )
    }

    /// Writes the lists as they were configured.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(blocked, forKey: .blocked)
        try fields.encode(ignored, forKey: .ignored)
        try fields.encodeIfPresent(maximumIgnoredLength, forKey: .maximumIgnoredLength)
    }

    /// Compares the lists as they were configured.
    public static func == (left: WordFilter, right: WordFilter) -> Bool {
        left.blocked == right.blocked && left.ignored == right.ignored
            && left.maximumIgnoredLength == right.maximumIgnoredLength
    }

    /// Hashes the lists as they were configured.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(blocked)
        hasher.combine(ignored)
        hasher.combine(maximumIgnoredLength)
    }
}
