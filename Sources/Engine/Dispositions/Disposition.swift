/// Is a node of the tree from which the classification of a session is chosen at its close.
public struct Disposition: Sendable, Hashable, Codable {
    /// The id.
    public internal(set) var id: ID<Disposition>

    /// The category it belongs to; `nil` at the top.
    public var parent: ID<Disposition>?

    /// The words.
    public var name: String

    /// The teams that may choose it; empty for all.
    ///
    /// What is below a category has its limits too.
    public var teams: [ID<Team>]

    /// Its place among those of the same category.
    public var position: Int

    /// Whether it can be chosen.
    public var isActive: Bool

    /// Creates a node.
    public init(
        id: ID<Disposition>,
        parent: ID<Disposition>? = nil,
        name: String,
        teams: [ID<Team>] = [],
        position: Int = 0,
        isActive: Bool = true
    ) {
        self.id = id
        self.parent = parent
        self.name = name
        self.teams = teams
        self.position = position
        self.isActive = isActive
    }
}
