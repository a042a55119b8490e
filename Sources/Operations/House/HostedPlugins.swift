internal import Engine
internal import Foundation
public import Logging
public import Paper
public import PluginHost
internal import Store
internal import Synchronization

/// Is the plugins' host as the rest of the house sees it.
public final class HostedPlugins: PluginShelf {
    private let host: PluginCatalogue
    private let egress: AsyncEgress?
    private let clock: WallClock
    private let folders: [String]
    private let accepted: AcceptedShortfalls
    private let reports = Mutex<[String: any ReportPort]>([:])

    init(
        host: PluginCatalogue,
        egress: AsyncEgress?,
        clock: WallClock,
        folders: [String],
        accepted: AcceptedShortfalls
    ) {
        self.accepted = accepted
        self.host = host
        self.egress = egress
        self.clock = clock
        self.folders = folders
    }

    /// Finds and loads the plugins of an installation; those that fail are listed and logged.
    static func open(
        _ settings: HouseSettings,
        clock: WallClock,
        blobs: any BlobStore,
        words: Catalogue,
        choices: PluginChoices,
        logger: Logger
    ) async -> HostedPlugins {
        let egress = AsyncEgress()
        let accepted = AcceptedShortfalls(choices.shortfalls)
        let host = PluginCatalogue(
            environment: PluginEnvironment(
                now: { clock.now().milliseconds },
                blobs: blobs,
                words: words,
                logger: logger,
                egress: egress,
                dialer: AsyncDialer(),
                worker: settings.worker,
                placement: settings.placement(chosen: choices.placements),
                accepts: accepted.cover
            )
        )
        let folders = settings.plugins.map(\.path)
        await host.load(folders: folders)
        return HostedPlugins(
            host: host,
            egress: egress,
            clock: clock,
            folders: folders,
            accepted: accepted
        )
    }

    /// Tells about the plugins of an installation, whether they can be used or not.
    ///
    /// They can reach nothing meanwhile: no network and no files.
    public static func listings(_ settings: HouseSettings, logger: Logger) async -> [PluginListing]
    {
        let choices = await choices(of: settings.folder)
        let host = PluginCatalogue(
            environment: PluginEnvironment(
                now: { WallClock.system.now().milliseconds },
                blobs: NoBlobs(),
                words: (try? Catalogue(folder: settings.locales)) ?? Catalogue(),
                logger: logger,
                egress: nil,
                worker: settings.worker,
                placement: settings.placement(chosen: choices.placements),
                accepts: AcceptedShortfalls(choices.shortfalls).cover
            )
        )
        let listings = await host.load(folders: settings.plugins.map(\.path))
        host.stop()
        return listings
    }

    /// What was chosen in a data folder; nothing when there is none yet.
    private static func choices(of folder: URL) async -> PluginChoices {
        guard let folder = try? DataFolder.open(folder.path, as: .reader) else {
            return PluginChoices()
        }
        let choices = try? await PluginChoices(from: folder.serviceSettings)
        try? folder.close()
        return choices ?? PluginChoices()
    }

    /// The channels and reports that can be used.
    public func features() async -> [FeatureListing] {
        host.channels + host.reports
    }

    /// All plugins of the installation, whether they can be used or not.
    public func listings() async -> [PluginListing] {
        host.listings
    }

    /// How far this machine confines plugins in processes of their own; `nil` while none was loaded.
    public func sandbox() async -> SandboxReport? { host.sandbox }

    /// Lets plugins run though parts of the sandbox are missing, from the next look for plugins on.
    public func accept(_ shortfalls: Set<SandboxReport.Shortfall>) async {
        accepted.set(shortfalls)
    }

    /// Looks for plugins and versions of plugins that are new.
    ///
    /// - Returns: all plugins afterwards.
    public func reload() async -> [PluginListing] {
        await host.load(folders: folders)
    }

    /// Lets a plugin begin again whose process kept ending.
    ///
    /// - Returns: `false` when no plugin of that id has a process of its own.
    public func resume(_ plugin: String) async -> Bool {
        host.resume(plugin)
    }

    /// Opens an account of a channel.
    ///
    /// - Throws: `PluginFailure`.
    public func openChannel(
        _ feature: String,
        _ account: ChannelAccount
    ) async throws -> any ChannelPort {
        try await host.openChannel(feature, account)
    }

    /// Lets a channel's plugin look at a configuration, and perhaps ask its provider.
    ///
    /// - Throws: `PluginFailure`.
    public func check(
        _ feature: String,
        _ account: ChannelAccount
    ) async throws -> [ConfigurationFinding] {
        try await host.check(channel: feature, account)
    }

    /// Opens an account of a channel to be tried: it stores nothing and reaches nobody.
    ///
    /// - Throws: `PluginFailure`.
    public func rehearse(
        _ feature: String,
        _ account: ChannelAccount,
        _ record: RehearsalRecord
    ) async throws -> ChannelRehearsal {
        try await host.rehearse(channel: feature, account, record)
    }

    /// Opens a report, whose one instance serves every job.
    ///
    /// - Throws: `PluginFailure`.
    public func openReport(_ id: String) async throws -> any ReportPort {
        if let open = reports.withLock({ $0[id] }) { return open }
        let port = try await host.openReport(id)
        return reports.withLock { reports in
            let first = reports[id] ?? port
            reports[id] = first
            return first
        }
    }

    /// The words of a report's plugin over those of the house.
    public func words(ofReport id: String) async -> Catalogue {
        host.words(ofReport: id)
    }

    /// Ends all plugins, after the calls that are running.
    public func close() async {
        await host.close()
        await egress?.shutdown()
    }
}

/// Has no files and takes none.
private struct NoBlobs: BlobStore {
    func create(mime: String, fileName: String) async throws -> any BlobWriter {
        throw PluginFailure(.unsupported, "there is no data folder")
    }

    func info(_ id: String) async throws -> BlobInfo? { nil }

    func read(_ id: String, from offset: UInt64, count: Int) async throws -> [UInt8] {
        throw PluginFailure(.unsupported, "there is no data folder")
    }
}
