/// Is a message to be sent: text, or files, or a template, or text with options.
public struct Outbound: Sendable, Hashable {
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
    public var authorName: String
    /// 1 for the first attempt.
    public var attempt: Int
    /// The same for every attempt at one message.
    public var idempotencyKey: String
    /// The session.
    public var session: String
    /// The number that contacts know the session by.
    public var protocolNumber: String
    /// Where to; empty when we begin: use the identities.
    public var conversation: String
    /// The matter.
    public var thread: String
    /// All that is known of the contact.
    public var identities: [Identity]
    /// The message it answers; empty for none.
    public var replyTo: String
    /// The subject.
    public var subject: String
    /// The words, in the format of the capabilities.
    public var text: String
    /// How they are marked up.
    public var format: TextFormat
    /// The files.
    public var attachments: [Attachment]
    /// The template; then there are no other words.
    public var template: Template?
    /// Options to choose from.
    public var interactive: Interactive?
    /// When the contact last wrote, in milliseconds since 1970; zero: never.
    public var lastInbound: Int64
    /// The end of the messaging window; zero: none is known.
    public var windowUntil: Int64
}

/// Is a template with its arguments.
public struct Template: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The language.
    public var language: String
    /// The arguments.
    public var arguments: [Argument]

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
            case media(Attachment)
            /// The end of a button's address.
            case url(String)
            /// What a button sends back.
            case payload(String)
        }

        /// Where it belongs.
        public var place: Place
        /// From zero within its place; the button's number for buttons.
        public var index: Int
        /// The name of a named parameter; empty: by position.
        public var name: String
        /// What it is.
        public var value: Value
    }
}

/// Is a set of options to choose from.
public struct Interactive: Sendable, Hashable {
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
    }

    /// How they are offered.
    public var kind: Kind
    /// The words above.
    public var header: String
    /// The words below.
    public var footer: String
    /// The words that open a list.
    public var listTitle: String
    /// The options.
    public var options: [Option]
}

/// Says what became of a message.
public enum Sent: Sendable, Hashable {
    /// The provider took it under this id; the conversation's key, when it names that only now.
    case accepted(id: String, conversation: String = "")
    /// It will never work like this.
    case failed(ProviderError)
    /// It was certainly not taken: again after so many milliseconds; zero: the host decides.
    case retry(after: Int64, ProviderError)
    /// The provider says that the window is over.
    case windowClosed(ProviderError)
    /// It may have been taken.
    case unknown(ProviderError)
}
