/// Is a message without its words: who, when, which way, how far it got.
public struct Message: Sendable, Hashable, Codable {
    /// Says which way a message went.
    public enum Direction: String, Sendable, Hashable, Codable {
        /// From the contact.
        case inbound
        /// To the contact.
        case outbound
    }

    /// Says who wrote an outbound message.
    public enum Author: Sendable, Hashable, Codable {
        /// The contact.
        case contact
        /// A person of ours.
        case agent(ID<Agent>)
        /// The automatic flow or an automatic message.
        case automatic
        /// One of us, with another tool than this server (an echo).
        case elsewhere
    }

    /// The id.
    public let id: ID<Message>

    /// The session; `nil` when the message belongs to none (a word that starts nothing).
    public var session: ID<Session>?

    /// The channel.
    public let channel: ID<Channel>

    /// The contact who was heard or is written to, as they were known: a merge does not change it.
    public let contact: ID<Contact>

    /// Which way it went.
    public let direction: Direction

    /// Who wrote it.
    public let author: Author

    /// When it entered our books.
    public let at: Timestamp

    /// The provider's time of an inbound message; the same as `at` for others.
    public let sentAt: Timestamp

    /// How far an outbound message got; `delivered` for inbound ones.
    public var delivery: Delivery

    /// The message at the provider, once known.
    public var providerID: String

    /// Whether it began no session because of its words, or is our answer to one that did not; it
    /// stays visible on the contact.
    public var isFiltered: Bool

    /// The address on the channel of a message that belongs to no session; empty for others.
    public var address: String

    /// Creates a message.
    public init(
        id: ID<Message>,
        session: ID<Session>?,
        channel: ID<Channel>,
        contact: ID<Contact>,
        direction: Direction,
        author: Author,
        at: Timestamp,
        sentAt: Timestamp,
        delivery: Delivery,
        providerID: String = "",
        isFiltered: Bool = false,
        address: String = ""
    ) {
        self.id = id
        self.session = session
        self.channel = channel
        self.contact = contact
        self.direction = direction
        self.author = author
        self.at = at
        self.sentAt = sentAt
        self.delivery = delivery
        self.providerID = providerID
        self.isFiltered = isFiltered
        self.address = address
    }
}

/// Says how far an outbound message got.
public enum Delivery: String, Sendable, Hashable, Codable, CaseIterable {
    /// Waits for its turn, or for its next try.
    case queued
    /// Is being handed to the provider.
    case sending
    /// The provider took it.
    case accepted
    /// The contact's device has it.
    case delivered
    /// The contact saw it.
    case read
    /// It will not arrive.
    case failed
    /// The provider may or may not have taken it; never sent again by itself.
    case unknown
    /// Waits because the messaging window ended; goes when the contact writes.
    case held
}
