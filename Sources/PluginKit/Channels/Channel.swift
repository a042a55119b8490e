/// Is a way to talk with people: one value of it serves one configured account.
///
/// The host calls from threads of its own, and several functions may run at once. Each may block
/// until the deadline of its call. Configurations are decoded from the JSON that fits `schema`;
/// fields that the schema marks `"x-secret": true` hold placeholders, which the host replaces in
/// HTTP requests: a channel never sees a secret.
///
/// What only some channels do has protocols of its own: `Polling`, `MediaFetching`, `Resolving`,
/// `SessionHearing`, `VisitorServing`, `ReceiptShowing`, `TemplateListing`.
public protocol Channel: Sendable {
    /// What the account's JSON is decoded into.
    associatedtype Configuration: Decodable & Sendable

    /// The id of the feature, as in `plugin.json`: lower-case letters, digits, hyphens.
    static var id: String { get }

    /// The name for people.
    static var name: String { get }

    /// The JSON Schema (2020-12) of the configuration.
    static var schema: String { get }

    /// An SVG icon; empty for none.
    static var icon: String { get }

    /// Begins to serve an account; no network here.
    ///
    /// - Parameters:
    ///   - configuration: what the administrator entered.
    ///   - account: the account's name in this installation, for ever the same.
    ///   - call: the call of the host; it ends when this returns.
    /// - Throws: `PluginError` of class `configuration`, when the account cannot be served.
    init(configuration: Configuration, account: String, call: Call) throws

    /// Looks at a configuration before it is saved, and may ask the provider whether it works.
    static func check(_ configuration: Configuration, call: Call) throws -> [ConfigurationIssue]

    /// What the account can do.
    var capabilities: Capabilities { get }

    /// Reads a request of the provider, whose signature the host has verified as declared.
    ///
    /// One item that cannot be read must not lose its neighbours: tell it as unsupported. An error
    /// makes the host answer 500 and store nothing, so that the provider repeats.
    func webhook(_ request: WebhookRequest, call: Call) throws -> Received

    /// Sends a message.
    ///
    /// An error of class `transient` or `rate` means that it was certainly not taken and is tried
    /// again; `timeout`, `cancelled` and `internal` leave the outcome unknown; others mean failure.
    func send(_ message: Outbound, call: Call) throws -> Sent
}

extension Channel {
    /// No icon.
    public static var icon: String { "" }

    /// Finds nothing to complain about.
    public static func check(
        _ configuration: Configuration,
        call: Call
    ) throws -> [ConfigurationIssue] {
        []
    }

    /// Receives nothing.
    public func webhook(_ request: WebhookRequest, call: Call) throws -> Received {
        throw PluginError(.unsupported, "this channel has no webhook")
    }
}

/// Is something to say about a configuration.
public struct ConfigurationIssue: Sendable, Hashable {
    /// The JSON pointer of the field, such as `/apiBase`; empty for the whole.
    public var pointer: String

    /// How bad it is; `error` means that it cannot work.
    public var level: Call.Level

    /// What is wrong and what to do.
    public var text: String

    /// Creates an issue.
    public init(_ pointer: String, _ text: String, level: Call.Level = .error) {
        self.pointer = pointer
        self.level = level
        self.text = text
    }
}

/// Asks the provider for news, for channels without a webhook; declare `features: .poll`.
public protocol Polling: Channel {
    /// Asks for what is new since a cursor, which is empty at first.
    ///
    /// The new cursor is stored in one transaction with the events.
    func poll(since cursor: [UInt8], call: Call) throws -> Polled
}

/// Fetches the files of messages whose attachments have only an id.
public protocol MediaFetching: Channel {
    /// Brings a file into the host's store, by `call.download` or `call.files.store`.
    func fetch(_ attachment: Attachment, call: Call) throws -> StoredFile
}

/// Turns what a person typed into somebody that can be written to.
public protocol Resolving: Channel {
    /// Reads a phone number or an address; `nil` when nobody answers to it.
    func resolve(_ address: String, call: Call) throws -> Contact?
}

/// Hears what happens to sessions.
public protocol SessionHearing: Channel {
    /// Is told after a change is stored: at least once, in order for each session.
    func changed(_ change: SessionChange, call: Call) throws
}

/// Is a live chat whose page and streams the host serves.
///
/// What a visitor writes comes in by `webhook`, with `request.visitor` set; what is to appear in
/// the page leaves by `call.push`.
public protocol VisitorServing: Channel {
    /// How the page looks and what it asks.
    var page: VisitorPage { get }
}

/// Shows the contact that we read or write.
public protocol ReceiptShowing: Channel {
    /// Shows it; the host does not repeat it when it fails.
    func show(_ receipt: Receipt, call: Call) throws
}

/// Lists the templates that the provider knows for the account.
public protocol TemplateListing: Channel {
    /// Lists all of them; what is not listed any more is gone.
    func templates(call: Call) throws -> [TemplateStatus]
}
