public import OrderedCollections

/// Holds everything that commands are decided on: configuration, open sessions, messages to go.
///
/// A floor is a value: it does no input or output and asks no clock. It is changed in place by
/// `apply` alone; keeping a copy beside it would cost a copy of every table at the next change.
public struct Floor: Sendable {
    /// The company's own data.
    public internal(set) var company = Company(name: "Conecta")

    /// The teams.
    public internal(set) var teams: OrderedDictionary<ID<Team>, Team> = [:]

    /// The people who work here.
    public internal(set) var agents: OrderedDictionary<ID<Agent>, Agent> = [:]

    /// The channels.
    public internal(set) var channels: OrderedDictionary<ID<Channel>, Channel> = [:]

    /// The labels.
    public internal(set) var tags: OrderedDictionary<ID<Tag>, Tag> = [:]

    /// The templates of messages.
    public internal(set) var templates: OrderedDictionary<ID<MessageTemplate>, MessageTemplate> =
        [:]

    /// Who is there; agents who are not in it are offline.
    public internal(set) var presences: [ID<Agent>: PresenceState] = [:]

    /// The open sessions.
    public internal(set) var sessions: [ID<Session>: Session] = [:]

    /// The open session of each address on each channel.
    public internal(set) var sessionByAddress: [Address: ID<Session>] = [:]

    /// The outbound messages of late that failed or whose fate is unknown.
    public internal(set) var failedMessages: [ID<Message>: FailedMessage] = [:]

    /// The last protocol number given.
    public internal(set) var lastProtocolNumber: ProtocolNumber?

    /// The number of the last id in the books; new ids are greater.
    public internal(set) var lastID: Int64 = 0

    /// The outbound messages that have not reached the provider.
    public var outbox: [ID<Message>: PendingMessage] { pending.entries }

    /// The same, with whose turn it is.
    var pending = Outbox()

    /// The open sessions of each contact.
    var sessionsByContact: [ID<Contact>: Set<ID<Session>>] = [:]

    /// The open sessions of each agent, served or kept for them.
    var sessionsByHolder: [ID<Agent>: Set<ID<Session>>] = [:]

    /// Words of providers on messages that they have not named yet.
    var earlyDeliveries: [EarlyDelivery.Key: EarlyDelivery.Held] = [:]

    /// Creates an empty floor.
    public init() {}

    /// Creates a floor from what a journal kept; `lastID` is the greatest id of anything in it.
    public init(
        company: Company,
        teams: some Sequence<Team> = [],
        agents: some Sequence<Agent> = [],
        channels: some Sequence<Channel> = [],
        tags: some Sequence<Tag> = [],
        templates: some Sequence<MessageTemplate> = [],
        presences: [ID<Agent>: PresenceState] = [:],
        sessions: some Sequence<Session> = [],
        outbox: some Sequence<PendingMessage> = [],
        failedMessages: [ID<Message>: FailedMessage] = [:],
        lastProtocolNumber: ProtocolNumber? = nil,
        lastID: Int64
    ) {
        self.company = company
        for team in teams { self.teams[team.id] = team }
        for agent in agents { self.agents[agent.id] = agent }
        for channel in channels { self.channels[channel.id] = channel }
        for tag in tags { self.tags[tag.id] = tag }
        for template in templates { self.templates[template.id] = template }
        self.presences = presences
        for session in sessions { insert(session) }
        for message in outbox { pending[message.message] = message }
        self.failedMessages = failedMessages
        self.lastProtocolNumber = lastProtocolNumber
        self.lastID = lastID
    }
}

/// Is a contact's address on a channel.
public struct Address: Sendable, Hashable {
    /// The channel.
    public var channel: ID<Channel>

    /// The address at the provider.
    public var value: String

    /// Creates an address.
    public init(channel: ID<Channel>, value: String) {
        self.channel = channel
        self.value = value
    }
}

/// Says since when an agent is as they are.
public struct PresenceState: Sendable, Hashable, Codable {
    /// How they are.
    public var presence: Presence

    /// Since when.
    public var since: Timestamp

    /// Creates a state.
    public init(presence: Presence, since: Timestamp) {
        self.presence = presence
        self.since = since
    }
}

/// Is an outbound message that has not reached the provider.
public struct PendingMessage: Sendable, Hashable {
    /// The message.
    public var message: ID<Message>

    /// Its session.
    public var session: ID<Session>?

    /// Its channel.
    public var channel: ID<Channel>

    /// The address it goes to.
    public var address: String

    /// Whether it may go outside the window, being a template.
    public var isTemplate: Bool

    /// `queued`, `sending` or `held`.
    public var delivery: Delivery

    /// The attempts so far.
    public var attempt: Int

    /// When it may go, at the earliest.
    public var dueAt: Timestamp

    /// Creates a pending message.
    public init(
        message: ID<Message>,
        session: ID<Session>?,
        channel: ID<Channel>,
        address: String,
        isTemplate: Bool,
        delivery: Delivery,
        attempt: Int,
        dueAt: Timestamp
    ) {
        self.message = message
        self.session = session
        self.channel = channel
        self.address = address
        self.isTemplate = isTemplate
        self.delivery = delivery
        self.attempt = attempt
        self.dueAt = dueAt
    }
}

/// Is an outbound message that failed or whose fate is unknown.
public struct FailedMessage: Sendable, Hashable, Codable {
    /// The channel.
    public var channel: ID<Channel>

    /// The team whose session it was in, when it was in one.
    public var team: ID<Team>?

    /// When it was given up.
    public var at: Timestamp

    /// Creates a failed message.
    public init(channel: ID<Channel>, team: ID<Team>?, at: Timestamp) {
        self.channel = channel
        self.team = team
        self.at = at
    }
}
