import CPluginABI
import Foundation
import Paper

/// Is a channel or report of a library that is open in this process.
struct FeatureTable: Sendable {
    let kind: PluginManifest.Kind
    let id: String
    /// The address of its table of functions, which lives as long as the process.
    let table: UInt

    private var channel: UnsafePointer<cnx_channel_v1>? { UnsafePointer(bitPattern: table) }
    private var report: UnsafePointer<cnx_report_v1>? { UnsafePointer(bitPattern: table) }

    /// Lets the plugin look at a configuration.
    func check(
        _ order: ChannelOrder,
        party: PluginParty,
        _ signal: CallSignal
    ) throws -> [ConfigurationFinding] {
        let host = HostTable(party)
        defer { host.free() }
        let call = PluginCall(
            party: party,
            signal: signal,
            wording: order.wording
        )
        try call.perform { pointer in
            channel?.pointee.check_config?(
                host.pointer,
                ChannelSink.table,
                pointer,
                call.lend(id),
                call.lend(order.configuration)
            ) ?? cnx_status(CNX_E_INTERNAL)
        }
        return call.told.findings
    }

    /// Creates an instance of the channel.
    func openChannel(
        _ order: ChannelOrder,
        party: PluginParty,
        _ signal: CallSignal
    ) throws -> ChannelInstance {
        let host = HostTable(party)
        let call = PluginCall(
            party: party,
            signal: signal,
            wording: order.wording
        )
        var instance: OpaquePointer?
        var isMade = false
        defer { if !isMade { host.free() } }
        try call.perform { pointer in
            channel?.pointee.create?(
                host.pointer,
                ChannelSink.table,
                pointer,
                call.lend(id),
                call.lend(order.account),
                call.lend(order.configuration),
                &instance
            ) ?? cnx_status(CNX_E_INTERNAL)
        }
        guard let instance, let channel else {
            throw PluginFailure(.internal, "create said that it worked but made nothing")
        }
        isMade = true
        return ChannelInstance(
            party: party,
            host: host,
            wording: order.wording,
            tables: ChannelTables(instance: instance, table: channel)
        )
    }

    /// Creates the instance of the report.
    func openReport(party: PluginParty, _ signal: CallSignal) throws -> ReportInstance {
        let host = HostTable(party)
        let call = PluginCall(
            party: party,
            signal: signal,
            wording: Paper.Wording(language: .portuguese, zone: .gmt)
        )
        var instance: OpaquePointer?
        try call.perform { pointer in
            report?.pointee.create?(host.pointer, pointer, call.lend(id), &instance)
                ?? cnx_status(CNX_E_INTERNAL)
        }
        guard let instance else {
            throw PluginFailure(.internal, "create said that it worked but made nothing")
        }
        return ReportInstance(
            party: party,
            host: host,
            instance: UInt(bitPattern: instance),
            table: table
        )
    }
}

extension ChannelOrder {
    /// How moments and numbers are written for the account.
    fileprivate var wording: Paper.Wording {
        Paper.Wording(language: language, zone: TimeZone(identifier: timeZone) ?? .gmt)
    }
}
