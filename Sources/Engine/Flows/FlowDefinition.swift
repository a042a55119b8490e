/// Is what a flow does: blocks that lead to each other, and what holds in all of them.
///
/// Its JSON is documented by `templates/api/flow.schema.json`; ids of other things are written there
/// as their 13 letters.
public struct FlowDefinition: Sendable, Hashable, Codable {
    /// The id of the block that a session begins with.
    public var start: String

    /// The blocks by their ids.
    public var blocks: [String: FlowBlock]

    /// The words that leave the flow from anywhere.
    public var exits: FlowExits

    /// What happens when the contact stays silent.
    public var inactivity: FlowInactivity

    /// Creates a definition; one without blocks has problems.
    public init(
        start: String = "",
        blocks: [String: FlowBlock] = [:],
        exits: FlowExits = FlowExits(),
        inactivity: FlowInactivity = FlowInactivity()
    ) {
        self.start = start
        self.blocks = blocks
        self.exits = exits
        self.inactivity = inactivity
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case start
        case blocks
        case exits
        case inactivity
    }

    /// Reads a definition.
    ///
    /// - Throws: `DecodingError` that names a field which is missing, wrong or unknown.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.fields(CodingKeys.self)
        start = try fields.decode(String.self, forKey: .start)
        blocks = try fields.decode([String: FlowBlock].self, forKey: .blocks)
        exits = try fields.decodeIfPresent(FlowExits.self, forKey: .exits) ?? FlowExits()
        inactivity =
            try fields.decodeIfPresent(FlowInactivity.self, forKey: .inactivity)
            ?? FlowInactivity()
    }
}

/// Says with which words a contact leaves a flow; a message must say just one of them.
public struct FlowExits: Sendable, Hashable, Codable {
    /// The words that end the session, such as "sair".
    public var closeWords: [String]

    /// What is said then; may be empty.
    public var closeText: String

    /// The words that ask for a person, such as "atendente".
    public var teamWords: [String]

    /// The team that the session goes to then; `nil` for the channel's.
    public var team: ID<Team>?

    /// What is said then; may be empty.
    public var teamText: String

    /// Creates exits.
    public init(
        closeWords: [String] = ["sair"],
        closeText: String = "",
        teamWords: [String] = ["atendente"],
        team: ID<Team>? = nil,
        teamText: String = ""
    ) {
        self.closeWords = closeWords
        self.closeText = closeText
        self.teamWords = teamWords
        self.team = team
        self.teamText = teamText
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case closeWords
        case closeText
        case teamWords
        case team
        case teamText
    }

    /// Reads exits; missing words are the usual ones.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.fields(CodingKeys.self)
        self.init()
        closeWords = try fields.decodeIfPresent([String].self, forKey: .closeWords) ?? closeWords
        closeText = try fields.decodeIfPresent(String.self, forKey: .closeText) ?? ""
        teamWords = try fields.decodeIfPresent([String].self, forKey: .teamWords) ?? teamWords
        team = try fields.decodeLettersIfPresent(Team.self, forKey: .team)
        teamText = try fields.decodeIfPresent(String.self, forKey: .teamText) ?? ""
    }

    /// Writes the exits, the team as its letters.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(closeWords, forKey: .closeWords)
        try fields.encode(closeText, forKey: .closeText)
        try fields.encode(teamWords, forKey: .teamWords)
        try fields.encodeIfPresent(team?.description, forKey: .team)
        try fields.encode(teamText, forKey: .teamText)
    }
}

/// Says when a contact who is silent in a flow is warned and the session closed.
public struct FlowInactivity: Sendable, Hashable, Codable {
    /// After how many minutes of silence the contact is warned; 0 for never.
    public var warnMinutes: Int

    /// What is said then.
    public var warnText: String

    /// How many minutes after the warning the session is closed; 0 for never.
    ///
    /// Without a warning they count from the contact's silence.
    public var closeMinutes: Int

    /// What is said then; may be empty.
    public var closeText: String

    /// Creates a rule; by default nothing happens.
    public init(
        warnMinutes: Int = 0,
        warnText: String = "",
        closeMinutes: Int = 0,
        closeText: String = ""
    ) {
        self.warnMinutes = warnMinutes
        self.warnText = warnText
        self.closeMinutes = closeMinutes
        self.closeText = closeText
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case warnMinutes
        case warnText
        case closeMinutes
        case closeText
    }

    /// Reads a rule; what is missing does not happen.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.fields(CodingKeys.self)
        warnMinutes = try fields.decodeIfPresent(Int.self, forKey: .warnMinutes) ?? 0
        warnText = try fields.decodeIfPresent(String.self, forKey: .warnText) ?? ""
        closeMinutes = try fields.decodeIfPresent(Int.self, forKey: .closeMinutes) ?? 0
        closeText = try fields.decodeIfPresent(String.self, forKey: .closeText) ?? ""
    }
}
