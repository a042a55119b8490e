import CPluginABI

/// Is a value of the account's small store with its revision.
public struct StateEntry: Sendable, Hashable {
    /// The bytes, at most 64 KiB.
    public var value: [UInt8]

    /// Changes with each write.
    public var revision: UInt64

    /// The bytes read as UTF-8.
    public var text: String { String(decoding: value, as: UTF8.self) }
}

/// Is the account's small store of keys and values.
public struct State {
    let call: Call

    /// Reads a key; `nil` when it does not exist.
    public func read(_ key: String) throws -> StateEntry? {
        let table = try call.table(CNX_HOST_STATE, cnx_host_state_v1.self)
        let arena = Arena()
        var value = cnx_bytes()
        var revision: UInt64 = 0
        try PluginError.check(
            table.pointee.get?(call.pointer, arena.text(key), &value, &revision),
            "reading the state"
        )
        return revision == 0 ? nil : StateEntry(value: [UInt8](value), revision: revision)
    }

    /// Writes a key, whatever it holds.
    public func write(_ key: String, _ text: String) throws {
        try write(key, [UInt8](text.utf8), expecting: .max)
    }

    /// Writes a key if it still has a revision; zero stands for a key that does not exist.
    ///
    /// - Returns: the new revision.
    /// - Throws: `PluginError` of class `conflict` when somebody else was first.
    @discardableResult
    public func write(_ key: String, _ value: [UInt8], expecting: UInt64) throws -> UInt64 {
        let table = try call.table(CNX_HOST_STATE, cnx_host_state_v1.self)
        let arena = Arena()
        var revision: UInt64 = 0
        try PluginError.check(
            table.pointee.put?(
                call.pointer,
                arena.text(key),
                arena.bytes(value),
                expecting,
                &revision
            ),
            "writing the state"
        )
        return revision
    }

    /// Removes a key.
    public func remove(_ key: String) throws {
        let table = try call.table(CNX_HOST_STATE, cnx_host_state_v1.self)
        let arena = Arena()
        try PluginError.check(
            table.pointee.remove?(call.pointer, arena.text(key), .max),
            "removing a key of the state"
        )
    }
}

extension Call {
    /// The account's small store: for what must survive, but is no message.
    public var state: State { State(call: self) }
}
