import Foundation
import Logging
public import Paper
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
        var workers: [String: WorkerPlugin] = [:]
        var sandbox: SandboxReport?
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
        let (stops, workers) = state.withLock { state in
            defer {
                state.stops = []
                state.workers = [:]
            }
            return (state.stops, Array(state.workers.values))
        }
        await withTaskGroup { group in
            for worker in workers { group.addTask { await worker.close() } }
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
    /// new. Of a plugin in a process of its own a new version takes over without a gap; a new version
    /// that does not start changes nothing. A library in this process stays until a restart.
    ///
    /// - Returns: all plugins found, loaded or not.
    @discardableResult
    public func load(folders: [String]) async -> [PluginListing] {
        var listings: [PluginListing] = []
        for folder in PluginFolders.find(in: folders) {
            let known = state.withLock { $0.listings.first { $0.folder == folder } }
            if let known, known.state == .ready, !isNewer(folder, than: known) {
                listings.append(known)
            } else {
                var listing = await load(folder: folder)
                if let known, known.state == .ready, let reason = listing.reason {
                    // The old version goes on.
                    listing = known
                    listing.upgradeProblem = reason
                }
                listings.append(listing)
            }
        }
        state.withLock { $0.listings = listings }
        return self.listings
    }

    /// Tells whether a folder has another version than the one that serves; one in this process stays.
    private func isNewer(_ folder: String, than known: PluginListing) -> Bool {
        guard known.placement == .worker else { return false }
        let found = PluginFolders.inspect(folder: folder)
        return found.library?.sha256 != known.library?.sha256 || found.manifest != known.manifest
    }

    /// Lets a paused plugin begin again.
    ///
    /// - Returns: `false` when no plugin of that id has a process of its own.
    public func resume(_ plugin: String) -> Bool {
        let worker = state.withLock { $0.workers[plugin] }
        worker?.resume()
        return worker != nil
    }

    /// Kills a plugin's process, as whoever checks plugins does; it is started again when needed.
    func kill(_ plugin: String) {
        state.withLock { $0.workers[plugin] }?.kill()
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
            let placement = environment.placement(listing)
            listing.placement = placement
            switch placement {
            case .inProcess: try await loadHere(&listing, manifest, facts)
            case .worker:
                try confine()
                try await loadApart(&listing, manifest, facts)
            }
            listing.state = .ready
        } catch let problem as PluginProblem {
            listing.state = .refused(reason: problem.reason)
        } catch {
            listing.state = .refused(reason: "\(error)")
        }
        report(listing)
        return listing
    }

    /// Finds out once how far this machine confines plugins, and says so when it is not enough.
    ///
    /// - Throws: `PluginProblem` when the worker cannot be started.
    private func measureSandbox() throws -> SandboxReport {
        if let known = sandbox { return known }
        let found = try ProbeRunner(worker: environment.worker).sandbox()
        let isFirst = state.withLock { state in
            defer { state.sandbox = found }
            return state.sandbox == nil
        }
        if isFirst, !found.isSufficient {
            let missing = found.missing.map(\.rawValue).joined(separator: " ")
            environment.logger.warning(
                "this machine confines plugins in part only: see `conecta plugin sandbox`",
                metadata: ["missing": "\(missing)"]
            )
        }
        return found
    }

    /// Refuses, before anything of it runs, a plugin that this machine cannot confine, unless an
    /// operator wants it all the same.
    private func confine() throws {
        let sandbox = try measureSandbox()
        guard !sandbox.isSufficient, !environment.accepts(sandbox) else { return }
        let missing = sandbox.missing.map(\.words).joined(separator: "; ")
        throw PluginProblem(
            "this machine cannot confine it (\(missing)): an administrator decides on the page of "
                + "plugins or by `conecta plugin sandbox --accept`"
        )
    }

    private func loadHere(
        _ listing: inout PluginListing,
        _ manifest: PluginManifest,
        _ facts: LibraryFacts
    ) async throws {
        let probe = try await ProbeRunner(worker: environment.worker).probe(facts.path)
        try probe.compare(with: manifest)
        listing.describe(probe)
        let loader = PluginLoader(environment: environment, threads: threads)
        let loaded = try await loader.load(listing, manifest: manifest, facts: facts)
        try register(loaded.features)
        state.withLock { $0.stops.append(loaded.stop) }
    }

    /// Starts the plugin's process, which is also its probe.
    private func loadApart(
        _ listing: inout PluginListing,
        _ manifest: PluginManifest,
        _ facts: LibraryFacts
    ) async throws {
        let words = try environment.words(of: listing.folder)
        let source = WorkerSource(
            manifest: manifest,
            folder: listing.folder,
            facts: facts,
            words: words
        )
        let (process, probe) = try await source.begin(environment)
        listing.describe(probe)
        if let known = state.withLock({ $0.workers[manifest.id] }) {
            try replace(listing, words)
            await known.change(to: source, process)
            return
        }
        let plugin = WorkerPlugin(source, process, environment: environment)
        do {
            try register(features(of: listing, words, .worker(plugin)))
        } catch {
            await plugin.close()
            throw error
        }
        state.withLock { $0.workers[manifest.id] = plugin }
    }

    private func features(
        of listing: PluginListing,
        _ words: Catalogue,
        _ home: LoadedFeature.Home
    ) -> [LoadedFeature] {
        listing.features.map { feature in
            LoadedFeature(
                listing: feature,
                permissions: listing.manifest?.permissions,
                words: words,
                environment: environment,
                home: home
            )
        }
    }

    /// Takes the features of a plugin's new version in the place of the old one's.
    private func replace(_ listing: PluginListing, _ words: Catalogue) throws {
        try state.withLock { state in
            guard let plugin = state.workers[listing.id] else { return }
            let fresh = features(of: listing, words, .worker(plugin))
            for feature in fresh {
                let taken = feature.kind == .channel ? state.channels : state.reports
                if let other = taken[feature.id], other.plugin != listing.id {
                    throw Self.taken(feature, other)
                }
            }
            state.channels = state.channels.filter { $0.value.plugin != listing.id }
            state.reports = state.reports.filter { $0.value.plugin != listing.id }
            for feature in fresh { Self.add(feature, to: &state) }
        }
    }

    private static func taken(_ feature: LoadedFeature, _ other: LoadedFeature) -> PluginProblem {
        PluginProblem(
            "the \(feature.kind.rawValue) \(feature.id) is there already, from \(other.plugin)"
        )
    }

    private static func add(_ feature: LoadedFeature, to state: inout State) {
        switch feature.kind {
        case .channel: state.channels[feature.id] = feature
        case .report: state.reports[feature.id] = feature
        }
    }

    private func register(_ features: [LoadedFeature]) throws {
        try state.withLock { state in
            for feature in features {
                let taken = feature.kind == .channel ? state.channels : state.reports
                if let other = taken[feature.id] { throw Self.taken(feature, other) }
            }
            for feature in features { Self.add(feature, to: &state) }
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
                    listing.features[index].disabled = loaded?.disabled
                }
                if listing.state == .ready { listing.health = state.workers[listing.id]?.health }
                return listing
            }
        }
    }

    /// How far this machine confines plugins in processes of their own; `nil` while none was loaded.
    public var sandbox: SandboxReport? { state.withLock(\.sandbox) }

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

    /// The words of a report's plugin over those of the house; none when there is no such report.
    public func words(ofReport id: String) -> Catalogue {
        (try? feature(.report, id))?.words ?? Catalogue()
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

    /// Finds a channel, to be tried.
    func rehearsing(channel id: String, _ record: RehearsalRecord) throws -> LoadedFeature {
        try feature(.channel, id).rehearsing(record)
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
    /// Finds out how far this machine confines a plugin's process; blocks the thread.
    ///
    /// - Parameter worker: the path of `conecta-worker`.
    /// - Returns: what is in force in a worker.
    /// - Throws: `PluginProblem`.
    public static func sandbox(worker: String) throws -> SandboxReport {
        try ProbeRunner(worker: worker).sandbox()
    }

    /// Finds out everything about a plugin's folder that can be known without running it.
    public static func inspect(folder: String) -> PluginListing {
        PluginFolders.inspect(folder: folder)
    }
}
