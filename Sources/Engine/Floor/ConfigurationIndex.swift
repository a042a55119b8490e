internal import OrderedCollections

/// Holds what rules ask of the configuration at every turn, in forms that are quick to read.
///
/// It follows from teams, agents and channels alone and is made anew when one of them changes.
struct ConfigurationIndex: Sendable {
    /// The people who serve each team, in the order they were added; those who left are not in it.
    private(set) var crews: [ID<Team>: [Member]] = [:]

    /// The teams that each of them serves.
    private(set) var teams: [ID<Agent>: [ID<Team>]] = [:]

    /// What each team's rules say about time.
    private(set) var clocks: [ID<Team>: TeamClock] = [:]

    /// The teams whose sessions are kept for agents.
    private(set) var distributing: Set<ID<Team>> = []

    /// The teams that hand on what waits for them when nobody is there, or that have nobody at all.
    private(set) var yielding: [ID<Team>] = []

    /// What each version of a flow says about time.
    private(set) var flowClocks: [ID<FlowVersion>: FlowClock] = [:]

    /// The channels whose sessions take but a share of a place.
    private(set) var deferred: Set<ID<Channel>> = []

    /// How many sessions of such channels make up one of another.
    private(set) var share = 1

    /// Whether any team has hours.
    private(set) var hasHours = false

    /// Whether anything is ever said by itself, beside what flows say.
    private(set) var hasTexts = false

    /// Is someone who serves a team.
    struct Member: Sendable {
        let agent: ID<Agent>
        let limit: Int
        let groups: [ID<ContactGroup>]
    }

    /// Creates the index of an empty company.
    init() {}

    /// Creates the index of a floor's configuration.
    init(of floor: borrowing Floor) {
        share = max(1, floor.company.rules.deferredLoadShare)
        hasTexts = !floor.company.rules.texts.isEmpty
        for agent in floor.agents.values where agent.isActive {
            let member = Member(
                agent: agent.id,
                limit: agent.sessionLimit,
                groups: agent.contactGroups
            )
            for team in agent.teams { crews[team, default: []].append(member) }
            teams[agent.id] = agent.teams
        }
        for team in floor.teams.values {
            clocks[team.id] = TeamClock(team.rules)
            if team.rules.hours != nil { hasHours = true }
            if !team.rules.texts.isEmpty { hasTexts = true }
            if team.rules.distribution != .everyone { distributing.insert(team.id) }
            let hasNobody = crews[team.id] == nil
            if hasNobody || team.rules.overflow.unavailable != nil { yielding.append(team.id) }
        }
        for version in floor.flowVersions.values {
            flowClocks[version.id] = FlowClock(version.definition.inactivity)
        }
        for channel in floor.channels.values where channel.capabilities.rhythm == .deferred {
            deferred.insert(channel.id)
        }
    }
}

/// Is what a team's rules say about time, in milliseconds; 0 where nothing happens.
struct TeamClock: Sendable {
    let reservation: Int64
    let waitLimit: Int64
    let queueLimit: Int64
    let warning: Int64
    let closing: Int64
    let requeueSilent: Int64
    let requeueOffline: Int64
    let closesUnanswered: Bool

    /// Creates the clock of a team's rules.
    init(_ rules: TeamRules) {
        reservation = rules.reservationSeconds * 1_000
        waitLimit = rules.overflow.waitLimit == nil ? 0 : rules.overflow.waitLimitSeconds * 1_000
        queueLimit = rules.inactivity.queueLimitSeconds * 1_000
        warning = rules.inactivity.warnSeconds * 1_000
        closing = rules.inactivity.closeSeconds * 1_000
        requeueSilent = rules.inactivity.requeueSilentSeconds * 1_000
        requeueOffline = rules.inactivity.requeueOfflineSeconds * 1_000
        closesUnanswered = rules.inactivity.closesUnanswered
    }
}

/// Is what a flow says about a silent contact, in milliseconds; 0 where nothing happens.
struct FlowClock: Sendable {
    let warning: Int64
    let closing: Int64

    /// Creates the clock of a flow's rules.
    init(_ rules: FlowInactivity) {
        warning = Int64(rules.warnMinutes) * 60_000
        closing = Int64(rules.closeMinutes) * 60_000
    }
}
