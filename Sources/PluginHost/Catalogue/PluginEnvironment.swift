public import Logging
public import Paper

/// Is what the one who wires the server gives to the plugins' host.
public struct PluginEnvironment: Sendable {
    /// The clock, in milliseconds since 1970.
    public var now: @Sendable () -> Int64
    /// Where files of messages are kept.
    public var blobs: any BlobStore
    /// The words of the house, over which a plugin's own are merged.
    public var words: Catalogue
    /// Where plugins and their troubles are logged.
    public var logger: Logger
    /// Where requests of plugins leave; `nil` lets none leave.
    public var egress: (any HTTPEgress)?
    /// Makes the connections of plugins; `nil` makes none.
    public var dialer: (any Dialer)?
    /// The path of `conecta-worker`, in which every library is opened first.
    public var worker: String
    /// Says where a plugin runs.
    public var placement: @Sendable (PluginListing) -> PluginPlacement
    /// Says whether plugins may run in processes that lack parts of the sandbox.
    public var accepts: @Sendable (SandboxReport) -> Bool
    /// Whether memory that was lent to a plugin cannot be read once its call is over, for whoever checks
    /// plugins: it costs time and memory.
    var forbidsOldLoans = false
    /// How long a call may take by default, and how many wait.
    public var limits: CallLimits

    /// Creates an environment.
    public init(
        now: @escaping @Sendable () -> Int64,
        blobs: any BlobStore,
        words: Catalogue,
        logger: Logger,
        egress: (any HTTPEgress)?,
        dialer: (any Dialer)? = nil,
        worker: String,
        placement: @escaping @Sendable (PluginListing) -> PluginPlacement = { _ in .inProcess },
        accepts: @escaping @Sendable (SandboxReport) -> Bool = { _ in true },
        limits: CallLimits = CallLimits()
    ) {
        self.now = now
        self.blobs = blobs
        self.words = words
        self.logger = logger
        self.egress = egress
        self.dialer = dialer
        self.worker = worker
        self.placement = placement
        self.accepts = accepts
        self.limits = limits
    }
}

/// Says how long calls of plugins may take and how many wait; times are milliseconds.
public struct CallLimits: Sendable, Hashable {
    /// Threads for all plugins.
    public var threads = 8
    /// Calls that wait for a thread; past it, `PluginFailure` of class `busy`.
    public var queue = 256
    /// For a webhook.
    public var webhook: Int64 = 10_000
    /// For a send, a poll or another talk with the provider.
    public var exchange: Int64 = 60_000
    /// For what needs no provider.
    public var quick: Int64 = 5_000
    /// For the start of a plugin's process.
    public var start: Int64 = 10_000
    /// For a report.
    public var report: Int64 = 600_000
    /// Between the deadline a plugin is told and the moment its thread is given up.
    public var grace: Int64 = 500
    /// Threads a feature may lose before it is switched off.
    public var losses = 3

    /// Creates the limits that a server has.
    public init() {}
}

/// Is one account of a channel, to be opened.
public struct ChannelAccount: Sendable {
    /// The account's name in this installation, for ever the same.
    public var id: String
    /// The configuration, a JSON object with its secrets.
    public var configuration: String
    /// The account's small store.
    public var state: any PluginState
    /// The language of its words.
    public var language: Language
    /// The IANA name of its time zone.
    public var timeZone: String

    /// Creates an account.
    public init(
        id: String,
        configuration: String,
        state: any PluginState,
        language: Language = .portuguese,
        timeZone: String = "America/Sao_Paulo"
    ) {
        self.id = id
        self.configuration = configuration
        self.state = state
        self.language = language
        self.timeZone = timeZone
    }
}
