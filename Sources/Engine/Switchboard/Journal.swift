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
    /// Whether a key is in the books, and who has one of the identities, and the message named.
    case inbound(
        channel: ID<Channel>,
        dedupeKey: String,
        identities: [ContactIdentity],
        providerID: String,
        address: String
    )
    /// A contact, and the end of the window of an address on a channel.
    case contact(ID<Contact>, channel: ID<Channel>?, address: String)
    /// Whoever has one of the identities.
    case identities([ContactIdentity])
    /// A message with its words.
    case message(ID<Message>)
    /// A session that may be closed.
    case session(ID<Session>)
}

/// Is what the journal knows about a question.
public struct Facts: Sendable, Hashable {
    /// Whether the event's key is in the books.
    public var isDuplicate = false

    /// The contact that was named, or that has the first of the identities that is known.
    public var contact: Contact?

    /// Those of the identities asked about that another contact has.
    public var takenIdentities: Set<ContactIdentity> = []

    /// The message that the question names.
    public var message: Message?

    /// The words of that message.
    public var content: Content?

    /// The attempts made to send that message.
    public var attempts = 0

    /// The end of the messaging window of the address, or of the named message's address.
    public var windowEndsAt: Timestamp?

    /// The session that the question names, also when it is closed.
    public var session: Session?

    /// Creates facts that know nothing.
    public init() {}
}
