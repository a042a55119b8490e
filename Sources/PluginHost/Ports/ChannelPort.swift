/// Is one account of a channel plugin, wherever the plugin runs.
///
/// Calls wait in a bounded queue for a thread of the host's own and have deadlines. They throw
/// `PluginFailure`; the task's cancellation reaches the plugin.
public protocol ChannelPort: Sendable {
    /// What the plugin does besides webhook, send and poll.
    var abilities: ChannelAbilities { get }

    /// Asks what the account can do.
    func traits() async throws -> ChannelTraits

    /// Lets the plugin read a request that was verified; nothing is stored by it.
    ///
    /// - Returns: all events, to be stored in one transaction, and what to answer after that.
    func webhook(_ request: WebhookRequest) async throws -> WebhookResult

    /// Hands a message to the provider; a failure of any kind is an outcome.
    func send(_ message: OutboundMessage) async -> SendResult

    /// Asks for what is new since a cursor, which is empty at first.
    ///
    /// - Returns: the events and the new cursor, to be stored in one transaction.
    func poll(since cursor: [UInt8]) async throws -> PollResult

    /// Brings the file of an inbound message into the blob store; needs ability `media`.
    func fetchMedia(_ attachment: ChannelAttachment) async throws -> FetchedMedia

    /// Turns what a person typed into somebody to write to; needs ability `resolve`.
    ///
    /// - Returns: `nil` when nobody answers to the address.
    func resolve(_ address: String) async throws -> ResolvedContact?

    /// Tells of a session's change; needs ability `session`.
    ///
    /// - Returns: what is to appear in the visitor's page.
    func sessionChanged(_ news: SessionNews) async throws -> [VisitorPush]

    /// Asks how the visitor's page looks; needs ability `visitor`.
    func visitorPage() async throws -> VisitorPage

    /// Shows the contact that we read or write; needs ability `receipt`.
    ///
    /// - Returns: what is to appear in the visitor's page.
    func show(_ receipt: ReceiptNews) async throws -> [VisitorPush]

    /// Lists the templates the provider knows; needs ability `templates`.
    func templates() async throws -> [TemplateNews]

    /// Ends the account's instance after the calls that are running.
    func close() async
}

/// Is a set of what a channel plugin does besides webhook, send and poll.
public struct ChannelAbilities: OptionSet, Sendable, Hashable {
    /// The bits.
    public let rawValue: Int

    /// Creates a set.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Fetches files by their id.
    public static let media = ChannelAbilities(rawValue: 1 << 0)
    /// Resolves typed addresses.
    public static let resolve = ChannelAbilities(rawValue: 1 << 1)
    /// Hears of sessions.
    public static let session = ChannelAbilities(rawValue: 1 << 2)
    /// Has a page for visitors.
    public static let visitor = ChannelAbilities(rawValue: 1 << 3)
    /// Shows reading and typing.
    public static let receipt = ChannelAbilities(rawValue: 1 << 4)
    /// Lists templates.
    public static let templates = ChannelAbilities(rawValue: 1 << 5)
}
