/// Decides what a person may see and do: the one place that does.
///
/// Three things decide: the role says what kind of work it is, the teams say on whose sessions, and
/// the areas of the person's group take parts away. An administrator has every area and every team.
public struct Viewer: Sendable, Hashable {
    /// The person.
    public let agent: Agent

    /// The teams whose open sessions the person sees.
    public let teams: TeamScope

    /// The parts of the product that the person's group leaves open.
    public let areas: Set<Area>

    /// The closed sessions that the person sees.
    public let history: HistoryScope

    /// Creates the viewer of a person, of the group they belong to.
    ///
    /// A supervisor or manager sees the teams of their scope and of their group. Without a history
    /// scope the closed sessions are those of the teams. `Floor.viewer(of:)` knows both.
    public init(_ agent: Agent, group: PermissionGroup? = nil, history: HistoryScope? = nil) {
        self.agent = agent
        let isAdministrator = agent.role == .administrator
        areas = isAdministrator ? Self.everyArea : group?.areas ?? Self.everyArea
        let own = Set(agent.teams)
        switch (agent.role, agent.scope, group?.teams) {
        case (.administrator, _, _): teams = .all
        case (.agent, _, _): teams = .only(own)
        case (_, .all, nil), (_, _, .all): teams = .all
        case (_, .only(let scope), nil): teams = .only(scope.union(own))
        case (_, .only(let scope), .only(let shared)): teams = .only(scope.union(shared).union(own))
        case (_, .all, .only(let shared)): teams = .only(shared.union(own))
        }
        if isAdministrator {
            self.history = .all
        } else {
            self.history = areas.contains(.history) ? history ?? .teams(teams) : .none
        }
    }

    // Made once: a viewer is made for each command of a person.
    private static let everyArea = Set(Area.allCases)

    /// Whether the person watches others: sees what colleagues serve, and who is there.
    public var supervises: Bool { agent.role >= .supervisor }

    /// Whether the person moves, closes and takes over what others serve.
    public var intervenes: Bool { may(.supervision) }

    /// Whether the person reads reports.
    public var readsReports: Bool { may(.reports) }

    /// Whether the person configures the company.
    public var administers: Bool { may(.administration) }

    /// Whether the person erases contacts: who answers for the company's data.
    public var erasesContacts: Bool { agent.role >= .manager && may(.contacts) }

    /// Tells whether the person may enter a part of the product: role and group both say so.
    public func may(_ area: Area) -> Bool {
        switch area {
        case .administration: agent.role == .administrator
        case .boards, .reports, .exports, .supervision: supervises && areas.contains(area)
        case .history, .contacts, .beginning: areas.contains(area)
        }
    }

    /// Tells whether the person serves a team's queue.
    public func serves(_ team: ID<Team>?) -> Bool {
        guard let team else { return false }
        return agent.teams.contains(team)
    }

    /// Tells whether a person's presence may be seen.
    public func maySeePresence(of other: Agent) -> Bool {
        other.id == agent.id || administers || other.teams.contains(where: teams.contains)
    }

    /// Tells whether a person's presence may be changed: one's own, or that of who is watched.
    public func maySetPresence(of other: Agent) -> Bool {
        other.id == agent.id || (intervenes && maySeePresence(of: other))
    }
}
