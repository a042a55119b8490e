/// Says how a team's queue works by itself.
public struct TeamRules: Sendable, Hashable, Codable {
    /// Who gets a waiting session.
    public var distribution = Distribution.everyone

    /// How long a session is kept for one agent before it returns to the team, in seconds; 0 keeps
    /// it until the agent pauses or leaves.
    public var reservationSeconds: Int64 = 120

    /// When the team works; `nil` for always.
    public var hours: ID<BusinessHours>?

    /// What becomes of a session that enters the queue outside these hours.
    public var outOfHours = OutOfHours.wait

    /// Where waiting sessions go when nobody is there, or when they wait too long.
    public var overflow = OverflowRules()

    /// What happens when one side stays silent.
    public var inactivity = InactivityRules()

    /// For how long after the close a message of the contact opens the session again, in seconds;
    /// 0 for never.
    public var reopenSeconds: Int64 = 0

    /// The same on deferred channels such as e-mail.
    public var deferredReopenSeconds: Int64 = 5 * 86_400

    /// Whether an agent must choose a disposition at the close.
    public var requiresDisposition = false

    /// Whether the contact is asked for a rating after an agent's close.
    public var asksRating = false

    /// What the team's agents see of what came before.
    public var historyVisibility = HistoryVisibility.team

    /// The team's own automatic messages; those not here are the company's.
    public var texts: [AutomaticText: String] = [:]

    /// Creates the rules of a team that nobody configured.
    public init() {}
}

/// Says who gets a session that waits for a team.
public enum Distribution: String, Sendable, Hashable, Codable, CaseIterable {
    /// Everyone sees it; the first to take it has it.
    case everyone
    /// It is kept for the available agent with the fewest open sessions.
    case fewestOpen
    /// It is kept for the available agents in turn.
    case roundRobin
    /// It is kept for the agent tied to the contact's group; without one, everyone sees it.
    case portfolio
}

/// Says what becomes of a session that enters a queue outside the team's hours.
public enum OutOfHours: Sendable, Hashable, Codable {
    /// It waits until somebody comes.
    case wait
    /// It goes to another team.
    case overflow(to: ID<Team>)
    /// It is closed as lost, after the automatic message.
    case close
}

/// Says where waiting sessions of a team go by themselves.
public struct OverflowRules: Sendable, Hashable, Codable {
    /// Where they go when all agents are offline or paused; `nil` for nowhere.
    public var unavailable: ID<Team>?

    /// For how long that must be so without a break, in seconds.
    public var unavailableSeconds: Int64 = 60

    /// Where they go when they wait too long; `nil` for nowhere.
    public var waitLimit: ID<Team>?

    /// How long is too long, in seconds; 0 for no limit.
    public var waitLimitSeconds: Int64 = 0

    /// Creates rules that move nothing.
    public init() {}
}

/// Says what happens when one side of a session stays silent; 0 seconds for never.
public struct InactivityRules: Sendable, Hashable, Codable {
    /// After how long a contact who owes an answer is warned.
    public var warnSeconds: Int64 = 0

    /// How long after the warning the session is closed.
    public var closeSeconds: Int64 = 0

    /// After how long a session whose agent owes an answer goes back to the queue.
    public var requeueSilentSeconds: Int64 = 0

    /// Whether such a session is closed instead.
    public var closesUnanswered = false

    /// After how long a session whose agent is offline goes back to the queue.
    public var requeueOfflineSeconds: Int64 = 0

    /// After how long a wait is given up: the session is closed as lost.
    public var queueLimitSeconds: Int64 = 0

    /// Creates rules under which nothing happens.
    public init() {}
}

/// Says what an agent sees of a contact's closed sessions.
public enum HistoryVisibility: String, Sendable, Hashable, Codable, CaseIterable {
    /// None at all.
    case none
    /// The session at hand alone.
    case currentSession
    /// Those of the agent's teams.
    case team
    /// All.
    case all
}
