public import Engine

/// Is an address outside that is told what happens.
public struct Webhook: Sendable, Hashable {
    /// The id.
    public let id: Int64

    /// What its maker calls it.
    public var name: String

    /// Where it is told.
    public var url: String

    /// What it is told of; never empty.
    public var events: Set<WebhookEvent>

    /// Whether it is told the words of messages too, and not only that there are some.
    public var includesContent: Bool

    /// Whether it is told anything now.
    public var isActive: Bool

    /// Why it was switched off by itself; `nil` when a person did it, or it is on.
    public var problem: String?

    /// When it was made.
    public let createdAt: Timestamp
}

/// Is a webhook as somebody wants it.
public struct WebhookDraft: Sendable, Hashable {
    /// What its maker calls it.
    public var name: String

    /// Where it is told.
    public var url: String

    /// What it is told of.
    public var events: Set<WebhookEvent>

    /// Whether it is told the words of messages.
    public var includesContent: Bool

    /// Whether it is told anything now.
    public var isActive: Bool

    /// Creates a draft.
    public init(
        name: String,
        url: String,
        events: Set<WebhookEvent>,
        includesContent: Bool = false,
        isActive: Bool = true
    ) {
        self.name = name
        self.url = url
        self.events = events
        self.includesContent = includesContent
        self.isActive = isActive
    }
}

/// Names what a webhook can be told of.
public enum WebhookEvent: String, Sendable, Hashable, CaseIterable, Codable {
    /// A session began.
    case sessionOpened = "session.opened"
    /// A session entered a team's queue, anew or again.
    case sessionWaiting = "session.waiting"
    /// An agent began to serve a session.
    case sessionStarted = "session.started"
    /// A person moved a session.
    case sessionTransferred = "session.transferred"
    /// A rule moved a session to another team.
    case sessionOverflowed = "session.overflowed"
    /// A session ended.
    case sessionClosed = "session.closed"
    /// A session that had ended goes on.
    case sessionReopened = "session.reopened"
    /// A contact wrote.
    case messageReceived = "message.received"
    /// A channel took a message of ours.
    case messageSent = "message.sent"
    /// A message of ours reached the contact.
    case messageDelivered = "message.delivered"
    /// A contact saw a message of ours.
    case messageRead = "message.read"
    /// A message of ours did not go, or nobody knows whether it did.
    case messageFailed = "message.failed"
    /// Somebody wants to see whether the address answers.
    case test = "webhook.test"
}
