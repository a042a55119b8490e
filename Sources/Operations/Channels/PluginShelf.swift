public import PluginHost

/// Opens what plugins bring: the plugins' host does, and a test's stand-in.
public protocol PluginShelf: Sendable {
    /// The channels and reports that can be used.
    func features() async -> [FeatureListing]

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

    /// Opens a report.
    ///
    /// - Throws: `PluginFailure`.
    func openReport(_ id: String) async throws -> any ReportPort

    /// Ends all plugins, after the calls that are running.
    func close() async
}

extension PluginShelf {
    /// Finds a channel's feature by its id.
    func channel(_ id: String) async -> FeatureListing? {
        await features().first { $0.manifest.kind == .channel && $0.manifest.id == id }
    }

    /// Finds a report's feature by its id.
    func report(_ id: String) async -> FeatureListing? {
        await features().first { $0.manifest.kind == .report && $0.manifest.id == id }
    }
}
