internal import Engine
internal import Foundation
public import Logging
internal import Paper
public import PluginHost
internal import Synchronization

/// Is the plugins' host as the rest of the house sees it.
public final class HostedPlugins: PluginShelf {
    private let host: PluginCatalogue
    private let egress: AsyncEgress?
    private let clock: WallClock
    private let reports = Mutex<[String: any ReportPort]>([:])

    init(host: PluginCatalogue, egress: AsyncEgress?, clock: WallClock) {
        self.host = host
        self.egress = egress
        self.clock = clock
    }

    /// Finds and loads the plugins of an installation; those that fail are listed and logged.
    static func open(
        _ settings: HouseSettings,
        clock: WallClock,
        blobs: any BlobStore,
        words: Catalogue,
        logger: Logger
    ) async -> HostedPlugins {
        let egress = AsyncEgress()
        let host = PluginCatalogue(
            environment: PluginEnvironment(
                now: { clock.now().milliseconds },
                blobs: blobs,
                words: words,
                logger: logger,
                egress: egress,
                worker: settings.worker
            )
        )
        await host.load(folders: settings.plugins.map(\.path))
        return HostedPlugins(host: host, egress: egress, clock: clock)
    }

    /// Tells about the plugins of an installation, whether they can be used or not.
    ///
    /// They can reach nothing meanwhile: no network and no files.
    public static func listings(_ settings: HouseSettings, logger: Logger) async -> [PluginListing]
    {
        let host = PluginCatalogue(
            environment: PluginEnvironment(
                now: { WallClock.system.now().milliseconds },
                blobs: NoBlobs(),
                words: (try? Catalogue(folder: settings.locales)) ?? Catalogue(),
                logger: logger,
                egress: nil,
                worker: settings.worker
            )
        )
        let listings = await host.load(folders: settings.plugins.map(\.path))
        host.stop()
        return listings
    }

    /// The channels and reports that can be used.
    public func features() async -> [FeatureListing] {
        host.channels + host.reports
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
