import CPluginABI
import FoundationEssentials

/// Is what the host holds for one account: the channel, and what the host lends to it.
// Unchecked: both tables are constant and callable from any thread until destroy returns.
private final class ChannelInstance: @unchecked Sendable {
    let host: UnsafePointer<cnx_host_v1>
    let sink: UnsafePointer<cnx_channel_sink_v1>
    let channel: any Channel

    init(
        host: UnsafePointer<cnx_host_v1>,
        sink: UnsafePointer<cnx_channel_sink_v1>,
        channel: any Channel
    ) {
        self.host = host
        self.sink = sink
        self.channel = channel
    }

    static func at(_ pointer: OpaquePointer) -> ChannelInstance {
        Unmanaged.fromOpaque(UnsafeRawPointer(pointer)).takeUnretainedValue()
    }
}

/// Runs a channel's part of a call.
private func serve(
    _ instance: OpaquePointer?,
    _ handle: OpaquePointer?,
    _ body: (any Channel, Call) throws -> Void
) -> cnx_status {
    guard let instance, let handle else { return cnx_status(CNX_E_ARGUMENT) }
    let held = ChannelInstance.at(instance)
    let call = Call(pointer: handle, host: held.host, sink: held.sink)
    return call.run { try body(held.channel, call) }
}

/// Decodes a configuration; the error names the field.
private func decode<Configuration: Decodable>(
    _ type: Configuration.Type,
    _ json: cnx_str
) throws -> Configuration {
    do {
        return try JSONDecoder().decode(type, from: Data(String(json).utf8))
    } catch let error as DecodingError {
        let issue = error.issue
        throw PluginError(.configuration, "\(issue.pointer): \(issue.text)")
    }
}

/// Says what `check_config` found, for a type that is known only here.
private func check<C: Channel>(_ type: C.Type, _ json: cnx_str, _ call: Call) throws {
    var issues: [ConfigurationIssue]
    do {
        let configuration = try JSONDecoder()
            .decode(C.Configuration.self, from: Data(String(json).utf8))
        issues = try type.check(configuration, call: call)
    } catch let error as DecodingError {
        issues = [error.issue]
    }
    let arena = Arena()
    for issue in issues {
        let status = call.sink?.pointee.config_issue?(
            call.pointer,
            arena.text(issue.pointer),
            issue.level.rawValue,
            arena.text(issue.text)
        )
        try PluginError.check(status, "a configuration issue")
    }
}

/// Makes an instance of a type that is known only here.
private func create<C: Channel>(
    _ type: C.Type,
    _ json: cnx_str,
    _ account: cnx_str,
    _ call: Call
) throws -> any Channel {
    let configuration = try decode(C.Configuration.self, json)
    return try C(configuration: configuration, account: String(account), call: call)
}

/// Holds the functions of all channels of the library; they find theirs in the instance.
enum ChannelTable {
    /// The address of the table, which lives as long as the process.
    static var address: UnsafeRawPointer? { table.address }

    private static let table = Constant(make())

    private static func make() -> cnx_channel_v1 {
        var table = cnx_channel_v1()
        table.size = UInt32(MemoryLayout<cnx_channel_v1>.size)
        table.create = { host, sink, handle, feature, account, json, result in
            guard let host, let sink, let handle, let result else {
                return cnx_status(CNX_E_ARGUMENT)
            }
            let call = Call(pointer: handle, host: host, sink: sink)
            return call.run {
                guard case .channel(let type)? = Plugin.feature(String(feature))?.kind else {
                    throw PluginError(.argument, "no channel \(String(feature)) in this plugin")
                }
                let channel = try create(type, json, account, call)
                let instance = ChannelInstance(host: host, sink: sink, channel: channel)
                result.pointee = OpaquePointer(Unmanaged.passRetained(instance).toOpaque())
            }
        }
        table.destroy = { instance in
            guard let instance else { return }
            Unmanaged<ChannelInstance>.fromOpaque(UnsafeRawPointer(instance)).release()
        }
        table.check_config = { host, sink, handle, feature, json in
            guard let host, let sink, let handle else { return cnx_status(CNX_E_ARGUMENT) }
            let call = Call(pointer: handle, host: host, sink: sink)
            return call.run {
                guard case .channel(let type)? = Plugin.feature(String(feature))?.kind else {
                    throw PluginError(.argument, "no channel \(String(feature)) in this plugin")
                }
                try check(type, json, call)
            }
        }
        table.capabilities = { instance, call in
            serve(instance, call) { try $1.tell($0.capabilities) }
        }
        table.webhook = { instance, call, request in
            guard let request else { return cnx_status(CNX_E_ARGUMENT) }
            return serve(instance, call) { channel, call in
                let received = try channel.webhook(WebhookRequest(request.pointee), call: call)
                try call.tell(received)
            }
        }
        table.send = { instance, call, message in
            guard let message else { return cnx_status(CNX_E_ARGUMENT) }
            return serve(instance, call) { channel, call in
                try call.tell(channel.send(Outbound(message.pointee), call: call))
            }
        }
        table.poll = { instance, call, cursor in
            serve(instance, call) { channel, call in
                guard let channel = channel as? any Polling else {
                    throw PluginError(.unsupported, "this channel does not poll")
                }
                try call.tell(channel.poll(since: [UInt8](cursor), call: call))
            }
        }
        table.extension = { instance, id in
            guard let instance else { return nil }
            return ChannelExtensions.table(String(id), of: ChannelInstance.at(instance).channel)
        }
        return table
    }
}

/// Holds the functions of what channels may do besides.
private enum ChannelExtensions {
    /// Finds the table of an extension, if the channel has it.
    static func table(_ id: String, of channel: any Channel) -> UnsafeRawPointer? {
        switch id {
        case CNX_CHANNEL_MEDIA: channel is any MediaFetching ? media.address : nil
        case CNX_CHANNEL_RESOLVE: channel is any Resolving ? resolve.address : nil
        case CNX_CHANNEL_SESSION: channel is any SessionHearing ? session.address : nil
        case CNX_CHANNEL_VISITOR: channel is any VisitorServing ? visitor.address : nil
        case CNX_CHANNEL_RECEIPT: channel is any ReceiptShowing ? receipt.address : nil
        case CNX_CHANNEL_TEMPLATES: channel is any TemplateListing ? templates.address : nil
        default: nil
        }
    }

    private static let media = Constant(
        cnx_channel_media_v1(size: size(cnx_channel_media_v1.self), flags: 0) {
            instance,
            call,
            attachment in
            guard let attachment else { return cnx_status(CNX_E_ARGUMENT) }
            return serve(instance, call) { channel, call in
                guard let channel = channel as? any MediaFetching else { return }
                try call.tell(channel.fetch(Attachment(attachment.pointee), call: call))
            }
        }
    )

    private static let resolve = Constant(
        cnx_channel_resolve_v1(size: size(cnx_channel_resolve_v1.self), flags: 0) {
            instance,
            call,
            address in
            serve(instance, call) { channel, call in
                guard let channel = channel as? any Resolving,
                    let contact = try channel.resolve(String(address), call: call)
                else { return }
                try call.tell(contact)
            }
        }
    )

    private static let session = Constant(
        cnx_channel_session_v1(size: size(cnx_channel_session_v1.self), flags: 0) {
            instance,
            call,
            change in
            guard let change = change.flatMap({ SessionChange($0.pointee) }) else {
                return cnx_status(CNX_E_ARGUMENT)
            }
            return serve(instance, call) { channel, call in
                try (channel as? any SessionHearing)?.changed(change, call: call)
            }
        }
    )

    private static let visitor = Constant(
        cnx_channel_visitor_v1(size: size(cnx_channel_visitor_v1.self), flags: 0) {
            instance,
            call in
            serve(instance, call) { channel, call in
                guard let channel = channel as? any VisitorServing else { return }
                try call.tell(channel.page)
            }
        }
    )

    private static let receipt = Constant(
        cnx_channel_receipt_v1(size: size(cnx_channel_receipt_v1.self), flags: 0) {
            instance,
            call,
            receipt in
            guard let receipt else { return cnx_status(CNX_E_ARGUMENT) }
            return serve(instance, call) { channel, call in
                try (channel as? any ReceiptShowing)?.show(Receipt(receipt.pointee), call: call)
            }
        }
    )

    private static let templates = Constant(
        cnx_channel_templates_v1(size: size(cnx_channel_templates_v1.self), flags: 0) {
            instance,
            call in
            serve(instance, call) { channel, call in
                guard let channel = channel as? any TemplateListing else { return }
                for status in try channel.templates(call: call) {
                    let key = "\(status.name) \(status.language)"
                    try call.tell(Event(key: key, conversation: "", .template(status)))
                }
            }
        }
    )

    private static func size<Table>(_ type: Table.Type) -> UInt32 {
        UInt32(MemoryLayout<Table>.size)
    }
}
