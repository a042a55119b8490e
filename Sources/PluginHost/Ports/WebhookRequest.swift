/// Is a request to a channel's webhook, or what a visitor of a live chat wrote.
public struct WebhookRequest: Sendable, Hashable {
    /// Is a header, its name in lower case.
    public struct Header: Sendable, Hashable {
        /// The name in lower case.
        public var name: String
        /// The value.
        public var value: String

        /// Creates a header.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The method, in capitals.
    public var method: String
    /// What follows the channel's own address; empty or beginning with a slash.
    public var path: String
    /// The query without its question mark, as it came.
    public var query: String
    /// Who sent it.
    public var remoteAddress: String
    /// The headers, names in lower case.
    public var headers: [Header]
    /// The body as it came.
    public var body: [UInt8]
    /// Which visitor wrote, for live chats; empty for providers.
    public var visitor: String
    /// When it came, in milliseconds since 1970.
    public var received: Int64

    /// Creates a request.
    public init(
        method: String,
        path: String = "",
        query: String = "",
        remoteAddress: String = "",
        headers: [Header] = [],
        body: [UInt8] = [],
        visitor: String = "",
        received: Int64
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.remoteAddress = remoteAddress
        self.headers = headers
        self.body = body
        self.visitor = visitor
        self.received = received
    }

    /// The value of the first header of a name in lower case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }
}

/// Is what a webhook told: events to store in one transaction, and what to answer after that.
public struct WebhookResult: Sendable, Hashable {
    /// What happened, in order.
    public var events: [ChannelEvent]
    /// Why events were refused, one line each; for the log and for developers.
    public var refused: [String]
    /// The status to answer.
    public var status: Int
    /// The headers to answer.
    public var headers: [WebhookRequest.Header]
    /// The body to answer.
    public var body: [UInt8]
    /// What is to appear in the visitor's page.
    public var pushes: [VisitorPush]

    /// Creates a result.
    public init(
        events: [ChannelEvent] = [],
        refused: [String] = [],
        status: Int = 200,
        headers: [WebhookRequest.Header] = [],
        body: [UInt8] = [],
        pushes: [VisitorPush] = []
    ) {
        self.events = events
        self.refused = refused
        self.status = status
        self.headers = headers
        self.body = body
        self.pushes = pushes
    }
}

/// Is what a poll told: events and cursor, to store in one transaction.
public struct PollResult: Sendable, Hashable {
    /// What happened, in order.
    public var events: [ChannelEvent]
    /// Why events were refused, one line each.
    public var refused: [String]
    /// Where the next poll goes on; `nil` where this one began.
    public var cursor: [UInt8]?
    /// Milliseconds until the next poll; zero: as the traits say.
    public var next: Int64

    /// Creates a result.
    public init(
        events: [ChannelEvent] = [],
        refused: [String] = [],
        cursor: [UInt8]? = nil,
        next: Int64 = 0
    ) {
        self.events = events
        self.refused = refused
        self.cursor = cursor
        self.next = next
    }
}
