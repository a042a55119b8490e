import Logging

/// Is an account that was opened to be tried.
public struct ChannelRehearsal: Sendable {
    /// What the plugin says of the configuration.
    public var findings: [ConfigurationFinding]
    /// The account; `nil` when it cannot work with this configuration.
    public var port: (any ChannelPort)?

    /// Creates a rehearsal.
    public init(findings: [ConfigurationFinding], port: (any ChannelPort)?) {
        self.findings = findings
        self.port = port
    }
}

extension PluginCatalogue {
    /// Opens an account as it would be, to be tried: it stores nothing and reaches nobody.
    ///
    /// Its secrets are their own placeholders, its requests and its log go to the record, its files
    /// and its state live in memory. Whoever opened it closes its port.
    ///
    /// - Throws: `PluginFailure` when there is no such channel, or the configuration is no JSON.
    public func rehearse(
        channel id: String,
        _ account: ChannelAccount,
        _ record: RehearsalRecord
    ) async throws -> ChannelRehearsal {
        let feature = try rehearsing(channel: id, record)
        var account = account
        account.state = MemoryState()
        // What stands in the place of a secret is filled in as the secret would be.
        account.configuration =
            try ConfigurationSplit(
                configuration: account.configuration,
                schema: feature.listing.schema
            )
            .visible
        var findings: [ConfigurationFinding]
        do {
            findings = try await feature.check(account)
            guard !findings.contains(where: { $0.level == .error }) else {
                return ChannelRehearsal(findings: findings, port: nil)
            }
            return ChannelRehearsal(
                findings: findings,
                port: try await feature.openChannel(account)
            )
        } catch let failure as PluginFailure {
            let text = failure.message
            findings = [ConfigurationFinding(pointer: "", level: .error, text: text)]
            return ChannelRehearsal(findings: findings, port: nil)
        }
    }
}

extension LoadedFeature {
    /// The same feature in a world of its own, with a gate of its own: who hangs in a try disables
    /// nothing.
    func rehearsing(_ record: RehearsalRecord) -> LoadedFeature {
        var world = environment
        world.egress = record
        world.blobs = RehearsalBlobs()
        world.logger = Logger(label: "rehearsal") { _ in RehearsalLog(record: record) }
        world.logger.logLevel = .debug
        let place: Home =
            switch home {
            case .here(let table, let threads, _):
                .here(table, threads, FeatureGate(name: "\(kind.rawValue) \(id), tried", losses: 1))
            case .worker: home
            }
        return LoadedFeature(
            listing: listing,
            permissions: permissions,
            words: words,
            environment: world,
            home: place
        )
    }
}

/// Writes the lines of a log to a record.
private struct RehearsalLog: LogHandler {
    let record: RehearsalRecord
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.debug

    init(record: RehearsalRecord) { self.record = record }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        record.note(event.level, "\(event.message)")
    }
}
