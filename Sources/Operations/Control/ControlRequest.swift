public import Engine

/// Is a command of the console, as it goes over the control socket.
public enum ControlRequest: Sendable, Hashable, Codable {
    /// Something about people.
    case user(UserRequest)
    /// Something about access tokens.
    case token(TokenRequest)
    /// Something about channels.
    case channel(ChannelRequest)
    /// Something about teams.
    case team(TeamRequest)
    /// Something about flows.
    case flow(FlowRequest)
    /// Something about boards.
    case board(BoardCommand)
    /// Something about reports.
    case report(ReportCommand)
    /// Something about mails.
    case mail(MailCommand)
    /// Something about the company.
    case company(CompanyRequest)
    /// Something about plugins.
    case plugin(PluginRequest)
    /// Something about what was taken out of plugins' ways.
    case quarantine(QuarantineRequest)
}

extension ControlRequest {
    /// Whether it only looks: nothing is to be made for it.
    public var isReading: Bool {
        switch self {
        case .user(.list), .token(.list), .channel(.list), .channel(.test), .team(.list): true
        case .channel(.trial): true
        case .flow(.list), .flow(.export), .flow(.validate): true
        case .board(.list), .board(.render), .board(.links), .board(.export): true
        case .report(.list), .report(.render), .report(.exports), .mail(.show): true
        case .company(.show), .company(.logo), .plugin(.status): true
        case .quarantine(.list), .quarantine(.show): true
        default: false
        }
    }
}

/// Is what a command of the console gave.
public enum ControlAnswer: Sendable, Hashable, Codable {
    /// It is done; in one line for people, or nothing worth saying.
    case done(String)
    /// People.
    case users([UserLine])
    /// A new secret, shown once, with what it is for.
    case secret(SecretLine)
    /// Access tokens.
    case tokens([TokenLine])
    /// Channels.
    case channels([ChannelLine])
    /// What a channel says about its configuration.
    case findings([ChannelFinding])
    /// What a trial of a channel showed.
    case trial(ChannelTrialResult)
    /// Teams.
    case teams([TeamLine])
    /// Flows.
    case flows([FlowLine])
    /// What keeps a flow from being published.
    case problems([FlowProblem])
    /// Boards.
    case boards([BoardLine])
    /// Reports.
    case reports([ReportLine])
    /// Exports.
    case exports([ExportLine])
    /// Schedules.
    case schedules([ScheduleLine])
    /// The mail server; `nil` when none is set.
    case mailServer(MailServerLine?)
    /// What the mail server answered.
    case mailTest(MailTest)
    /// The company.
    case company(CompanyLine)
    /// How plugins are.
    case plugins([PluginLine])
    /// What is in quarantine.
    case quarantine([QuarantineLine])
    /// One input in quarantine.
    case quarantined(QuarantineLine)
    /// A document follows.
    case document(DocumentLine)
}

/// Asks about people.
public enum UserRequest: Sendable, Hashable, Codable {
    /// Lists everyone.
    case list
    /// Adds a person who logs in with an address.
    case add(email: String, name: String?, role: Role, teams: [String], password: String)
    /// Sets a person's password and ends their logins.
    case setPassword(email: String, password: String)
    /// Sets what a person may do, and the teams they watch: slugs, or `nil` for all of them.
    case setRole(email: String, role: Role, scope: [String]?)
    /// Keeps a person from logging in and ends their logins.
    case disable(email: String)
    /// Sets the teams whose queues a person serves.
    case setTeams(email: String, teams: [String])
}

/// Is a person in a list.
public struct UserLine: Sendable, Hashable, Codable {
    /// The id.
    public var id: String
    /// The address.
    public var email: String
    /// The name.
    public var name: String
    /// What the person may do.
    public var role: Role
    /// The slugs of the teams that the person serves.
    public var teams: [String]
    /// The slugs of the teams that the person watches; `nil` for all.
    public var scope: [String]?
    /// Whether the person may log in.
    public var isActive: Bool
}

/// Asks about access tokens.
public enum TokenRequest: Sendable, Hashable, Codable {
    /// Lists the tokens of a person, or all of them.
    case list(user: String?)
    /// Adds a token that acts as a person.
    case add(user: String, name: String)
    /// Ends a token.
    case revoke(id: String)
}

/// Is an access token in a list, without its secret.
public struct TokenLine: Sendable, Hashable, Codable {
    /// The id.
    public var id: String
    /// What it is for.
    public var name: String
    /// The address of the person it acts as.
    public var user: String
    /// When it was made, in milliseconds since 1970.
    public var createdAt: Int64
    /// When it was last used, in milliseconds since 1970.
    public var lastUsedAt: Int64?
}

/// Is a secret that is shown once.
public struct SecretLine: Sendable, Hashable, Codable {
    /// The id, by which it can be revoked.
    public var id: String
    /// The secret, or an address with the secret in it.
    public var secret: String
}

/// Asks about teams.
public enum TeamRequest: Sendable, Hashable, Codable {
    /// Lists the teams.
    case list
    /// Adds a team.
    case add(slug: String, TeamChanges)
    /// Changes a team.
    case set(slug: String, TeamChanges)
}

/// Is what the console can set of a team; `nil` leaves it as it is.
public struct TeamChanges: Sendable, Hashable, Codable {
    /// The name.
    public var name: String?
    /// The wait in seconds within which a session should be answered.
    public var targetSeconds: Int64?
    /// The fraction of sessions that should be answered within the target.
    public var goal: Double?
    /// The seconds below which an unanswered wait on a live channel does not count.
    public var shortAbandonSeconds: Int64?
    /// Whether it takes sessions.
    public var isActive: Bool?
    /// Who gets a waiting session.
    public var distribution: Distribution?
    /// The slug of the business hours in which it works; empty for always.
    public var hours: String?
    /// The slug of the team that takes over when nobody is there; empty for none.
    public var overflowUnavailable: String?
    /// For how many seconds nobody must be there.
    public var overflowUnavailableSeconds: Int64?
    /// The slug of the team that takes over sessions that wait too long; empty for none.
    public var overflowWait: String?
    /// How many seconds are too long.
    public var overflowWaitSeconds: Int64?
    /// The seconds after the close in which a message opens the session again; 0 for never.
    public var reopenSeconds: Int64?
    /// Whether an agent must choose a disposition at the close.
    public var requiresDisposition: Bool?
    /// Whether the contact is asked for a rating after the close.
    public var asksRating: Bool?
    /// After how many seconds a silent contact is warned; 0 for never.
    public var warnSeconds: Int64?
    /// How many seconds after the warning the session is closed; 0 for never.
    public var closeSeconds: Int64?

    /// Creates changes that change nothing.
    public init() {}
}

/// Is a team in a list.
public struct TeamLine: Sendable, Hashable, Codable {
    /// The id.
    public var id: String
    /// The name in URLs and commands.
    public var slug: String
    /// The name.
    public var name: String
    /// The wait in seconds within which a session should be answered.
    public var targetSeconds: Int64
    /// The fraction of sessions that should be answered within the target.
    public var goal: Double
    /// The seconds below which an unanswered wait on a live channel does not count.
    public var shortAbandonSeconds: Int64
    /// Whether it takes sessions.
    public var isActive: Bool
    /// Who gets a waiting session.
    public var distribution: Distribution
    /// The slug of the business hours in which it works; `nil` for always.
    public var hours: String?
    /// The slug of the team that takes over when nobody is there.
    public var overflowUnavailable: String?
    /// The slug of the team that takes over sessions that wait too long.
    public var overflowWait: String?
}
