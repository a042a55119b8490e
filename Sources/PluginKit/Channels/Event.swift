/// Is one thing that happened on a channel.
///
/// ```swift
/// Event(key: message.id, conversation: message.from, .message(Message(id: message.id, text: body)))
/// ```
public struct Event: Sendable, Hashable {
    /// What happened.
    public enum Kind: Sendable, Hashable {
        /// Words, files, a choice, a place.
        case message(Message)
        /// A reaction to a message with an emoji; `nil` takes it back.
        case reaction(target: String, emoji: String?)
        /// A message got another text.
        case edit(target: String, text: String, format: TextFormat)
        /// A message was taken back: its words are erased.
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
        case template(TemplateStatus)
        /// The account's state changed.
        case account(AccountState, error: ProviderError?)
        /// The messaging window changed: see `window`.
        case window
    }

    /// Says where an event comes from.
    public enum Direction: UInt32, Sendable, Hashable {
        /// The contact.
        case inbound = 1
        /// Ourselves, with another tool: shown, opens no session.
        case echo = 2
        /// History that the provider hands over.
        case history = 3
    }

    /// The same thing told twice has the same key, two things never: the host drops the second.
    public var key: String
    /// Where to answer; empty only for deliveries, templates and accounts.
    public var conversation: String
    /// What happened.
    public var kind: Kind
    /// When, in milliseconds since 1970 by the provider's clock; zero: now.
    public var time: Int64 = 0
    /// Where it comes from.
    public var direction = Direction.inbound
    /// Which account, when one webhook serves several; empty: the one that was called.
    public var account = ""
    /// The matter, with feature `threads`.
    public var thread = ""
    /// All that is known of the contact, most certain first.
    public var identities: [Identity] = []
    /// The contact's name; empty when unknown.
    public var contactName = ""
    /// The contact's language as BCP 47 tag; empty when unknown.
    public var contactLanguage = ""
    /// The messaging window, when the provider says it.
    public var window: Window?
    /// Written by a machine, such as an auto-reply: opens nothing.
    public var isAutomatic = false
    /// What the provider said besides: a JSON object; empty for none.
    public var extra = ""

    /// Creates an event; the rest is set afterwards.
    public init(key: String, conversation: String, _ kind: Kind) {
        self.key = key
        self.conversation = conversation
        self.kind = kind
    }
}

/// Is what a contact wrote, sent or chose.
public struct Message: Sendable, Hashable {
    /// The provider's id.
    public var id: String
    /// The message it answers; empty for none.
    public var replyTo = ""
    /// The subject; empty for none.
    public var subject = ""
    /// The words.
    public var text: String
    /// How they are marked up.
    public var format = TextFormat.plain
    /// The files.
    public var attachments: [Attachment] = []
    /// What was chosen of what we offered.
    public var choice: Choice?
    /// A place.
    public var place: Place?
    /// It was passed on.
    public var isForwarded = false
    /// It was not understood; `Event.extra` holds it.
    public var isUnsupported = false

    /// Creates a message.
    public init(id: String, text: String = "") {
        self.id = id
        self.text = text
    }
}

/// Is a choice among options that we offered.
public struct Choice: Sendable, Hashable {
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
    public init(_ kind: Kind, id: String, title: String) {
        self.kind = kind
        self.id = id
        self.title = title
    }
}

/// Is a place on earth.
public struct Place: Sendable, Hashable {
    /// Degrees north.
    public var latitude: Double
    /// Degrees east.
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
public struct Identity: Sendable, Hashable {
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
    public init(_ kind: Kind, _ value: String, scope: String = "") {
        self.kind = kind
        self.value = value
        self.scope = scope
    }
}

/// Is a file of a message.
///
/// Inbound it has an id that `MediaFetching` can fetch, or a URL, or bytes, or a stored file.
/// Outbound it has a stored file, and a URL when the host can serve it to the provider.
public struct Attachment: Sendable, Hashable {
    /// The kind.
    public var kind: MediaKind
    /// The provider's id; empty for none.
    public var id = ""
    /// Where anybody can fetch it; empty for none.
    public var url = ""
    /// The id of the stored file; empty for none.
    public var file = ""
    /// The content; empty when it is elsewhere.
    public var bytes: [UInt8] = []
    /// The type.
    public var mime = ""
    /// The name; empty when unknown.
    public var fileName = ""
    /// The words with it.
    public var caption = ""
    /// The hash as the provider states it; empty when unknown.
    public var sha256 = ""
    /// The length in bytes; zero when unknown.
    public var length: UInt64 = 0
    /// The length in milliseconds; zero when unknown.
    public var duration: UInt32 = 0
    /// It was recorded as a voice message.
    public var isVoice = false
    /// It moves.
    public var isAnimated = false

    /// Creates an attachment.
    public init(_ kind: MediaKind) {
        self.kind = kind
    }
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

/// Is what a provider says about a failure.
public struct ProviderError: Sendable, Hashable {
    /// The provider's code.
    public var code: String
    /// The words for people.
    public var text: String

    /// Creates an error.
    public init(code: String, text: String) {
        self.code = code
        self.text = text
    }
}

/// Is a messaging window as the provider states it.
public struct Window: Sendable, Hashable {
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

/// Is a template of the provider and whether it can be sent.
public struct TemplateStatus: Sendable, Hashable {
    /// Says whether a template can be sent.
    public enum State: UInt32, Sendable, Hashable {
        /// It can.
        case approved = 1
        /// Not yet.
        case pending = 2
        /// The provider refused it.
        case rejected = 3
        /// Not at the moment.
        case paused = 4
        /// Not any more.
        case disabled = 5
        /// Put away.
        case archived = 6
    }

    /// The provider's id.
    public var id: String
    /// The name.
    public var name: String
    /// The language.
    public var language: String
    /// Whether it can be sent.
    public var state: State
    /// The provider's category; empty when unknown.
    public var category = ""
    /// Its components as a JSON array, in the form that `template_json` of the contract documents;
    /// empty when only the state is told.
    public var components = ""
    /// Why it is not approved.
    public var error: ProviderError?

    /// Creates a status.
    public init(id: String, name: String, language: String, state: State) {
        self.id = id
        self.name = name
        self.language = language
        self.state = state
    }
}
