/// Is somebody that can be written to on a channel.
public struct ResolvedContact: Sendable, Hashable {
    /// The key to send to; empty when the provider names it at the first message.
    public var conversation: String
    /// The name; empty when unknown.
    public var name: String
    /// All that is known.
    public var identities: [ChannelIdentity]

    /// Creates a contact.
    public init(conversation: String, name: String, identities: [ChannelIdentity]) {
        self.conversation = conversation
        self.name = name
        self.identities = identities
    }
}

/// Is a change of a session that a channel hears of.
public struct SessionNews: Sendable, Hashable {
    /// Says where a session stands.
    public enum State: UInt32, Sendable, Hashable {
        /// It was opened.
        case opened = 1
        /// An agent serves it.
        case inService = 2
        /// It was closed.
        case closed = 3
    }

    /// Where it stands now.
    public var state: State
    /// The session.
    public var session: String
    /// The number that contacts know it by.
    public var protocolNumber: String
    /// The conversation.
    public var conversation: String
    /// The matter; empty for none.
    public var thread: String
    /// The agent's name as contacts may see it; empty unless in service.
    public var agentName: String
    /// When, in milliseconds since 1970.
    public var time: Int64

    /// Creates news of a session.
    public init(
        state: State,
        session: String,
        protocolNumber: String,
        conversation: String,
        thread: String = "",
        agentName: String = "",
        time: Int64
    ) {
        self.state = state
        self.session = session
        self.protocolNumber = protocolNumber
        self.conversation = conversation
        self.thread = thread
        self.agentName = agentName
        self.time = time
    }
}

/// Is something to show the contact: that we read or write.
public struct ReceiptNews: Sendable, Hashable {
    /// The contact's messages are marked read.
    public var isRead: Bool
    /// The contact sees that we write.
    public var isTyping: Bool
    /// The conversation.
    public var conversation: String
    /// The contact's last message at the provider.
    public var message: String

    /// Creates a receipt.
    public init(isRead: Bool, isTyping: Bool, conversation: String, message: String) {
        self.isRead = isRead
        self.isTyping = isTyping
        self.conversation = conversation
        self.message = message
    }
}

/// Is something that is to appear in the page of a live chat's visitor.
public struct VisitorPush: Sendable, Hashable {
    /// The visitor's conversation key.
    public var conversation: String
    /// The kind of the push, such as `message` or `typing`.
    public var name: String
    /// A JSON object.
    public var json: String

    /// Whether it is kept for visitors who reconnect.
    public var isKept: Bool { name != "typing" }

    /// Creates a push.
    public init(conversation: String, name: String, json: String) {
        self.conversation = conversation
        self.name = name
        self.json = json
    }
}

/// Says how the page of a live chat looks and what it asks.
public struct VisitorPage: Sendable, Hashable {
    /// Is something asked before the chat.
    public struct Field: Sendable, Hashable, Codable {
        /// The name of the field.
        public var id: String
        /// The words beside it.
        public var label: String
        /// `text`, `email` or `phone`.
        public var kind: String
        /// Whether it must be filled in.
        public var required: Bool

        /// Creates a field.
        public init(id: String, label: String, kind: String = "text", required: Bool = false) {
            self.id = id
            self.label = label
            self.kind = kind
            self.required = required
        }
    }

    /// The words at the top.
    public var title: String
    /// Shown before the first message; empty for none.
    public var greeting: String
    /// The main colour as 0xRRGGBBAA; zero: the host's.
    public var accent: UInt32
    /// The language as BCP 47 tag; empty: the browser's.
    public var language: String
    /// What is asked before the chat.
    public var fields: [Field]
    /// The sites that may embed it; none: any.
    public var origins: [String]
    /// The greatest file in bytes; zero: no files.
    public var maximumFile: UInt64

    /// Creates a page.
    public init(
        title: String,
        greeting: String = "",
        accent: UInt32 = 0,
        language: String = "",
        fields: [Field] = [],
        origins: [String] = [],
        maximumFile: UInt64 = 0
    ) {
        self.title = title
        self.greeting = greeting
        self.accent = accent
        self.language = language
        self.fields = fields
        self.origins = origins
        self.maximumFile = maximumFile
    }
}

/// Is something that a plugin says about a configuration.
public struct ConfigurationFinding: Sendable, Hashable {
    /// Says how bad it is.
    public enum Level: UInt32, Sendable, Hashable {
        /// For the plugin's author.
        case debug = 0
        /// Worth knowing.
        case info = 1
        /// Worth a look.
        case warning = 2
        /// It cannot work.
        case error = 3
    }

    /// The JSON pointer of the field, such as `/apiBase`; empty for the whole.
    public var pointer: String
    /// How bad it is.
    public var level: Level
    /// What is wrong and what to do.
    public var text: String

    /// Creates a finding.
    public init(pointer: String, level: Level, text: String) {
        self.pointer = pointer
        self.level = level
        self.text = text
    }
}
