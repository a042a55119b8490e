import CPluginABI
import Logging

/// Is what one instance of a plugin holds of the host: the table, and what it may ask for.
///
/// Its memory is given back when the instance is destroyed; an instance that lost a thread keeps it
/// for ever, because that thread may still use it.
final class HostTable: Sendable {
    private let bits: UInt

    init(_ party: PluginParty) {
        var table = cnx_host_v1()
        table.size = UInt32(MemoryLayout<cnx_host_v1>.size)
        table.abi_major = CNX_ABI_MAJOR
        table.abi_minor = CNX_ABI_MINOR
        table.context = Unmanaged.passRetained(party).toOpaque()
        table.extension = { context, id in
            guard let context, let id = try? id.key("extension") else { return nil }
            let party = Unmanaged<PluginParty>.fromOpaque(context).takeUnretainedValue()
            return HostExtensions.table(id, for: party)
        }
        table.log = { context, call, level, message, fields, count in
            guard let context else { return }
            let party = Unmanaged<PluginParty>.fromOpaque(context).takeUnretainedValue()
            let text = (try? message.text("message")) ?? "(a message that is no text)"
            let pairs = (try? read(fields, min(count, 16), "fields")) ?? []
            var metadata: Logger.Metadata = [:]
            for pair in pairs { metadata[pair.name] = "\(pair.value)" }
            let level = Logger.Level(plugin: level)
            if let call = PluginCall.at(call) {
                call.log(level, text, metadata)
            } else {
                party.logger.log(level: level, "\(text)", metadata: metadata)
            }
        }
        table.now_ms = { context in
            guard let context else { return 0 }
            let party = Unmanaged<PluginParty>.fromOpaque(context).takeUnretainedValue()
            return party.environment.now()
        }
        table.cancelled = { call in PluginCall.at(call)?.signal.isCancelled ?? true }
        table.deadline_ms = { call in
            guard let call = PluginCall.at(call) else { return 0 }
            return call.party.environment.now() + call.signal.remaining
        }
        table.trace = { call in
            guard let call = PluginCall.at(call) else { return cnx_str() }
            return call.lend(call.trace)
        }
        table.progress = { call, done, total in
            PluginCall.at(call)?.paper?.progress(done: done, total: total)
        }
        table.fail = { call, status, code, text, retry in
            guard let call = PluginCall.at(call) else { return status }
            call.detail = PluginFailure(
                PluginFailure.Class(rawValue: status) ?? .internal,
                (try? text.text("text")) ?? "(a reason that is no text)",
                code: (try? code.key("code")) ?? "",
                retryAfter: max(0, retry)
            )
            return status
        }
        table.scratch = { call, bytes, alignment in
            PluginCall.at(call)?.scratch.take(bytes, alignment: alignment)
        }
        let place = UnsafeMutablePointer<cnx_host_v1>.allocate(capacity: 1)
        place.initialize(to: table)
        bits = UInt(bitPattern: place)
    }

    /// The table's address.
    var pointer: UnsafePointer<cnx_host_v1>? { UnsafePointer(bitPattern: bits) }

    /// Gives the memory back; the plugin must not hold the table any more.
    func free() {
        guard let place = UnsafeMutablePointer<cnx_host_v1>(bitPattern: bits) else { return }
        if let context = place.pointee.context {
            Unmanaged<PluginParty>.fromOpaque(context).release()
        }
        place.deallocate()
    }
}

extension Logger.Level {
    fileprivate init(plugin level: cnx_level) {
        switch Int(level) {
        case CNX_LEVEL_DEBUG: self = .debug
        case CNX_LEVEL_WARNING: self = .warning
        case CNX_LEVEL_ERROR: self = .error
        default: self = .info
        }
    }
}

/// Finds the tables of the host's extensions.
enum HostExtensions {
    /// The table of an extension, if the party may use it.
    static func table(_ id: String, for party: PluginParty) -> UnsafeRawPointer? {
        switch id {
        case CNX_HOST_HTTP: party.http == nil ? nil : HTTPTable.fixed.address
        case CNX_HOST_DIAL: party.dial == nil ? nil : DialTable.fixed.address
        case CNX_HOST_STATE: party.state == nil ? nil : StateTable.fixed.address
        case CNX_HOST_BLOB: party.hasBlobs ? BlobTable.fixed.address : nil
        case CNX_HOST_QUERY: party.hasQuery ? QueryTable.fixed.address : nil
        case CNX_HOST_WORDS: WordsTable.fixed.address
        default: nil
        }
    }
}
