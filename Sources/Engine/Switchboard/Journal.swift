/// Keeps what happened: the one place that the switchboard writes to.
///
/// The switchboard calls it from its own thread only. Within `transaction` every call sees what the
/// calls before it wrote.
public protocol Journal: AnyObject {
    /// Reads the floor as it is on disk: configuration, open sessions, messages still to go.
    func loadFloor() throws -> Floor

    /// Runs a batch as one transaction, which is on disk when this returns; undone when it throws.
    func transaction<Result>(_ body: () throws -> Result) throws -> Result

    /// Looks up what a command needs to know beyond the floor.
    func facts(for question: Question) throws -> Facts

    /// Writes the events of one command: journal, contents and projections alike.
    ///
    /// Returns them with their places in the journal.
    func append(_ events: [Event], at now: Timestamp, by actor: Actor) throws -> [RecordedEvent]
}

/// Says what a command needs to know beyond the floor.
public enum Question: Sendable, Hashable {
    /// Whether a key is in the books, who has one of the identities, the message named, and what
    /// was at the address before; an empty address has no past.
    case inbound(
        channel: ID<Channel>,
        dedupeKey: String,
        identities: [ContactIdentity],
        providerID: String,
        address: String,
        thread: String
    )
    /// A contact; with a channel, the one that stands for it, its group and the address' windows.
    case contact(ID<Contact>, channel: ID<Channel>?, address: String)
    /// A contact itself with its group, and who has identities that it should get or lose.
    case contactChange(ID<Contact>, identities: [ContactIdentity])
    /// Whoever has one of the identities.
    case identities([ContactIdentity])
    /// A message with its words, its contact and the windows of its address.
    case message(ID<Message>)
    /// A session that may be closed.
    case session(ID<Session>)
    /// Two contacts, each itself: `contact` is the first, `other` the second.
    case contacts(ID<Contact>, ID<Contact>)
}

/// Is what the journal knows about a question.
public struct Facts: Sendable, Hashable {
    /// Whether the event's key is in the books.
    public var isDuplicate = false

    /// The contact that is asked about.
    ///
    /// Of an event, a message or a contact asked for with a channel it is the one that
    /// stands for it, when it was merged into another; elsewhere the contact itself.
    @Boxed public var contact: Contact? = nil

    /// The contacts that were merged into `contact`, however often; known for a contact asked for
    /// with a channel, and for a contact's change.
    public var group: [Contact] = []

    /// The contact that has the identity itself; `nil` when it is `contact`.
    public var heardFrom: ID<Contact>?

    /// Another contact, as it is: the second of two; the one that the contact was merged into; or of
    /// an event or a message the contact `heardFrom`.
    @Boxed public var other: Contact? = nil

    /// The second of two contacts, or the one contact asked for, with all merged into it.
    public var absorbed: Set<ID<Contact>> = []

    /// Those of the identities asked about that another contact has.
    public var takenIdentities: Set<ContactIdentity> = []

    /// Who has each of the identities of a contact's change; those that nobody has are not here.
    public var owners: [ContactIdentity: ID<Contact>] = [:]

    /// The message that the question names.
    @Boxed public var message: Message? = nil

    /// The words of that message.
    @Boxed public var content: Content? = nil

    /// The attempts made to send that message.
    public var attempts = 0

    /// The end of the messaging window of the address, or of the named message's address.
    public var windowEndsAt: Timestamp?

    /// The end of the time in which people may write by the human tag.
    public var humanWindowEndsAt: Timestamp?

    /// The session that the question names, also when it is closed.
    @Boxed public var session: Session? = nil

    /// The session of the address (and thread, where one is given) that was closed last.
    @Boxed public var lastClosed: Session? = nil

    /// When the latest sessions of the address began, newest first, eight at most.
    public var recentOpenings: [Timestamp] = []

    /// Creates facts that know nothing.
    public init() {}
}
