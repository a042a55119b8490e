import Paper

/// Is a channel or report of a plugin, ready to be opened wherever the plugin runs.
struct LoadedFeature: Sendable {
    /// Says where a plugin runs.
    enum Home: Sendable {
        /// In this process.
        case here(FeatureTable, PluginThreads, FeatureGate)
        /// In a process of its own.
        case worker(WorkerPlugin)
    }

    let listing: FeatureListing
    let permissions: PluginManifest.Permissions?
    let words: Catalogue
    let environment: PluginEnvironment
    let home: Home

    var kind: PluginManifest.Kind { listing.manifest.kind }
    var id: String { listing.manifest.id }
    var plugin: String { listing.plugin }

    /// Why the feature is off; `nil` when it is on.
    var disabled: String? {
        switch home {
        case .here(_, _, let gate): gate.disabled
        case .worker(let plugin): plugin.health.reason
        }
    }

    private func party(_ account: ChannelAccount, _ split: ConfigurationSplit) -> PluginParty {
        PluginParty(
            plugin: plugin,
            feature: id,
            environment: environment,
            words: words,
            http: GrantedHTTP(
                environment: environment,
                policy: EgressPolicy(
                    hosts: permissions?.http ?? [],
                    fields: listing.manifest.grants ?? [],
                    configuration: account.configuration
                ),
                secrets: split.secrets
            ),
            dial: GrantedDial(
                environment: environment,
                policy: DialPolicy(
                    patterns: permissions?.dial ?? [],
                    fields: listing.manifest.grants ?? [],
                    configuration: account.configuration
                ),
                secrets: split.secrets
            ),
            state: permissions?.state == true ? account.state : nil,
            hasBlobs: permissions?.blob == true
        )
    }

    private func order(
        _ account: ChannelAccount,
        _ split: ConfigurationSplit,
        _ party: PluginParty
    ) -> ChannelOrder {
        ChannelOrder(
            feature: id,
            account: account.id,
            configuration: split.visible,
            language: account.language,
            timeZone: account.timeZone,
            grants: ChannelOrder.Grants(
                http: party.http != nil,
                state: party.state != nil,
                blob: party.hasBlobs,
                dial: party.dial != nil
            )
        )
    }

    func check(_ account: ChannelAccount) async throws -> [ConfigurationFinding] {
        let split = try ConfigurationSplit(
            configuration: account.configuration,
            schema: listing.schema
        )
        let party = party(account, split)
        let order = order(account, split, party)
        switch home {
        case .here(let table, let threads, let gate):
            return try await threads.run(gate, limit: environment.limits.exchange) { signal in
                try table.check(order, party: party, signal)
            }
        case .worker(let plugin): return try await plugin.check(order, party: party)
        }
    }

    func openChannel(_ account: ChannelAccount) async throws -> any ChannelPort {
        let split = try ConfigurationSplit(
            configuration: account.configuration,
            schema: listing.schema
        )
        let party = party(account, split)
        let order = order(account, split, party)
        switch home {
        case .here(let table, let threads, let gate):
            let limits = environment.limits
            let instance = try await threads.run(gate, limit: limits.quick) { signal in
                try table.openChannel(order, party: party, signal)
            }
            return HostedChannel(threads: threads, gate: gate, limits: limits, instance: instance)
        case .worker(let plugin):
            return try await WorkerChannel(plugin: plugin, order: order, party: party)
        }
    }

    func openReport() async throws -> any ReportPort {
        let party = PluginParty(
            plugin: plugin,
            feature: id,
            environment: environment,
            words: words,
            hasQuery: true
        )
        switch home {
        case .here(let table, let threads, let gate):
            let limits = environment.limits
            let instance = try await threads.run(gate, limit: limits.quick) { signal in
                try table.openReport(party: party, signal)
            }
            return HostedReport(threads: threads, gate: gate, limits: limits, instance: instance)
        case .worker(let plugin):
            return WorkerReport(plugin: plugin, feature: id, party: party)
        }
    }
}
