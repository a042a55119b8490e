/// Is one thing that happened on a channel, as its plugin told it.
public struct ChannelEvent: Sendable, Hashable {
    /// Says what happened.
    public enum Kind: Sendable, Hashable {
        /// Words, files, a choice, a place.
        case message(ChannelMessage)
        /// A reaction to a message with an emoji; `nil` takes it back.
        case reaction(target: String, emoji: String?)
        /// A message got another text.
        case edit(target: String, text: String, format: ChannelTextFormat)
        /// A message was taken back: its words are to be erased.
        case deletion(target: String)
        /// A message of ours got further, or failed.
        case delivery(target: String, DeliveryState, error: ProviderError?)
        /// The contact is writing.
        case typing
        /// The contact's name or identities changed.
        case contact
        /// The contact left.
        case left
        /// The contact wants no messages of ours.
        case optOut
        /// The contact wants messages again.
        case optIn
        /// A template's state changed.
        case template(TemplateNews)
        /// The account's state changed; the traits are to be asked for again.
        case account(AccountState, error: ProviderError?)
        /// The messaging window changed: see `window`.
        case window
        /// Something of a kind that this host does not know.
        case unknown(UInt32)
    }

    /// Says where an event comes from.
    public enum Direction: UInt32, Sendable, Hashable {
        /// The contact.
        case inbound = 1
        /// Ourselves, with another tool: shown, opens no session.
        case echo = 2
        /// History that the provider hands over: stored, opens nothing.
        case history = 3
    }

    /// Says how far a message of ours got.
    public enum DeliveryState: UInt32, Sendable, Hashable {
        /// The provider sent it.
        case sent = 1
        /// It arrived.
        case delivered = 2
        /// It was read.
        case read = 3
        /// It did not arrive.
        case failed = 4
    }

    /// Says how an account is.
    public enum AccountState: UInt32, Sendable, Hashable {
        /// All is well.
        case good = 1
        /// It works with limits.
        case degraded = 2
        /// It does not work.
        case blocked = 3
    }

    /// The same thing told twice has the same key, so that the second is dropped; never empty.
    public var key: String
    /// What happened.
    public var kind: Kind
    /// When, in milliseconds since 1970; never zero: the moment of receipt when the plugin knew none.
    public var time: Int64
    /// Where it comes from.
    public var direction: Direction
    /// Which account, when one webhook serves several; empty: the one that was called.
    public var account: String
    /// Where to answer; empty only for deliveries, templates and accounts.
    public var conversation: String
    /// The matter; empty for none.
    public var thread: String
    /// All that is known of the contact, most certain first.
    public var identities: [ChannelIdentity]
    /// The contact's name; empty when unknown.
    public var contactName: String
    /// The contact's language as BCP 47 tag; empty when unknown.
    public var contactLanguage: String
    /// The messaging window, when the provider says it.
    public var window: ChannelWindow?
    /// Written by a machine, such as an auto-reply: opens nothing.
    public var isAutomatic: Bool
    /// What the provider said besides: a JSON object, or empty.
    public var extra: String

    /// Creates an event.
    public init(
        key: String,
        kind: Kind,
        time: Int64,
        direction: Direction = .inbound,
        account: String = "",
        conversation: String = "",
        thread: String = "",
        identities: [ChannelIdentity] = [],
        contactName: String = "",
        contactLanguage: String = "",
        window: ChannelWindow? = nil,
        isAutomatic: Bool = false,
        extra: String = ""
    ) {
        self.key = key
        self.kind = kind
        self.time = time
        self.direction = direction
        self.account = account
        self.conversation = conversation
        self.thread = thread
        self.identities = identities
        self.contactName = contactName
        self.contactLanguage = contactLanguage
        self.window = window
        self.isAutomatic = isAutomatic
        self.extra = extra
    }
}

/// Is what a contact wrote, sent or chose.
public struct ChannelMessage: Sendable, Hashable {
    /// The provider's id; never empty.
    public var id: String
    /// The message it answers; empty for none.
    public var replyTo: String
    /// The subject; empty for none.
    public var subject: String
    /// The words.
    public var text: String
    /// How they are marked up.
    public var format: ChannelTextFormat
    /// The files.
    public var attachments: [ChannelAttachment]
    /// What was chosen of what we offered.
    public var choice: ChannelChoice?
    /// A place.
    public var place: ChannelPlace?
    /// It was passed on.
    public var isForwarded: Bool
    /// It was not understood; `ChannelEvent.extra` holds it.
    public var isUnsupported: Bool

    /// Creates a message.
    public init(
        id: String,
        replyTo: String = "",
        subject: String = "",
        text: String = "",
        format: ChannelTextFormat = .plain,
        attachments: [ChannelAttachment] = [],
        choice: ChannelChoice? = nil,
        place: ChannelPlace? = nil,
        isForwarded: Bool = false,
        isUnsupported: Bool = false
    ) {
        self.id = id
        self.replyTo = replyTo
        self.subject = subject
        self.text = text
        self.format = format
        self.attachments = attachments
        self.choice = choice
        self.place = place
        self.isForwarded = isForwarded
        self.isUnsupported = isUnsupported
    }
}

/// Is a choice among options that we offered.
public struct ChannelChoice: Sendable, Hashable {
    /// Says how it was made.
    public enum Kind: UInt32, Sendable, Hashable {
        /// By a button.
        case button = 1
        /// In a list.
        case list = 2
        /// By a button of a template.
        case template = 3
        /// By filling in a form, whose JSON is the id.
        case form = 4
    }

    /// How it was made.
    public var kind: Kind
    /// What we called the option.
    public var id: String
    /// What the contact saw.
    public var title: String

    /// Creates a choice.
    public init(kind: Kind, id: String, title: String) {
        self.kind = kind
        self.id = id
        self.title = title
    }
}

/// Is a place on earth.
public struct ChannelPlace: Sendable, Hashable {
    /// Degrees north, -90 to 90.
    public var latitude: Double
    /// Degrees east, -180 to 180.
    public var longitude: Double
    /// What it is called; empty when unknown.
    public var name: String
    /// Where it is in words; empty when unknown.
    public var address: String

    /// Creates a place.
    public init(latitude: Double, longitude: Double, name: String = "", address: String = "") {
        self.latitude = latitude
        self.longitude = longitude
        self.name = name
        self.address = address
    }
}

/// Is a name that a contact is known by.
public struct ChannelIdentity: Sendable, Hashable {
    /// Says what kind of name it is.
    public enum Kind: UInt32, Sendable, Hashable {
        /// An opaque id of the provider.
        case provider = 1
        /// A phone number in E.164 form with its plus.
        case phone = 2
        /// An e-mail address in lower case.
        case email = 3
    }

    /// The kind.
    public var kind: Kind
    /// The name.
    public var value: String
    /// Tells apart several ids of one provider; empty for the usual one.
    public var scope: String

    /// Creates an identity.
    public init(kind: Kind, value: String, scope: String = "") {
        self.kind = kind
        self.value = value
        self.scope = scope
    }
}

/// Is a messaging window as the provider states it.
public struct ChannelWindow: Sendable, Hashable {
    /// Says who may write.
    public enum Who: UInt32, Sendable, Hashable {
        /// Agents, flows and automatic messages.
        case anyone = 1
        /// Agents only.
        case human = 2
    }

    /// The end, in milliseconds since 1970.
    public var until: Int64
    /// Who may write until then.
    public var who: Who

    /// Creates a window.
    public init(until: Int64, who: Who = .anyone) {
        self.until = until
        self.who = who
    }
}

/// Is what a provider says about a failure.
public struct ProviderError: Sendable, Hashable {
    /// The provider's code; may be empty.
    public var code: String
    /// The words for people.
    public var text: String

    /// Creates an error.
    public init(code: String, text: String) {
        self.code = code
        self.text = text
    }
}
