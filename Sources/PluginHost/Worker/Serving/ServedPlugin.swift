import CPluginABI
import Foundation
import Glibc
import Logging
import Paper

/// Is the plugin that this process serves.
struct ServedPlugin: Sendable {
    /// What its library says of itself.
    let report: ProbeReport

    private let features: [FeatureTable]
    private let words: Catalogue
    private let plugin: String
    private let desk: ServingDesk
    private let clock: ServingClock
    private let stopping: @Sendable () -> Void

    /// Opens the library and lets it start.
    ///
    /// - Throws: `PluginProblem`.
    init(_ order: StartOrder, desk: ServingDesk, clock: ServingClock) throws {
        let description = try PluginLibrary.open(path: order.library)
        report = description.report
        features = zip(description.report.features, description.tables).map { feature, table in
            FeatureTable(kind: feature.kind, id: feature.id, table: UInt(bitPattern: table))
        }
        words = Catalogue(order.words)
        plugin = order.plugin
        self.desk = desk
        self.clock = clock
        let stop = description.plugin.stop
        stopping = { stop?() }
        if let start = description.plugin.start {
            let host = HostTable(party(0, feature: "", grants: ChannelOrder.Grants()))
            let status = start(host.pointer)
            guard status == cnx_status(CNX_OK) else {
                throw PluginProblem("the plugin did not start: status \(status)")
            }
        }
    }

    /// Lets the plugin end what it began at its start.
    func stop() { stopping() }

    func check(
        _ number: UInt32,
        _ order: ChannelOrder,
        _ signal: CallSignal
    ) throws -> [ConfigurationFinding] {
        let party = party(number, feature: order.feature, grants: order.grants)
        return try feature(.channel, order.feature).check(order, party: party, signal)
    }

    func openChannel(
        _ number: UInt32,
        _ order: ChannelOrder,
        _ signal: CallSignal
    ) throws -> ChannelInstance {
        let party = party(number, feature: order.feature, grants: order.grants)
        return try feature(.channel, order.feature).openChannel(order, party: party, signal)
    }

    func openReport(
        _ number: UInt32,
        _ id: String,
        _ signal: CallSignal
    ) throws -> ReportInstance {
        let party = party(number, feature: id, grants: ChannelOrder.Grants(), hasQuery: true)
        return try feature(.report, id).openReport(party: party, signal)
    }

    private func feature(_ kind: PluginManifest.Kind, _ id: String) throws -> FeatureTable {
        guard let feature = features.first(where: { $0.kind == kind && $0.id == id }) else {
            throw PluginFailure(.unsupported, "the library lacks the \(kind.rawValue) \(id)")
        }
        return feature
    }

    private func party(
        _ number: UInt32,
        feature: String,
        grants: ChannelOrder.Grants,
        hasQuery: Bool = false
    ) -> PluginParty {
        let (desk, clock) = (desk, clock)
        let logger = Logger(label: plugin) { _ in
            RemoteLog(desk: desk, instance: number)
        }
        let environment = PluginEnvironment(
            now: { clock.now },
            blobs: RemoteBlobs(desk: desk, instance: number),
            words: words,
            logger: logger,
            egress: nil,
            worker: ""
        )
        return PluginParty(
            plugin: plugin,
            feature: feature,
            environment: environment,
            words: words,
            http: grants.http ? RemoteHTTP(desk: desk, instance: number) : nil,
            dial: grants.dial ? RemoteDial(desk: desk, instance: number) : nil,
            state: grants.state ? RemoteState(desk: desk, instance: number) : nil,
            hasBlobs: grants.blob,
            hasQuery: hasQuery
        )
    }
}

/// Sends lines of the log to the server.
private struct RemoteLog: LogHandler {
    let desk: ServingDesk
    let instance: UInt32
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .debug

    init(desk: ServingDesk, instance: UInt32) {
        self.desk = desk
        self.instance = instance
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var carriage = Carriage()
        var level = event.level.rawValue
        var text = "\(event.message)"
        // Plugin and feature are the server's to say.
        var fields = (event.metadata ?? [:]).filter { !["plugin", "feature"].contains($0.key) }
            .sorted { $0.key < $1.key }.flatMap { [$0.key, "\($0.value)"] }
        do {
            try carriage.carry(&level)
            try carriage.carry(&text)
            try carriage.carry(&fields)
        } catch {
            return
        }
        desk.tell(.log, of: instance, carriage)
    }
}
