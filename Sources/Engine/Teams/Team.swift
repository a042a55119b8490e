/// Is a group of agents who share a queue.
public struct Team: Sendable, Hashable, Codable {
    /// The id.
    public internal(set) var id: ID<Team>

    /// The name in URLs and commands: lower-case letters, digits and dashes.
    public var slug: String

    /// The name that people see.
    public var name: String

    /// The wait in seconds within which a session should be answered (T of the service level).
    public var targetSeconds: Int64

    /// The fraction of sessions that should be answered within the target.
    public var goal: Double

    /// Waits shorter than this many seconds that end unanswered on live channels do not count.
    public var shortAbandonSeconds: Int64

    /// Whether abandoned waits count against the service level.
    public var countsAbandoned: Bool

    /// Whether it takes sessions.
    public var isActive: Bool

    /// How its queue works by itself.
    public var rules: TeamRules

    /// Creates a team.
    public init(
        id: ID<Team>,
        slug: String,
        name: String,
        targetSeconds: Int64 = 300,
        goal: Double = 0.8,
        shortAbandonSeconds: Int64 = 10,
        countsAbandoned: Bool = true,
        isActive: Bool = true,
        rules: TeamRules = TeamRules()
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.targetSeconds = targetSeconds
        self.goal = goal
        self.shortAbandonSeconds = shortAbandonSeconds
        self.countsAbandoned = countsAbandoned
        self.isActive = isActive
        self.rules = rules
    }
}
