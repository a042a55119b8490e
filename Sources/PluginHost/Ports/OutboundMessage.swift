/// Is a message for a channel to send: text, or files, or a template, or text with options.
public struct OutboundMessage: Sendable, Hashable {
    /// Says who is speaking.
    public enum Author: UInt32, Sendable, Hashable {
        /// A person.
        case agent = 1
        /// The flow before an agent.
        case flow = 2
        /// A message by rule.
        case automatic = 3
    }

    /// Who is speaking.
    public var author: Author
    /// The name that contacts may see; empty for none.
    public var authorName = ""
    /// 1 for the first attempt.
    public var attempt: UInt32 = 1
    /// The same for every attempt at one message.
    public var idempotencyKey: String
    /// The session.
    public var session = ""
    /// The number that contacts know the session by.
    public var protocolNumber = ""
    /// Where to; empty when we begin: the identities count.
    public var conversation = ""
    /// The matter; empty for none.
    public var thread = ""
    /// All that is known of the contact.
    public var identities: [ChannelIdentity] = []
    /// The message it answers; empty for none.
    public var replyTo = ""
    /// The subject; empty for none.
    public var subject = ""
    /// The words, in the format of the traits.
    public var text = ""
    /// How they are marked up.
    public var format = ChannelTextFormat.plain
    /// The files.
    public var attachments: [ChannelAttachment] = []
    /// The template; then there are no other words.
    public var template: OutboundTemplate?
    /// Options to choose from.
    public var options: OutboundOptions?
    /// When the contact last wrote, in milliseconds since 1970; zero: never.
    public var lastInbound: Int64 = 0
    /// The end of the messaging window; zero: none is known.
    public var windowUntil: Int64 = 0

    /// Creates a message; the rest is set afterwards.
    public init(idempotencyKey: String, author: Author, conversation: String, text: String = "") {
        self.idempotencyKey = idempotencyKey
        self.author = author
        self.conversation = conversation
        self.text = text
    }
}

/// Is a template with its arguments.
public struct OutboundTemplate: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The language.
    public var language: String
    /// The arguments.
    public var arguments: [Argument]

    /// Creates a template.
    public init(name: String, language: String, arguments: [Argument] = []) {
        self.name = name
        self.language = language
        self.arguments = arguments
    }

    /// Is an argument of a template.
    public struct Argument: Sendable, Hashable {
        /// Says where an argument belongs.
        public enum Place: UInt32, Sendable, Hashable {
            /// In the header.
            case header = 1
            /// In the text.
            case body = 2
            /// In a button.
            case button = 3
        }

        /// Says what an argument is.
        public enum Value: Sendable, Hashable {
            /// Words.
            case text(String)
            /// Money: thousandths of a currency's unit, and words that stand for it.
            case currency(fallback: String, code: String, thousandths: Int64)
            /// A moment in words.
            case moment(fallback: String)
            /// A file.
            case media(ChannelAttachment)
            /// The end of a button's address.
            case url(String)
            /// What a button sends back.
            case payload(String)
        }

        /// Where it belongs.
        public var place: Place
        /// From zero within its place; the button's number for buttons.
        public var index: UInt32
        /// The name of a named parameter; empty: by position.
        public var name: String
        /// What it is.
        public var value: Value

        /// Creates an argument.
        public init(place: Place, index: UInt32, name: String = "", value: Value) {
            self.place = place
            self.index = index
            self.name = name
            self.value = value
        }
    }
}

/// Is a set of options for the contact to choose from.
public struct OutboundOptions: Sendable, Hashable {
    /// Says how options are offered.
    public enum Kind: UInt32, Sendable, Hashable {
        /// As buttons.
        case buttons = 1
        /// As a list that opens.
        case list = 2
        /// As links.
        case link = 3
    }

    /// Is one option.
    public struct Option: Sendable, Hashable {
        /// What comes back when it is chosen.
        public var id: String
        /// The words.
        public var title: String
        /// More words, in lists.
        public var description: String
        /// The section it belongs to, in lists.
        public var section: String
        /// The address, for links.
        public var url: String

        /// Creates an option.
        public init(
            id: String,
            title: String,
            description: String = "",
            section: String = "",
            url: String = ""
        ) {
            self.id = id
            self.title = title
            self.description = description
            self.section = section
            self.url = url
        }
    }

    /// How they are offered.
    public var kind: Kind
    /// The words above; empty for none.
    public var header: String
    /// The words below; empty for none.
    public var footer: String
    /// The words that open a list.
    public var listTitle: String
    /// The options.
    public var options: [Option]

    /// Creates a set.
    public init(
        kind: Kind,
        header: String = "",
        footer: String = "",
        listTitle: String = "",
        options: [Option]
    ) {
        self.kind = kind
        self.header = header
        self.footer = footer
        self.listTitle = listTitle
        self.options = options
    }
}

/// Is what became of a message, and what is to appear in the visitor's page.
public struct SendResult: Sendable, Hashable {
    /// Says what became of a message.
    public enum Outcome: Sendable, Hashable {
        /// The provider took it under this id; the conversation's key, if it is known only now.
        case accepted(id: String, conversation: String)
        /// It will never work like this.
        case failed(ProviderError)
        /// It was certainly not taken: again after so many milliseconds; zero: the host decides.
        case retry(after: Int64, ProviderError)
        /// The provider says that the window is over.
        case windowClosed(ProviderError)
        /// It may have been taken.
        case unknown(ProviderError)
    }

    /// What became of it.
    public var outcome: Outcome
    /// What is to appear in the visitor's page.
    public var pushes: [VisitorPush]
    /// The provider refuses the credentials: the account is to be paused.
    public var credentialsRefused: Bool
    /// Whether the message was tried: not while the plugin is down or the account is refused.
    public var wasTried: Bool
    /// Why the plugin gave no answer; `nil` when it gave one.
    public var failure: PluginFailure?

    /// Creates a result.
    public init(
        _ outcome: Outcome,
        pushes: [VisitorPush] = [],
        credentialsRefused: Bool = false,
        wasTried: Bool = true,
        failure: PluginFailure? = nil
    ) {
        self.outcome = outcome
        self.pushes = pushes
        self.credentialsRefused = credentialsRefused
        self.wasTried = wasTried
        self.failure = failure
    }
}
