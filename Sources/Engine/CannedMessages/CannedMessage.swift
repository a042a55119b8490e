/// Is a text of the company's own that agents put into the composer by its shortcut.
public struct CannedMessage: Sendable, Hashable, Codable {
    /// The id.
    public internal(set) var id: ID<CannedMessage>

    /// What is typed after `/`: lower-case letters, digits and dashes.
    public var shortcut: String

    /// What it is about.
    public var title: String

    /// The text, with placeholders.
    public var text: String

    /// The teams that have it; empty for all.
    public var teams: [ID<Team>]

    /// Creates a canned message.
    public init(
        id: ID<CannedMessage>,
        shortcut: String,
        title: String,
        text: String,
        teams: [ID<Team>] = []
    ) {
        self.id = id
        self.shortcut = shortcut
        self.title = title
        self.text = text
        self.teams = teams
    }
}
