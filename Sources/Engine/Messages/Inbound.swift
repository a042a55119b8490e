/// Is something a channel heard: one event of a webhook or poll, in the engine's words.
public struct Inbound: Sendable, Hashable {
    /// Says what was heard.
    public enum Signal: Sendable, Hashable {
        /// A message of the contact.
        case message(Content)
        /// A message that one of us sent with another tool.
        case echo(Content)
        /// A provider's word on one of our messages.
        case delivery(Delivery, error: DeliveryError?)
        /// An emoji put on a message; empty takes it back.
        case reaction(String)
        /// New words of an earlier message.
        case edit(String)
        /// An earlier message was taken back.
        case deletion
        /// A provider's word on a template: its name, language and new state.
        case template(name: String, language: String, MessageTemplate.State, reason: String)
        /// A provider's word on until when messages may go to the address.
        case window(until: Timestamp, who: WindowAudience)
        /// A provider's word on the account, for administrators.
        case notice(kind: String, text: String)
    }

    /// The channel account.
    public var channel: ID<Channel>

    /// The same event twice has the same key: the second is dropped.
    public var dedupeKey: String

    /// The provider's time.
    public var sentAt: Timestamp

    /// How the contact is known, best first; empty for notices and deliveries.
    public var identities: [ContactIdentity]

    /// The name the provider has for the contact; may be empty.
    public var profileName: String

    /// The contact's address on the channel, to which answers go.
    public var address: String

    /// The message at the provider that this is, or that this is about.
    public var providerID: String

    /// The provider's name of the conversation, on channels that have many with one contact.
    public var thread: String

    /// Whether a machine wrote it: an automatic answer or a bounce, which begins nothing.
    public var isAutomatic: Bool

    /// What was heard.
    public var signal: Signal

    /// Creates an event.
    public init(
        channel: ID<Channel>,
        dedupeKey: String,
        sentAt: Timestamp,
        identities: [ContactIdentity] = [],
        profileName: String = "",
        address: String = "",
        providerID: String = "",
        thread: String = "",
        isAutomatic: Bool = false,
        signal: Signal
    ) {
        self.channel = channel
        self.dedupeKey = dedupeKey
        self.sentAt = sentAt
        self.identities = identities
        self.profileName = profileName
        self.address = address
        self.providerID = providerID
        self.thread = thread
        self.isAutomatic = isAutomatic
        self.signal = signal
    }
}

/// Says who may write while a window is open.
public enum WindowAudience: String, Sendable, Hashable, Codable {
    /// Anyone: people and machines.
    case anyone
    /// People alone, by the human tag.
    case human
}

/// Says why a provider refused a message.
public struct DeliveryError: Sendable, Hashable, Codable {
    /// The provider's code.
    public var code: String

    /// The provider's words.
    public var text: String

    /// Creates an error.
    public init(code: String, text: String) {
        self.code = code
        self.text = text
    }
}

/// Says how an attempt to send ended.
public enum SendOutcome: Sendable, Hashable {
    /// The provider took it and gave it an id.
    case accepted(providerID: String)
    /// The provider refused it for good.
    case failed(DeliveryError)
    /// It may be tried again, not before a time in seconds from now; `nil` for our own back-off.
    case retry(afterSeconds: Int64?, DeliveryError)
    /// The channel was down and nothing was tried: the attempt does not count.
    case notTried(DeliveryError)
    /// The provider says the messaging window is over.
    case windowClosed(DeliveryError)
    /// Nobody knows whether the provider took it.
    case unknown(DeliveryError)
}
