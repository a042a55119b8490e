import CPluginABI
import Foundation
import Paper

/// Is a channel or report of a loaded plugin, ready to be opened.
struct LoadedFeature: Sendable {
    let listing: FeatureListing
    let permissions: PluginManifest.Permissions?
    /// The address of its table of functions, which lives as long as the process.
    let table: UInt
    let words: Catalogue
    let environment: PluginEnvironment
    let threads: PluginThreads
    let gate: FeatureGate

    var kind: PluginManifest.Kind { listing.manifest.kind }
    var id: String { listing.manifest.id }
    var plugin: String { listing.plugin }

    private var channelTable: UnsafePointer<cnx_channel_v1>? { UnsafePointer(bitPattern: table) }

    private func party(_ account: ChannelAccount, _ split: ConfigurationSplit) -> PluginParty {
        PluginParty(
            plugin: plugin,
            feature: id,
            environment: environment,
            words: words,
            egress: EgressPolicy(
                hosts: permissions?.http ?? [],
                fields: listing.manifest.grants ?? [],
                configuration: account.configuration
            ),
            secrets: split.secrets,
            state: permissions?.state == true ? account.state : nil,
            hasBlobs: permissions?.blob == true
        )
    }

    private func wording(_ account: ChannelAccount) -> Paper.Wording {
        Paper.Wording(
            language: account.language,
            zone: TimeZone(identifier: account.timeZone) ?? .gmt
        )
    }

    func check(_ account: ChannelAccount) async throws -> [ConfigurationFinding] {
        let split = try ConfigurationSplit(
            configuration: account.configuration,
            schema: listing.schema
        )
        let party = party(account, split)
        let host = HostTable(party)
        let feature = self
        let wording = wording(account)
        return try await threads.run(gate, limit: environment.limits.exchange) { signal in
            defer { host.free() }
            let call = PluginCall(
                party: party,
                signal: signal,
                wording: wording,
                trace: Trace.next()
            )
            try call.perform { pointer in
                feature.channelTable?.pointee.check_config?(
                    host.pointer,
                    ChannelSink.table,
                    pointer,
                    call.lend(feature.id),
                    call.lend(split.visible)
                ) ?? cnx_status(CNX_E_INTERNAL)
            }
            return call.told.findings
        }
    }

    func openChannel(_ account: ChannelAccount) async throws -> HostedChannel {
        let split = try ConfigurationSplit(
            configuration: account.configuration,
            schema: listing.schema
        )
        let party = party(account, split)
        let host = HostTable(party)
        let feature = self
        let wording = wording(account)
        let name = account.id
        let opened = try await threads.run(gate, limit: environment.limits.quick) { signal in
            let call = PluginCall(
                party: party,
                signal: signal,
                wording: wording,
                trace: Trace.next()
            )
            var instance: OpaquePointer?
            var isMade = false
            defer { if !isMade { host.free() } }
            try call.perform { pointer in
                feature.channelTable?.pointee.create?(
                    host.pointer,
                    ChannelSink.table,
                    pointer,
                    call.lend(feature.id),
                    call.lend(name),
                    call.lend(split.visible),
                    &instance
                ) ?? cnx_status(CNX_E_INTERNAL)
            }
            guard let instance, let table = feature.channelTable else {
                throw PluginFailure(.internal, "create said that it worked but made nothing")
            }
            isMade = true
            return ChannelTables(instance: instance, table: table)
        }
        return HostedChannel(
            feature: self,
            party: party,
            host: host,
            wording: wording,
            tables: opened
        )
    }

    func openReport() async throws -> HostedReport {
        let party = PluginParty(
            plugin: plugin,
            feature: id,
            environment: environment,
            words: words,
            hasQuery: true
        )
        let host = HostTable(party)
        let feature = self
        let instance: UInt = try await threads.run(gate, limit: environment.limits.quick) {
            signal in
            let wording = Paper.Wording(language: .portuguese, zone: .gmt)
            let call = PluginCall(
                party: party,
                signal: signal,
                wording: wording,
                trace: Trace.next()
            )
            let table = UnsafePointer<cnx_report_v1>(bitPattern: feature.table)
            var instance: OpaquePointer?
            try call.perform { pointer in
                table?.pointee.create?(host.pointer, pointer, call.lend(feature.id), &instance)
                    ?? cnx_status(CNX_E_INTERNAL)
            }
            guard let instance else {
                throw PluginFailure(.internal, "create said that it worked but made nothing")
            }
            return UInt(bitPattern: instance)
        }
        return HostedReport(feature: self, party: party, host: host, instance: instance)
    }
}
