/// Is what a plugin declares that an account can do.
public struct ChannelTraits: Sendable, Hashable {
    /// Is a set of things a channel may be able to do.
    public struct Features: OptionSet, Sendable, Hashable {
        /// The bits of the ABI.
        public let rawValue: UInt64

        /// Creates a set from bits of the ABI.
        public init(rawValue: UInt64) { self.rawValue = rawValue }

        /// The provider posts to us.
        public static let webhook = Features(rawValue: 1 << 0)
        /// It wants to be polled.
        public static let poll = Features(rawValue: 1 << 1)
        /// A conversation can begin with our message.
        public static let start = Features(rawValue: 1 << 2)
        /// Templates can be sent.
        public static let templates = Features(rawValue: 1 << 3)
        /// Buttons can be sent.
        public static let buttons = Features(rawValue: 1 << 4)
        /// Lists can be sent.
        public static let lists = Features(rawValue: 1 << 5)
        /// Reactions come in.
        public static let reactions = Features(rawValue: 1 << 6)
        /// A sent message can refer to another.
        public static let reply = Features(rawValue: 1 << 7)
        /// The contact's typing is told.
        public static let typingIn = Features(rawValue: 1 << 8)
        /// Our typing can be shown.
        public static let typingOut = Features(rawValue: 1 << 9)
        /// The contact's messages can be marked read.
        public static let markRead = Features(rawValue: 1 << 10)
        /// Messages have subjects.
        public static let subject = Features(rawValue: 1 << 11)
        /// Threads separate matters of one contact.
        public static let threads = Features(rawValue: 1 << 12)
        /// Sending twice with one idempotency key delivers once.
        public static let idempotent = Features(rawValue: 1 << 13)
        /// Delivery is told.
        public static let delivered = Features(rawValue: 1 << 14)
        /// Reading is told.
        public static let read = Features(rawValue: 1 << 15)
        /// Recorded voice is shown as such.
        public static let voice = Features(rawValue: 1 << 16)
    }

    /// Says what may be sent when the messaging window is over.
    public enum Resume: UInt32, Sendable, Hashable {
        /// Nothing.
        case none = 0
        /// A template that the provider approved.
        case template = 1
        /// Words of a person, for `humanWindow`.
        case human = 2
    }

    /// Says how people use the channel.
    public enum Rhythm: UInt32, Sendable, Hashable {
        /// Both are there at once.
        case live = 1
        /// Answers within minutes or hours.
        case async = 2
        /// Answers within days.
        case deferred = 3
    }

    /// Says what a length of text is counted in.
    public enum TextUnit: UInt32, Sendable, Hashable {
        /// Unicode scalar values.
        case characters = 1
        /// Bytes of UTF-8.
        case bytes = 2
        /// UTF-16 code units.
        case utf16 = 3
    }

    /// What the channel can do.
    public var features: Features = []
    /// For how many seconds after the contact's message anything may be sent; zero: no such rule.
    public var window: UInt32 = 0
    /// For how many seconds a person may write, with `resume` human.
    public var humanWindow: UInt32 = 0
    /// What may be sent when the window is over.
    public var resume = Resume.none
    /// How people use the channel.
    public var rhythm = Rhythm.async
    /// What lengths of text are counted in.
    public var textUnit = TextUnit.characters
    /// How outbound text is to be marked up.
    public var textFormat = ChannelTextFormat.plain
    /// The greatest length of a message; zero: no limit.
    public var maximumText: UInt32 = 0
    /// The greatest length of a subject; zero: no limit.
    public var maximumSubject: UInt32 = 0
    /// Files in one message; zero: none.
    public var maximumAttachments: UInt32 = 0
    /// Buttons in one message.
    public var maximumButtons: UInt32 = 0
    /// The greatest length of a button's title.
    public var maximumButtonTitle: UInt32 = 0
    /// Options in one list.
    public var maximumListOptions: UInt32 = 0
    /// Messages of the account in a second; zero: the host decides.
    public var maximumPerSecond: UInt32 = 0
    /// Milliseconds between polls; zero: the host decides.
    public var pollInterval: UInt32 = 0
    /// Which files can be sent: a kind without a rule cannot.
    public var media: [ChannelMediaRule] = []
    /// The space in which provider ids are unique; empty: this account alone.
    public var identityScope = ""

    /// Creates traits without any feature.
    public init() {}

    /// Counts a text in the unit of the channel's limits.
    public func length(of text: String) -> Int {
        switch textUnit {
        case .characters: text.unicodeScalars.count
        case .bytes: text.utf8.count
        case .utf16: text.utf16.count
        }
    }
}

/// Says which files of one kind can be sent.
public struct ChannelMediaRule: Sendable, Hashable {
    /// The kind.
    public var kind: ChannelMediaKind
    /// The types, such as `image/jpeg` or `image/*`; none: any.
    public var types: [String]
    /// The greatest size in bytes; zero: no limit.
    public var maximumBytes: UInt64
    /// The greatest length in seconds; zero: no limit.
    public var maximumSeconds: UInt32
    /// The greatest length of a caption in the unit of text; zero: no caption.
    public var maximumCaption: UInt32

    /// Creates a rule.
    public init(
        kind: ChannelMediaKind,
        types: [String] = [],
        maximumBytes: UInt64 = 0,
        maximumSeconds: UInt32 = 0,
        maximumCaption: UInt32 = 0
    ) {
        self.kind = kind
        self.types = types
        self.maximumBytes = maximumBytes
        self.maximumSeconds = maximumSeconds
        self.maximumCaption = maximumCaption
    }
}

/// Names the kind of a file.
public enum ChannelMediaKind: UInt32, Sendable, Hashable {
    /// A picture.
    case image = 1
    /// Sound.
    case audio = 2
    /// A film.
    case video = 3
    /// Anything else.
    case document = 4
    /// A sticker.
    case sticker = 5
    /// A visiting card.
    case contact = 6
}

/// Says how text is marked up.
public enum ChannelTextFormat: UInt32, Sendable, Hashable {
    /// Not at all.
    case plain = 0
    /// `*bold* _italic_ ~struck~`.
    case whatsapp = 1
    /// CommonMark without HTML.
    case markdown = 2
    /// A fragment of HTML, not yet cleaned.
    case html = 3
}
