/// Hands the session to a team's queue: the flow ends.
public struct FlowHandOver: Sendable, Hashable, Codable {
    /// The team; `nil` for the channel's.
    public var team: ID<Team>?

    /// What is said before, with placeholders; may be empty.
    public var text: String

    /// Creates a hand-over.
    public init(team: ID<Team>? = nil, text: String = "") {
        self.team = team
        self.text = text
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind
        case team
        case text
    }

    /// Reads a hand-over.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.fields(CodingKeys.self)
        team = try fields.decodeLettersIfPresent(Team.self, forKey: .team)
        text = try fields.decodeIfPresent(String.self, forKey: .text) ?? ""
    }

    /// Writes a hand-over, the team as its letters.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeIfPresent(team?.description, forKey: .team)
        try fields.encode(text, forKey: .text)
    }
}

/// Closes the session: the flow ends.
public struct FlowClose: Sendable, Hashable, Codable {
    /// How the session ended.
    public var outcome: Outcome

    /// What is said before, with placeholders; may be empty.
    public var text: String

    /// Creates a close.
    public init(outcome: Outcome = .success, text: String = "") {
        self.outcome = outcome
        self.text = text
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case kind
        case outcome
        case text
    }

    /// Reads a close.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.fields(CodingKeys.self)
        outcome = try fields.decode(Outcome.self, forKey: .outcome)
        text = try fields.decodeIfPresent(String.self, forKey: .text) ?? ""
    }

    /// Writes a close.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(outcome, forKey: .outcome)
        try fields.encode(text, forKey: .text)
    }
}
