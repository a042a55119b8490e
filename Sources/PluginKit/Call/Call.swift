import CPluginABI

/// Is one call of the host: its deadline, and what the host lends to it.
///
/// It is dead when the function that received it returns: never keep one.
public struct Call {
    let pointer: OpaquePointer
    let host: UnsafePointer<cnx_host_v1>
    let sink: UnsafePointer<cnx_channel_sink_v1>?

    /// Whether nobody wants the result any more: ask in each loop that can be long.
    public var isCancelled: Bool {
        host.pointee.cancelled?(pointer) ?? false
    }

    /// Throws when nobody wants the result any more.
    public func checkCancellation() throws {
        guard isCancelled else { return }
        throw PluginError(.cancelled, "cancelled")
    }

    /// The moment by which the function must have returned, in milliseconds since 1970.
    public var deadline: Int64 {
        host.pointee.deadline_ms?(pointer) ?? .max
    }

    /// The host's clock, in milliseconds since 1970: stands still in tests.
    public var now: Int64 {
        host.pointee.now_ms?(host.pointee.context) ?? 0
    }

    /// The name of this call in the server's log.
    public var trace: String {
        host.pointee.trace.map { String($0(pointer)) } ?? ""
    }

    /// Says how far a long call is; a total of zero means unknown.
    public func progress(_ done: Int, of total: Int) {
        host.pointee.progress?(pointer, UInt64(max(0, done)), UInt64(max(0, total)))
    }

    /// Says how important a line of the log is.
    public enum Level: UInt32, Sendable, Hashable {
        /// For the plugin's author.
        case debug
        /// Worth knowing.
        case info
        /// Worth a look.
        case warning
        /// Something does not work.
        case error
    }

    /// Writes a line to the server's log: no secrets, none of a contact's words or identities.
    public func log(_ level: Level, _ message: String, _ fields: [String: String] = [:]) {
        let arena = Arena()
        let pairs = arena.pairs(fields.sorted { $0.key < $1.key })
        host.pointee.log?(
            host.pointee.context,
            pointer,
            level.rawValue,
            arena.text(message),
            arena.array(pairs),
            pairs.count
        )
    }

    /// Pushes a JSON object to the pages of a live chat's visitor.
    ///
    /// - Parameters:
    ///   - conversation: the visitor's conversation key.
    ///   - name: the kind of the push, such as `message`; `typing` is not kept for who reconnects.
    ///   - json: the object, as UTF-8 text.
    /// - Throws: `PluginError` of class `argument` when the text is not valid, or too long.
    public func push(to conversation: String, _ name: String, json: String) throws {
        let arena = Arena()
        let status = sink?.pointee.push?(
            pointer,
            arena.text(conversation),
            arena.text(name),
            arena.text(json)
        )
        try PluginError.check(status, "a push")
    }

    /// Finds the table of one of the host's extensions.
    func table<Table>(_ id: String, _ type: Table.Type) throws -> UnsafePointer<Table> {
        let arena = Arena()
        guard let table = host.pointee.extension?(host.pointee.context, arena.text(id)) else {
            throw PluginError(.unsupported, "\(id) is not granted: ask for it in plugin.json")
        }
        return table.assumingMemoryBound(to: type)
    }

    /// Runs the plugin's part of a call and tells the host what went wrong in it.
    func run(_ body: () throws -> Void) -> cnx_status {
        do {
            try body()
            return 0
        } catch let error as PluginError {
            return fail(error)
        } catch {
            return fail(PluginError(.internal, String(describing: error)))
        }
    }

    private func fail(_ error: PluginError) -> cnx_status {
        let arena = Arena()
        return host.pointee.fail?(
            pointer,
            error.class.rawValue,
            arena.text(error.code),
            arena.text(error.message),
            error.retryAfter
        ) ?? error.class.rawValue
    }
}
