/// Is one contact's interaction on one channel, from first message to close.
public struct Session: Sendable, Hashable, Codable {
    /// Says where a session stands.
    public enum Phase: String, Sendable, Hashable, Codable, CaseIterable {
        /// With the automatic flow (navegando).
        case selfService
        /// In a team's queue (em espera).
        case waiting
        /// With an agent (em atendimento).
        case inService
        /// Over (encerrada).
        case closed
    }

    /// Says who began a session.
    public enum Origin: String, Sendable, Hashable, Codable {
        /// The contact wrote first.
        case inbound
        /// We wrote first.
        case outbound
    }

    /// The id.
    public let id: ID<Session>

    /// The number that people use.
    public let protocolNumber: ProtocolNumber

    /// The channel account.
    public let channel: ID<Channel>

    /// The contact.
    public var contact: ID<Contact>

    /// The contact's name, as cards show it.
    public var contactName: String

    /// The contact's address on the channel, to which messages go.
    public var address: String

    /// Who began it.
    public let origin: Origin

    /// Where it stands.
    public var phase: Phase

    /// The team whose queue it is in or whose agent serves it.
    public var team: ID<Team>?

    /// The agent who serves it.
    public var agent: ID<Agent>?

    /// The agent for whom it is kept while it waits.
    public var reservedFor: ID<Agent>?

    /// When it began.
    public let startedAt: Timestamp

    /// The leg that is running; of a closed session, the last one.
    public var leg: Leg

    /// When the running queue episode began, which is what a card's waiting time counts from.
    public var waitingSince: Timestamp?

    /// When the running stretch with the present agent began.
    public var serviceSince: Timestamp?

    /// When free messages may no longer go; `nil` when the channel has no window.
    public var windowEndsAt: Timestamp?

    /// When the contact last wrote.
    public var lastInboundAt: Timestamp?

    /// The start of the latest message, as cards show it.
    public var preview: String

    /// The latest message; `nil` while there is none.
    public var lastMessage: ID<Message>?

    /// How many of the contact's messages no agent has seen.
    public var unread: Int

    /// The labels, in the order they were put.
    public var tags: [ID<Tag>]

    /// The contact whose identity was heard: `contact`, or one that was merged into it.
    public var heardFrom: ID<Contact>

    /// The provider's name of the conversation on deferred channels; empty elsewhere.
    public var thread: String

    /// When people may no longer write by the human tag; `nil` when the channel has none.
    public var humanWindowEndsAt: Timestamp?

    /// Since when the contact owes an answer: our latest message, while none came after it.
    public var contactSilentSince: Timestamp?

    /// Since when we owe an answer: the contact's first message that no person answered.
    public var agentSilentSince: Timestamp?

    /// When the contact was warned that the session will close; an answer takes it back.
    public var warnedAt: Timestamp?

    /// When the run of waiting legs with the present team began.
    public var teamSince: Timestamp?

    /// The agent who let it go last, by a lapsed reservation or by silence: distribution looks for
    /// another.
    public var letGoBy: ID<Agent>?

    /// The groups of its contact, by which teams with portfolios distribute.
    public var contactGroups: [ID<ContactGroup>]

    /// What is known of its contact in the company's own fields, which texts may say.
    public var contactFields: [ID<ContactField>: String]

    /// Whether a person put it into this queue, so that the absence of agents does not move it.
    public var isPlacedByPerson: Bool

    /// The teams whose queues it left by overflow in this wait, in order.
    public var trail: [ID<Team>]

    /// Whether overflow brought it back to where it was: it stays until a person moves it.
    public var isSettled: Bool

    /// Where it is in its flow; `nil` when no flow has it.
    public var flow: FlowPosition?

    /// What the contact answered in the flow, and what the flow set.
    public var variables: [String: String]

    /// Whether automatic messages are off, because two machines seemed to answer each other.
    public var isCut: Bool

    /// How it was classified.
    public var disposition: ID<Disposition>?

    /// When the contact was asked for a rating.
    public var ratingAskedAt: Timestamp?

    /// The contact's rating, 1 to 5.
    public var rating: Int?

    /// How often it was opened again.
    public var reopenings: Int

    /// The time between closes and reopenings, in milliseconds: it belongs to no leg.
    public var closedMilliseconds: Int64

    /// Where it came from when a rule moved it to this team's queue.
    public var overflow: Overflow?

    /// When it was closed.
    public var closedAt: Timestamp?

    /// How it ended.
    public var outcome: Outcome?

    /// Creates a session.
    public init(
        id: ID<Session>,
        protocolNumber: ProtocolNumber,
        channel: ID<Channel>,
        contact: ID<Contact>,
        contactName: String,
        address: String,
        origin: Origin,
        phase: Phase,
        startedAt: Timestamp,
        leg: Leg
    ) {
        self.id = id
        self.protocolNumber = protocolNumber
        self.channel = channel
        self.contact = contact
        self.contactName = contactName
        self.address = address
        self.origin = origin
        self.phase = phase
        self.startedAt = startedAt
        self.leg = leg
        preview = ""
        unread = 0
        tags = []
        heardFrom = contact
        thread = ""
        contactGroups = []
        contactFields = [:]
        isPlacedByPerson = false
        trail = []
        isSettled = false
        variables = [:]
        isCut = false
        reopenings = 0
        closedMilliseconds = 0
    }

    /// Tells whether free messages may go at a moment.
    public func isWindowOpen(at now: Timestamp, on channel: Channel) -> Bool {
        guard channel.capabilities.windowSeconds > 0 else { return true }
        guard let windowEndsAt else { return false }
        return now < windowEndsAt
    }
}

/// Says how a session ended: apart from whether a wait was abandoned.
public enum Outcome: String, Sendable, Hashable, Codable {
    /// Closed by an agent, an administrator, the contact, or a flow that says so.
    case success
    /// Closed by time, or because nobody was there.
    case lost
}

/// Says where a session came from when a rule moved it.
public struct Overflow: Sendable, Hashable, Codable {
    /// Says why a rule moved a session.
    public enum Cause: String, Sendable, Hashable, Codable {
        /// Nobody of the team was available.
        case unavailable
        /// It had waited too long.
        case waitLimit
        /// It came outside the team's hours.
        case outOfHours
    }

    /// The team it was in.
    public var origin: ID<Team>

    /// Why it was moved.
    public var cause: Cause

    /// Creates the mark.
    public init(origin: ID<Team>, cause: Cause) {
        self.origin = origin
        self.cause = cause
    }
}
