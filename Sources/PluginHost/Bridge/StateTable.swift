import CPluginABI

/// Lends an account's small store to its plugin.
enum StateTable {
    static let fixed = Fixed(make())

    private static func make() -> cnx_host_state_v1 {
        var table = cnx_host_state_v1()
        table.size = UInt32(MemoryLayout<cnx_host_state_v1>.size)
        table.get = { call, key, value, revision in
            serve(call) { call, state in
                let key = try checked(key)
                let entry = try call.wait { try await state.read(key) }
                value?.pointee = entry.map { call.lend($0.value) } ?? cnx_bytes()
                revision?.pointee = entry?.revision ?? 0
            }
        }
        table.put = { call, key, value, expected, revision in
            serve(call) { call, state in
                let key = try checked(key)
                let value = try value.copy("value", 64 << 10)
                let expecting = expected == UInt64.max ? nil : expected
                let written = try call.wait {
                    try await state.write(key, value, expecting: expecting)
                }
                guard let written else { throw conflict(key) }
                revision?.pointee = written
            }
        }
        table.remove = { call, key, expected in
            serve(call) { call, state in
                let key = try checked(key)
                let expecting = expected == UInt64.max ? nil : expected
                let isRemoved = try call.wait { try await state.remove(key, expecting: expecting) }
                guard isRemoved else { throw conflict(key) }
            }
        }
        return table
    }
}

private func serve(
    _ pointer: OpaquePointer?,
    _ body: (PluginCall, any PluginState) throws -> Void
) -> cnx_status {
    guard let call = PluginCall.at(pointer), let state = call.party.state else {
        return cnx_status(CNX_E_UNSUPPORTED)
    }
    return call.serve { try body($0, state) }
}

private func checked(_ key: cnx_str) throws(Unfit) -> String {
    let key = try key.text("key", 128)
    guard !key.isEmpty else { throw .argument("the key is empty") }
    return key
}

private func conflict(_ key: String) -> Unfit {
    Unfit(cnx_status(CNX_E_CONFLICT), "\(key) has another revision")
}
