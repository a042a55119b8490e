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

    /// The business hours.
    public internal(set) var hours: OrderedDictionary<ID<BusinessHours>, BusinessHours> = [:]

    /// The flows.
    public internal(set) var flows: OrderedDictionary<ID<Flow>, Flow> = [:]

    /// The versions of flows.
    public internal(set) var flowVersions: OrderedDictionary<ID<FlowVersion>, FlowVersion> = [:]

    /// The canned messages.
    public internal(set) var canned: OrderedDictionary<ID<CannedMessage>, CannedMessage> = [:]

    /// The tree of dispositions.
    public internal(set) var dispositions: OrderedDictionary<ID<Disposition>, Disposition> = [:]

    /// The company's own fields of contacts.
    public internal(set) var fields: OrderedDictionary<ID<ContactField>, ContactField> = [:]

    /// The groups of contacts.
    public internal(set) var contactGroups: OrderedDictionary<ID<ContactGroup>, ContactGroup> =
        [:]

    /// The reasons for pauses.
    public internal(set) var pauseReasons: OrderedDictionary<ID<PauseReason>, PauseReason> = [:]

    /// The groups of permissions.
    public internal(set) var permissionGroups:
        OrderedDictionary<ID<PermissionGroup>, PermissionGroup> = [:]

    /// The last leg of each team that was kept for each agent: whose turn it is next.
    public internal(set) var turns: [ID<Team>: [ID<Agent>: ID<Leg>]] = [:]

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

    /// Who waits for each team, in order.
    var lines = WaitingLines()

    /// What is due for which session.
    var timers = Timers()

    /// What rules ask of the configuration.
    var index = ConfigurationIndex()

    /// What each of the people may do; who left is not in it.
    var askers: [ID<Agent>: Asker] = [:]

    /// What is seen and not written down.
    var watch = Watch()

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
        hours: some Sequence<BusinessHours> = [],
        flows: some Sequence<Flow> = [],
        flowVersions: some Sequence<FlowVersion> = [],
        canned: some Sequence<CannedMessage> = [],
        dispositions: some Sequence<Disposition> = [],
        fields: some Sequence<ContactField> = [],
        contactGroups: some Sequence<ContactGroup> = [],
        pauseReasons: some Sequence<PauseReason> = [],
        permissionGroups: some Sequence<PermissionGroup> = [],
        turns: [ID<Team>: [ID<Agent>: ID<Leg>]] = [:],
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
        for item in hours { self.hours[item.id] = item }
        for flow in flows { self.flows[flow.id] = flow }
        for version in flowVersions { self.flowVersions[version.id] = version }
        for message in canned { self.canned[message.id] = message }
        for disposition in dispositions { self.dispositions[disposition.id] = disposition }
        for field in fields { self.fields[field.id] = field }
        for group in contactGroups { self.contactGroups[group.id] = group }
        for reason in pauseReasons { self.pauseReasons[reason.id] = reason }
        for group in permissionGroups { self.permissionGroups[group.id] = group }
        self.turns = turns
        self.presences = presences
        index = ConfigurationIndex(of: self)
        askers = allAskers
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

    /// Whether a person of ours wrote it, who may write longer than machines on some channels.
    public var isByPerson: Bool

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
        dueAt: Timestamp,
        isByPerson: Bool = false
    ) {
        self.message = message
        self.session = session
        self.channel = channel
        self.address = address
        self.isTemplate = isTemplate
        self.isByPerson = isByPerson
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
