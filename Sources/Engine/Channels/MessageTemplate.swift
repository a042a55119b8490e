/// Is a message that a provider approved for one channel account.
public struct MessageTemplate: Sendable, Hashable, Codable {
    /// Says whether a template can be sent.
    public enum State: String, Sendable, Hashable, Codable {
        /// The provider lets it be sent.
        case approved
        /// The provider has not decided.
        case pending
        /// The provider refused it.
        case rejected
        /// The provider stopped it for a while.
        case paused
        /// The provider stopped it for good.
        case disabled
        /// We put it away.
        case archived
    }

    /// Says what a provider takes a template for.
    public enum Category: String, Sendable, Hashable, Codable, CaseIterable {
        case marketing
        case utility
        case authentication
        case service
    }

    /// Is what stands above the body.
    public enum Header: Sendable, Hashable, Codable {
        /// Nothing.
        case none
        /// A line of text, in which `{{1}}` stands for a parameter.
        case text(String)
        /// A file of this kind, given with each message.
        case media(Content.Kind)
    }

    /// Is something the contact can press.
    public struct Button: Sendable, Hashable, Codable {
        /// Says what a button does.
        public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
            /// Answers with its own words; its parameter is the payload.
            case quickReply
            /// Opens a page; `{{1}}` at the end of the address stands for a parameter.
            case url
            /// Calls a number.
            case phone
            /// Copies a code, its parameter.
            case code
        }

        /// What it does.
        public var kind: Kind

        /// The words on it.
        public var title: String

        /// The address or number; empty where there is none.
        public var value: String

        /// Creates a button.
        public init(kind: Kind, title: String, value: String = "") {
            self.kind = kind
            self.title = title
            self.value = value
        }
    }

    /// The id.
    public internal(set) var id: ID<MessageTemplate>

    /// The channel whose number it belongs to.
    public var channel: ID<Channel>

    /// The name at the provider.
    public var name: String

    /// The provider's code of its language, such as `pt_BR`.
    public var language: String

    /// The text, in which `{{1}}`, `{{2}}` … or names such as `{{order_id}}` stand for parameters.
    public var body: String

    /// What the provider takes it for.
    public var category: Category

    /// What stands above the body.
    public var header: Header

    /// The line below the body; empty for none.
    public var footer: String

    /// What the contact can press.
    public var buttons: [Button]

    /// Whether it can be sent.
    public var state: State

    /// What the provider said about the state; empty for nothing.
    public var reason: String

    /// What each parameter of the body is to be unless an agent writes another: texts with
    /// placeholders, first to last; those that are missing or empty suggest nothing.
    public var suggestions: [String]

    /// Creates a template.
    public init(
        id: ID<MessageTemplate>,
        channel: ID<Channel>,
        name: String,
        language: String,
        body: String,
        category: Category = .utility,
        header: Header = .none,
        footer: String = "",
        buttons: [Button] = [],
        state: State = .approved,
        reason: String = "",
        suggestions: [String] = []
    ) {
        self.id = id
        self.channel = channel
        self.name = name
        self.language = language
        self.body = body
        self.category = category
        self.header = header
        self.footer = footer
        self.buttons = buttons
        self.state = state
        self.reason = reason
        self.suggestions = suggestions
    }
}
