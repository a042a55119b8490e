import FoundationEssentials

/// Is a request to the channel's webhook.
public struct WebhookRequest: Sendable {
    /// The method, in capitals.
    public var method: String
    /// What follows the channel's own address.
    public var path: String
    /// The query without its question mark, as it came.
    public var query: String
    /// Who sent it.
    public var remoteAddress: String
    /// The headers, names in lower case.
    public var headers: [(key: String, value: String)]
    /// The body as it came.
    public var body: [UInt8]
    /// For live chats: who wrote, as the host knows; empty for providers.
    public var visitor: String
    /// When it came, in milliseconds since 1970.
    public var received: Int64

    /// Finds a header by its name in lower case.
    public func header(_ name: String) -> String? {
        headers.first { $0.key == name }?.value
    }

    /// Reads the body as JSON.
    ///
    /// - Throws: `PluginError` of class `argument`.
    public func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw PluginError(.argument, "the body is not the JSON expected: \(error)")
        }
    }
}

/// Is what a request told, and what to answer once it is stored.
public struct Received: Sendable {
    /// What happened, in order.
    public var events: [Event]
    /// The status to answer.
    public var status: Int
    /// The headers to answer.
    public var headers: [(key: String, value: String)]
    /// The body to answer.
    public var body: [UInt8]

    /// Creates a result; providers usually want an empty 200.
    public init(
        _ events: [Event] = [],
        status: Int = 200,
        headers: [(key: String, value: String)] = [],
        body: [UInt8] = []
    ) {
        self.events = events
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Creates a result that answers with a JSON value.
    public init(_ events: [Event], status: Int = 200, json: some Encodable) throws {
        self.init(
            events,
            status: status,
            headers: [("content-type", "application/json")],
            body: [UInt8](try JSONEncoder().encode(json))
        )
    }
}

/// Is what a poll told, and where to go on.
public struct Polled: Sendable {
    /// What happened, in order.
    public var events: [Event]
    /// Where the next poll goes on; stored with the events.
    public var cursor: [UInt8]
    /// Milliseconds until the next poll; zero: as the capabilities say.
    public var next: Int64

    /// Creates a result.
    public init(_ events: [Event], cursor: [UInt8], next: Int64 = 0) {
        self.events = events
        self.cursor = cursor
        self.next = next
    }
}

/// Is somebody that can be written to.
public struct Contact: Sendable, Hashable {
    /// The key to send to; empty when the provider names it at the first message.
    public var conversation: String
    /// The name; empty when unknown.
    public var name: String
    /// All that is known.
    public var identities: [Identity]

    /// Creates a contact.
    public init(conversation: String, name: String = "", identities: [Identity]) {
        self.conversation = conversation
        self.name = name
        self.identities = identities
    }
}

/// Is a change of a session.
public struct SessionChange: Sendable, Hashable {
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
    /// The matter.
    public var thread: String
    /// The agent's name as contacts may see it; empty unless in service.
    public var agentName: String
    /// When, in milliseconds since 1970.
    public var time: Int64
}

/// Shows the contact that we read or write.
public struct Receipt: Sendable, Hashable {
    /// The contact's messages are marked read.
    public var isRead: Bool
    /// The contact sees that we write.
    public var isTyping: Bool
    /// The conversation.
    public var conversation: String
    /// The contact's last message.
    public var message: String
}

/// Says how the page of a live chat looks and what it asks.
public struct VisitorPage: Sendable, Hashable {
    /// Is something asked before the chat.
    public struct Field: Sendable, Hashable, Encodable {
        /// The name of the field.
        public var id: String
        /// The words beside it.
        public var label: String
        /// `text`, `email` or `phone`.
        public var kind: String
        /// Whether it may stay empty.
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
    /// Shown before the first message.
    public var greeting = ""
    /// The main colour as 0xRRGGBBAA; zero: the host's.
    public var accent: UInt32 = 0
    /// The language as BCP 47 tag; empty: the browser's.
    public var language = ""
    /// What is asked before the chat.
    public var fields: [Field] = []
    /// The sites that may embed it; none: any.
    public var origins: [String] = []
    /// The greatest file in bytes; zero: no files.
    public var maximumFile: UInt64 = 0

    /// Creates a page.
    public init(title: String) {
        self.title = title
    }
}
