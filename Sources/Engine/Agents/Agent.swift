/// Is a person who works here: everyone who logs in.
///
/// Credentials are not here: `Store` keeps them.
public struct Agent: Sendable, Hashable, Codable {
    /// The id.
    public internal(set) var id: ID<Agent>

    /// The address that the person logs in with, in lower case.
    public var email: String

    /// The full name.
    public var name: String

    /// The name that contacts see.
    public var nickname: String

    /// What the person may do.
    public var role: Role

    /// The teams whose queues the person serves.
    public var teams: [ID<Team>]

    /// The teams that a supervisor or manager sees.
    public var scope: TeamScope

    /// The language of the person's screens, as a BCP 47 tag.
    public var language: String

    /// How many sessions the person can hold at once; 0 for no limit.
    public var sessionLimit: Int

    /// What the person sees of closed sessions; `nil` as their teams say.
    public var historyVisibility: HistoryVisibility?

    /// The group that says which teams and areas a supervisor or manager sees; `nil` for none.
    public var group: ID<PermissionGroup>?

    /// The groups of contacts that are tied to the person (portfolio).
    public var contactGroups: [ID<ContactGroup>]

    /// The person's working hours, for the reports; `nil` for none given.
    public var workday: ID<BusinessHours>?

    /// The SHA-256 of the person's photo; empty for none.
    public var photo: String

    /// Whether the person may log in.
    public var isActive: Bool

    /// Creates an agent.
    public init(
        id: ID<Agent>,
        email: String,
        name: String,
        nickname: String = "",
        role: Role = .agent,
        teams: [ID<Team>] = [],
        scope: TeamScope = .only([]),
        language: String = "pt-BR",
        sessionLimit: Int = 0,
        isActive: Bool = true,
        historyVisibility: HistoryVisibility? = nil,
        group: ID<PermissionGroup>? = nil,
        contactGroups: [ID<ContactGroup>] = [],
        workday: ID<BusinessHours>? = nil,
        photo: String = ""
    ) {
        self.id = id
        self.email = email
        self.name = name
        self.nickname = nickname
        self.role = role
        self.teams = teams
        self.scope = scope
        self.language = language
        self.sessionLimit = sessionLimit
        self.isActive = isActive
        self.historyVisibility = historyVisibility
        self.group = group
        self.contactGroups = contactGroups
        self.workday = workday
        self.photo = photo
    }

    /// The name that contacts see: the nickname, or the name where there is none.
    public var publicName: String { nickname.isEmpty ? name : nickname }
}

/// Says what a person may do, each with all that those before may.
public enum Role: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Serves contacts.
    case agent
    /// Watches teams.
    case supervisor
    /// Reads reports of teams.
    case manager
    /// Configures the company.
    case administrator

    private var rank: Int {
        switch self {
        case .agent: 0
        case .supervisor: 1
        case .manager: 2
        case .administrator: 3
        }
    }

    /// Orders roles by what they may.
    public static func < (left: Role, right: Role) -> Bool {
        left.rank < right.rank
    }
}

/// Is a set of teams that may be all there are.
public enum TeamScope: Sendable, Hashable, Codable {
    /// Every team, also those to come.
    case all
    /// These teams.
    case only(Set<ID<Team>>)

    /// Tells whether a team is in it.
    public func contains(_ team: ID<Team>) -> Bool {
        switch self {
        case .all: true
        case .only(let teams): teams.contains(team)
        }
    }
}
