/// Is a configured account of a channel plugin, such as "WhatsApp Vendas".
///
/// Its secrets and the rest of the plugin's configuration are not here: `Store` keeps them.
public struct Channel: Sendable, Hashable, Codable {
    /// The id.
    public internal(set) var id: ID<Channel>

    /// The name in URLs and commands: lower-case letters, digits and dashes.
    public var slug: String

    /// The name that people see.
    public var name: String

    /// The feature of the plugin that speaks to the provider, such as `whatsapp`.
    public var plugin: String

    /// The account at the provider that events select, such as a `phone_number_id`; may be empty.
    public var account: String

    /// The team that new sessions wait for.
    public var team: ID<Team>

    /// What the plugin declares that the channel can do.
    public var capabilities: ChannelCapabilities

    /// Whether it takes and sends messages.
    public var isActive: Bool

    /// The flow that receives contacts; `nil` hands them to the team at once.
    public var flow: ID<Flow>?

    /// Creates a channel.
    public init(
        id: ID<Channel>,
        slug: String,
        name: String,
        plugin: String,
        account: String = "",
        team: ID<Team>,
        capabilities: ChannelCapabilities = ChannelCapabilities(),
        isActive: Bool = true,
        flow: ID<Flow>? = nil
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.plugin = plugin
        self.account = account
        self.team = team
        self.capabilities = capabilities
        self.isActive = isActive
        self.flow = flow
    }
}

/// Says what a channel can do, as its plugin declares it; the engine enforces it.
public struct ChannelCapabilities: Sendable, Hashable, Codable {
    /// Says how a conversation goes on when its messaging window is over.
    public enum Resume: String, Sendable, Hashable, Codable {
        /// Not before the contact writes.
        case none
        /// By a message template.
        case template
        /// By a human's message with the human tag.
        case humanTag
    }

    /// Says how fast answers are expected.
    public enum Rhythm: String, Sendable, Hashable, Codable {
        /// Both sides are there at once.
        case live
        /// Each side answers when it can.
        case async
        /// Letters: answers take hours or days.
        case deferred
    }

    /// The seconds after the contact's last message in which free messages may go; 0 for no limit.
    public var windowSeconds: Int64

    /// What may go when the window is over.
    public var resume: Resume

    /// How fast answers are expected.
    public var rhythm: Rhythm

    /// The longest text, in Unicode scalars; 0 for no limit.
    public var maximumText: Int

    /// Whether message templates exist on it.
    public var hasTemplates: Bool

    /// Whether files can be sent.
    public var sendsMedia: Bool

    /// Whether the provider takes an idempotency key, so that an unknown send may be repeated.
    public var isIdempotent: Bool

    /// Whether our typing can be shown to the contact.
    public var showsTyping: Bool

    /// Whether visitors write on a page of ours (`/chat/:channel`).
    public var hasVisitors: Bool

    /// How long after the contact's message a person may still write (the human tag), in seconds;
    /// 0 where people have no longer window than machines.
    public var humanWindowSeconds: Int64

    /// How many buttons a message can have; 0 where the channel has none.
    public var maximumButtons: Int

    /// The longest label of a button, in Unicode scalars.
    public var maximumButtonTitle: Int

    /// How many options a list can have; 0 where the channel has none.
    public var maximumListOptions: Int

    /// How many files one message can have; 0 for no limit.
    public var maximumAttachments: Int

    /// Creates capabilities; the default channel takes text and nothing else.
    public init(
        windowSeconds: Int64 = 0,
        resume: Resume = .none,
        rhythm: Rhythm = .async,
        maximumText: Int = 0,
        hasTemplates: Bool = false,
        sendsMedia: Bool = false,
        isIdempotent: Bool = false,
        showsTyping: Bool = false,
        hasVisitors: Bool = false,
        humanWindowSeconds: Int64 = 0,
        maximumButtons: Int = 0,
        maximumButtonTitle: Int = 20,
        maximumListOptions: Int = 0,
        maximumAttachments: Int = 0
    ) {
        self.windowSeconds = windowSeconds
        self.resume = resume
        self.rhythm = rhythm
        self.maximumText = maximumText
        self.hasTemplates = hasTemplates
        self.sendsMedia = sendsMedia
        self.isIdempotent = isIdempotent
        self.showsTyping = showsTyping
        self.hasVisitors = hasVisitors
        self.humanWindowSeconds = humanWindowSeconds
        self.maximumButtons = maximumButtons
        self.maximumButtonTitle = maximumButtonTitle
        self.maximumListOptions = maximumListOptions
        self.maximumAttachments = maximumAttachments
    }
}
