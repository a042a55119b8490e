public import Paper
public import PluginHost

/// Opens what plugins bring: the plugins' host does, and a test's stand-in.
public protocol PluginShelf: Sendable {
    /// The channels and reports that can be used.
    func features() async -> [FeatureListing]

    /// All plugins of the installation, whether they can be used or not.
    func listings() async -> [PluginListing]

    /// Looks for plugins and versions of plugins that are new.
    ///
    /// - Returns: all plugins afterwards.
    func reload() async -> [PluginListing]

    /// How far this machine confines plugins in processes of their own; `nil` while none was loaded.
    func sandbox() async -> SandboxReport?

    /// Lets plugins run though parts of the sandbox are missing, from the next look for plugins on.
    func accept(_ shortfalls: Set<SandboxReport.Shortfall>) async

    /// Lets a plugin begin again whose process kept ending.
    ///
    /// - Returns: `false` when no plugin of that id has a process of its own.
    func resume(_ plugin: String) async -> Bool

    /// Opens an account of a channel.
    ///
    /// - Throws: `PluginFailure`.
    func openChannel(_ feature: String, _ account: ChannelAccount) async throws -> any ChannelPort

    /// Lets a channel's plugin look at a configuration, and perhaps ask its provider.
    ///
    /// - Throws: `PluginFailure`.
    func check(
        _ feature: String,
        _ account: ChannelAccount
    ) async throws -> [ConfigurationFinding]

    /// Opens an account of a channel to be tried: it stores nothing and reaches nobody.
    ///
    /// - Throws: `PluginFailure`.
    func rehearse(
        _ feature: String,
        _ account: ChannelAccount,
        _ record: RehearsalRecord
    ) async throws -> ChannelRehearsal

    /// Opens a report.
    ///
    /// - Throws: `PluginFailure`.
    func openReport(_ id: String) async throws -> any ReportPort

    /// The words of a report's plugin over those of the house.
    func words(ofReport id: String) async -> Catalogue

    /// Ends all plugins, after the calls that are running.
    func close() async
}

extension PluginShelf {
    /// Knows of none.
    public func listings() async -> [PluginListing] { [] }

    /// Finds nothing new.
    public func reload() async -> [PluginListing] { await listings() }

    /// Nothing is known of a machine without plugins' processes.
    public func sandbox() async -> SandboxReport? { nil }

    /// Has nothing that was missing.
    public func accept(_ shortfalls: Set<SandboxReport.Shortfall>) async {}

    /// Knows of none.
    public func resume(_ plugin: String) async -> Bool { false }

    /// No words: what a report is called stands in its plugin's description alone.
    public func words(ofReport id: String) async -> Catalogue { Catalogue() }

    /// Refuses: a shelf without a plugins' host has nothing to try.
    public func rehearse(
        _ feature: String,
        _ account: ChannelAccount,
        _ record: RehearsalRecord
    ) async throws -> ChannelRehearsal {
        throw PluginFailure(.unsupported, "channels cannot be tried here")
    }

    /// Finds a channel's feature by its id.
    func channel(_ id: String) async -> FeatureListing? {
        await features().first { $0.manifest.kind == .channel && $0.manifest.id == id }
    }

    /// Finds a report's feature by its id.
    func report(_ id: String) async -> FeatureListing? {
        await features().first { $0.manifest.kind == .report && $0.manifest.id == id }
    }
}
