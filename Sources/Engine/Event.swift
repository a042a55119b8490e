/// Says one thing that happened on the floor.
///
/// In memory an event is whole. The store writes words and identities (`Content`, `Contact`) to rows
/// that can be erased, and the rest to the journal. Events are boxed, because they are handed on far
/// more often than they are made.
public indirect enum Event: Sendable, Hashable {
    /// A session began; its first leg is in it.
    case sessionOpened(Session)
    /// The running leg of a session ended and another began.
    case legChanged(ID<Session>, ended: Leg, began: Leg)
    /// A session ended with its last leg.
    case sessionClosed(ID<Session>, ended: Leg, outcome: Outcome)
    /// A closed session began again with a new leg; this is how it stands now.
    case sessionReopened(Session)
    /// The contact of a session was warned that it will be closed.
    case sessionWarned(ID<Session>)
    /// The flow of a session moved on, or left it.
    case flowMoved(ID<Session>, FlowMove)
    /// Automatic messages to a session stop: two machines seemed to answer each other.
    case automationCut(ID<Session>)
    /// A session was classified.
    case dispositionSet(ID<Session>, ID<Disposition>)
    /// The contact of a session was asked for a rating.
    case ratingAsked(ID<Session>)
    /// The contact rated a session, from 1 to 5.
    case rated(ID<Session>, Int)
    /// A message came or was queued to go.
    case messageAdded(Message, Content)
    /// A message that belonged to no session is in one now; its words were in the books already.
    case messageAdopted(Message, Content)
    /// A message is as far as this; the provider's id when it became known.
    case deliveryChanged(DeliveryChange)
    /// The words of a message changed, in one of the ways `Content` shows.
    case contentChanged(ID<Message>, session: ID<Session>?, Content)
    /// The messaging window of an address on a channel ends at another time.
    case windowChanged(channel: ID<Channel>, address: String, endsAt: Timestamp)
    /// The time until which people may write by the human tag ends at another time.
    case humanWindowChanged(channel: ID<Channel>, address: String, endsAt: Timestamp)
    /// A protocol note was written.
    case noteAdded(Note)
    /// A label was put on a session.
    case tagAdded(ID<Session>, ID<Tag>)
    /// A label was taken off a session.
    case tagRemoved(ID<Session>, ID<Tag>)
    /// The messages of a session were seen.
    case sessionRead(ID<Session>)
    /// A contact is new or changed.
    case contactChanged(Contact)
    /// A contact was erased, with all that was said with them: this is what is left.
    case contactErased(Contact)
    /// The words of a session or message were erased.
    case wordsErased(ErasedWords)
    /// Contacts were merged into one.
    case contactsMerged(ContactMerge)
    /// A merge was undone.
    case contactsSeparated(ContactMerge)
    /// An agent's presence changed.
    case presenceChanged(ID<Agent>, Presence)
    /// The configuration changed.
    case configured(Configuration)
    /// A provider said something about a channel account.
    case noticeReceived(channel: ID<Channel>, kind: String, text: String)
    /// A provider's word on a message came before the answer that names the message.
    case deliveryCameEarly(EarlyDelivery)
    /// An event of a channel is in the books: its key is never taken twice.
    case inboundAccepted(channel: ID<Channel>, dedupeKey: String)
    /// What a provider's request told, which had waited for its plugin, is in the books.
    case heldRequestTaken(ID<HeldRequest>)
}

/// Is a step of a session's flow.
public struct FlowMove: Sendable, Hashable {
    /// Where the flow stands now; `nil` when it left the session.
    public let position: FlowPosition?

    /// The variables that were set: words of the contact, kept where they can be erased.
    public let variables: [String: String]

    /// Creates a step.
    public init(position: FlowPosition?, variables: [String: String] = [:]) {
        self.position = position
        self.variables = variables
    }
}

/// Is a protocol note: an agent's words that the contact does not see.
public struct Note: Sendable, Hashable, Codable {
    /// The id.
    public let id: ID<Note>

    /// The session.
    public let session: ID<Session>

    /// Who wrote it.
    public let author: ID<Agent>

    /// The words; never empty, unless they were erased.
    public let text: String

    /// Whether the words were erased.
    public var isErased: Bool { text.isEmpty }

    /// Creates a note.
    public init(id: ID<Note>, session: ID<Session>, author: ID<Agent>, text: String) {
        self.id = id
        self.session = session
        self.author = author
        self.text = text
    }
}

/// Says how far a message got, and when it will be tried again.
public struct DeliveryChange: Sendable, Hashable, Codable {
    /// The message.
    public let message: ID<Message>

    /// Its session.
    public let session: ID<Session>?

    /// How far it is now.
    public let delivery: Delivery

    /// The count of attempts so far.
    public let attempt: Int

    /// When it is tried again, while it is `queued` after an attempt.
    public let retryAt: Timestamp?

    /// The message at the provider; empty when this change does not tell.
    public let providerID: String

    /// What the provider said against it.
    public let error: DeliveryError?

    /// Whether a message that is queued again may go outside the window, being a template.
    public let isTemplate: Bool

    /// Whether a person wrote it, of a message that is sent again.
    public let isByPerson: Bool

    /// Creates a change.
    public init(
        message: ID<Message>,
        session: ID<Session>?,
        delivery: Delivery,
        attempt: Int,
        retryAt: Timestamp? = nil,
        providerID: String = "",
        error: DeliveryError? = nil,
        isTemplate: Bool = false,
        isByPerson: Bool = false
    ) {
        self.message = message
        self.session = session
        self.delivery = delivery
        self.attempt = attempt
        self.retryAt = retryAt
        self.providerID = providerID
        self.error = error
        self.isTemplate = isTemplate
        self.isByPerson = isByPerson
    }
}

/// Is a provider's word on a message that the books do not know by the provider's id yet.
///
/// Providers report a delivery while the answer to our own request is still on its way. The floor
/// keeps the word for some minutes and joins it to the message when the answer names it.
public struct EarlyDelivery: Sendable, Hashable, Codable {
    /// The channel.
    public let channel: ID<Channel>

    /// The message at the provider.
    public let providerID: String

    /// How far it is.
    public let delivery: Delivery

    /// What the provider said against it.
    public let error: DeliveryError?

    /// Creates a word.
    public init(
        channel: ID<Channel>,
        providerID: String,
        delivery: Delivery,
        error: DeliveryError? = nil
    ) {
        self.channel = channel
        self.providerID = providerID
        self.delivery = delivery
        self.error = error
    }
}

/// Is an event with its place in the journal.
public struct RecordedEvent: Sendable, Hashable {
    /// The place in the journal, from 1 without order gaps that matter.
    public let sequence: Int64

    /// When it happened.
    public let at: Timestamp

    /// Who asked for it.
    public let actor: Actor

    /// What happened.
    public let event: Event

    /// Creates a record.
    public init(sequence: Int64, at: Timestamp, actor: Actor, event: Event) {
        self.sequence = sequence
        self.at = at
        self.actor = actor
        self.event = event
    }
}
