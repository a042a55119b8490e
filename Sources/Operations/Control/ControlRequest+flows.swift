public import Engine

/// Asks about flows.
public enum FlowRequest: Sendable, Hashable, Codable {
    /// Lists the flows.
    case list
    /// Gives the definition of a flow's draft as JSON.
    case export(slug: String)
    /// Makes a definition the draft of a flow, which is added when there is none of that slug.
    case store(slug: String, name: String?, definition: String)
    /// Makes a flow's draft the version that new sessions begin with.
    case publish(slug: String)
    /// Says what keeps a definition from being published.
    case validate(definition: String)
}

/// Is a flow in a list.
public struct FlowLine: Sendable, Hashable, Codable {
    /// The id.
    public var id: String
    /// The name in URLs and commands.
    public var slug: String
    /// The name.
    public var name: String
    /// The count of the version that new sessions begin with; 0 until one is published.
    public var version: Int
    /// Whether the draft is another than that version.
    public var hasDraft: Bool
    /// What keeps the draft from being published.
    public var problems: [FlowProblem]
}
