import Foundation
import Logging
import Synchronization

/// Finds, checks and loads plugins, and opens their channels and reports.
///
/// ```swift
/// let plugins = PluginCatalogue(environment: environment)
/// await plugins.load(folders: ["/usr/lib/conecta/plugins"])
/// let port = try await plugins.openChannel("whatsapp", account)
/// ```
///
/// A plugin that fails a check is listed with its reason; it is never opened in this process and
/// never stops the server.
public final class PluginCatalogue: Sendable {
    private struct State {
        var listings: [PluginListing] = []
        var channels: [String: LoadedFeature] = [:]
        var reports: [String: LoadedFeature] = [:]
        var stops: [@Sendable () -> Void] = []
    }

    private let environment: PluginEnvironment
    private let threads: PluginThreads
    private let state = Mutex(State())

    /// Creates an empty catalogue.
    public init(environment: PluginEnvironment) {
        self.environment = environment
        threads = PluginThreads(limits: environment.limits)
    }

    /// Lets the threads of plugins end; calls that come later fail.
    public func stop() {
        threads.stop()
    }

    /// Tells the plugins that the process ends, then lets their threads end.
    ///
    /// The accounts must be closed before.
    public func close() async {
        let stops = state.withLock { state in
            defer { state.stops = [] }
            return state.stops
        }
        let gate = FeatureGate(name: "the end", losses: .max)
        for stop in stops.reversed() {
            try? await threads.run(gate, limit: environment.limits.quick) { _ in stop() }
        }
        threads.stop()
    }

    /// Finds and loads the plugins of some folders, each with a folder for each plugin.
    ///
    /// Of two plugins with the same feature the first one found has it. Loading again adds what is
    /// new; a library that is loaded stays as it is until a restart.
    ///
    /// - Returns: all plugins found, loaded or not.
    @discardableResult
    public func load(folders: [String]) async -> [PluginListing] {
        var listings: [PluginListing] = []
        for folder in PluginFolders.find(in: folders) {
            let known = state.withLock { $0.listings.first { $0.folder == folder } }
            if let known, known.state == .ready {
                listings.append(known)
            } else {
                listings.append(await load(folder: folder))
            }
        }
        state.withLock { $0.listings = listings }
        return self.listings
    }

    private func load(folder: String) async -> PluginListing {
        var listing = PluginFolders.inspect(folder: folder)
        guard listing.state == .found, let manifest = listing.manifest,
            let facts = listing.library
        else {
            report(listing)
            return listing
        }
        do {
            let probe = try await ProbeRunner(worker: environment.worker).probe(facts.path)
            try probe.compare(with: manifest)
            listing.describe(probe)
            let loader = PluginLoader(environment: environment, threads: threads)
            let loaded = try await loader.load(listing, manifest: manifest, facts: facts)
            try register(loaded)
            listing.state = .ready
        } catch let problem as PluginProblem {
            listing.state = .refused(reason: problem.reason)
        } catch {
            listing.state = .refused(reason: "\(error)")
        }
        report(listing)
        return listing
    }

    private func register(_ loaded: LoadedPlugin) throws {
        try state.withLock { state in
            for feature in loaded.features {
                let taken = feature.kind == .channel ? state.channels : state.reports
                if let other = taken[feature.id] {
                    throw PluginProblem(
                        "the \(feature.kind.rawValue) \(feature.id) is there already, from "
                            + other.plugin
                    )
                }
            }
            state.stops.append(loaded.stop)
            for feature in loaded.features {
                switch feature.kind {
                case .channel: state.channels[feature.id] = feature
                case .report: state.reports[feature.id] = feature
                }
            }
        }
    }

    private func report(_ listing: PluginListing) {
        let metadata: Logger.Metadata = ["plugin": "\(listing.id)", "folder": "\(listing.folder)"]
        if let reason = listing.reason {
            environment.logger.warning("plugin refused: \(reason)", metadata: metadata)
        } else {
            environment.logger.info("plugin loaded", metadata: metadata)
        }
    }
}

extension PluginCatalogue {
    /// All plugins found, in the order of their folders.
    public var listings: [PluginListing] {
        state.withLock { state in
            state.listings.map { listing in
                var listing = listing
                for index in listing.features.indices {
                    let feature = listing.features[index].manifest
                    let loaded =
                        feature.kind == .channel
                        ? state.channels[feature.id] : state.reports[feature.id]
                    listing.features[index].disabled = loaded?.gate.disabled
                }
                return listing
            }
        }
    }

    /// The channels that can be used, by id.
    public var channels: [FeatureListing] { features(.channel) }

    /// The reports that can be used, by id.
    public var reports: [FeatureListing] { features(.report) }

    private func features(_ kind: PluginManifest.Kind) -> [FeatureListing] {
        listings
            .filter { $0.state == .ready }
            .flatMap(\.features)
            .filter { $0.manifest.kind == kind }
            .sorted { $0.manifest.id < $1.manifest.id }
    }

    /// Lets a plugin look at a configuration before it is saved.
    ///
    /// - Parameters:
    ///   - channel: the id of the channel's feature.
    ///   - account: the account as it would be.
    /// - Returns: what the plugin found; none with level `error` means that it can be saved.
    /// - Throws: `PluginFailure`.
    public func check(
        channel: String,
        _ account: ChannelAccount
    ) async throws -> [ConfigurationFinding] {
        try await feature(.channel, channel).check(account)
    }

    /// Opens an account of a channel.
    ///
    /// - Throws: `PluginFailure`; of class `unsupported` when there is no such channel.
    public func openChannel(
        _ id: String,
        _ account: ChannelAccount
    ) async throws -> any ChannelPort {
        try await feature(.channel, id).openChannel(account)
    }

    /// Opens a report.
    ///
    /// - Throws: `PluginFailure`; of class `unsupported` when there is no such report.
    public func openReport(_ id: String) async throws -> any ReportPort {
        try await feature(.report, id).openReport()
    }

    /// Creates the guard of an account's webhook.
    ///
    /// - Throws: `PluginFailure` of class `unsupported` when there is no such channel.
    public func webhookGuard(channel: String, configuration: String) throws -> WebhookGuard {
        WebhookGuard(
            try feature(.channel, channel).listing.manifest.webhook,
            configuration: configuration
        )
    }

    private func feature(_ kind: PluginManifest.Kind, _ id: String) throws -> LoadedFeature {
        let found = state.withLock { kind == .channel ? $0.channels[id] : $0.reports[id] }
        guard let found else {
            throw PluginFailure(.unsupported, "no plugin brings the \(kind.rawValue) \(id)")
        }
        return found
    }
}

/// Checks plugins without running anything of them.
public enum PluginInspection {
    /// Finds out everything about a plugin's folder that can be known without running it.
    public static func inspect(folder: String) -> PluginListing {
        PluginFolders.inspect(folder: folder)
    }
}
