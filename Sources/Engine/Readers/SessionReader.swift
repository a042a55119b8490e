/// Reads sessions, open and closed, with what happened in them.
///
/// Readers cut nothing by permission unless they take a `Viewer`: the caller asks `Viewer` first.
public protocol SessionReader: Sendable {
    /// Reads a session.
    func session(_ id: ID<Session>) async throws -> Session?

    /// Finds a session by its protocol number.
    func session(numbered number: ProtocolNumber) async throws -> Session?

    /// Finds the latest session of an address on a channel, open or closed.
    func latestSession(at address: Address) async throws -> Session?

    /// Reads the legs of a session, first to last.
    func legs(of session: ID<Session>) async throws -> [Leg]

    /// Reads what happened in a session, newest first, from before a place in the journal.
    func timeline(
        of session: ID<Session>,
        before sequence: Int64?,
        limit: Int
    ) async throws -> [TimelineItem]

    /// Reads a message with its words and its address.
    func message(_ id: ID<Message>) async throws -> StoredMessage?

    /// Reads the attachments of a contact's messages whose media type has a prefix, newest first.
    ///
    /// Only those of sessions that a viewer may see.
    func gallery(
        of contact: ID<Contact>,
        mediaType prefix: String,
        for viewer: Viewer,
        before cursor: ID<Message>?,
        limit: Int
    ) async throws -> [GalleryItem]

    /// Reads the messages of a contact that began no session and belong to none, newest first.
    func filteredMessages(
        of contact: ID<Contact>,
        before cursor: ID<Message>?,
        limit: Int
    ) async throws -> [StoredMessage]

    /// Lists sessions that a viewer may see and that pass a filter, newest start first.
    func history(
        _ filter: SessionFilter,
        for viewer: Viewer,
        after cursor: ID<Session>?,
        limit: Int
    ) async throws -> [SessionSummary]
}

/// Reads contacts.
public protocol ContactReader: Sendable {
    /// Reads a contact.
    func contact(_ id: ID<Contact>) async throws -> Contact?

    /// Finds contacts by a part of name, phone or address, accents and case ignored.
    func contacts(
        matching text: String,
        after cursor: ID<Contact>?,
        limit: Int
    ) async throws -> [Contact]

    /// The contacts that were merged into one, directly or by another, oldest first.
    func merged(into contact: ID<Contact>) async throws -> [Contact]
}

/// Is a message with everything that sending or showing it needs.
public struct StoredMessage: Sendable, Hashable {
    /// The record.
    public var message: Message

    /// The words.
    public var content: Content

    /// What the provider said against it.
    public var error: DeliveryError?

    /// The address on the channel that it came from or goes to.
    public var address: String

    /// The attempts made to send it.
    public var attempts: Int

    /// Creates a message.
    public init(
        message: Message,
        content: Content,
        error: DeliveryError? = nil,
        address: String,
        attempts: Int
    ) {
        self.message = message
        self.content = content
        self.error = error
        self.address = address
        self.attempts = attempts
    }
}

/// Is one thing on a session's timeline, as it stands now: deliveries and edits included.
public struct TimelineItem: Sendable, Hashable {
    /// Says what it is.
    public enum Entry: Sendable, Hashable {
        case opened(Session)
        case legChanged(ended: Leg, began: Leg)
        case closed(ended: Leg, outcome: Outcome)
        case message(StoredMessage)
        case note(Note)
        case tagAdded(ID<Tag>)
        case tagRemoved(ID<Tag>)
        case reopened(Session)
        case warned
        case flowMoved(FlowPosition?)
        case automationCut
        case classified(ID<Disposition>)
        case ratingAsked
        case rated(Int)
    }

    /// The place in the journal.
    public var sequence: Int64

    /// When it happened.
    public var at: Timestamp

    /// Who did it.
    public var actor: Actor

    /// What it is.
    public var entry: Entry

    /// Creates an item.
    public init(sequence: Int64, at: Timestamp, actor: Actor, entry: Entry) {
        self.sequence = sequence
        self.at = at
        self.actor = actor
        self.entry = entry
    }
}

/// Is a file that a contact shared.
public struct GalleryItem: Sendable, Hashable {
    /// The message it came with.
    public var message: ID<Message>

    /// Its place among the message's files.
    public var index: Int

    /// The file.
    public var attachment: Attachment

    /// When it came.
    public var at: Timestamp

    /// Creates an item.
    public init(message: ID<Message>, index: Int, attachment: Attachment, at: Timestamp) {
        self.message = message
        self.index = index
        self.attachment = attachment
        self.at = at
    }
}

/// Is a session with the figures that lists and reports show.
public struct SessionSummary: Sendable, Hashable {
    /// The session.
    public var session: Session

    /// The teams that took part, in order.
    public var teams: [ID<Team>]

    /// The agents that took part, in order.
    public var agents: [ID<Agent>]

    /// The milliseconds of its answered queue episodes; `nil` when none was answered.
    public var wait: Int64?

    /// The milliseconds of its service legs; `nil` when there was none.
    public var handle: Int64?

    /// The milliseconds from the episode's start to the first human message.
    public var firstResponse: Int64?

    /// The count of the contact's messages.
    public var messagesIn: Int

    /// The count of our messages.
    public var messagesOut: Int

    /// Creates a summary.
    public init(
        session: Session,
        teams: [ID<Team>] = [],
        agents: [ID<Agent>] = [],
        wait: Int64? = nil,
        handle: Int64? = nil,
        firstResponse: Int64? = nil,
        messagesIn: Int = 0,
        messagesOut: Int = 0
    ) {
        self.session = session
        self.teams = teams
        self.agents = agents
        self.wait = wait
        self.handle = handle
        self.firstResponse = firstResponse
        self.messagesIn = messagesIn
        self.messagesOut = messagesOut
    }
}
