internal import Engine
internal import PluginHost
internal import Store

/// Keeps the little that the plugin of one channel remembers, in the data folder.
///
/// A value is kept behind its revision, eight bytes, so that both change in one step.
struct ChannelAccountState: PluginHost.PluginState {
    let state: Store.PluginState
    let space: String

    init(_ state: Store.PluginState, of channel: ID<Channel>) {
        self.state = state
        space = "channel/\(channel)"
    }

    func read(_ key: String) async throws -> (value: [UInt8], revision: UInt64)? {
        try await state.value(key, in: space).flatMap(Self.open)
    }

    func write(_ key: String, _ value: [UInt8], expecting: UInt64?) async throws -> UInt64? {
        while true {
            let old = try await state.value(key, in: space)
            let revision = old.flatMap(Self.open)?.revision ?? 0
            if let expecting, expecting != revision { return nil }
            let next = revision + 1
            let sealed = withUnsafeBytes(of: next.bigEndian, Array.init) + value
            if try await state.compareAndSet(key, in: space, from: old, to: sealed) { return next }
        }
    }

    func remove(_ key: String, expecting: UInt64?) async throws -> Bool {
        while true {
            guard let old = try await state.value(key, in: space) else {
                return expecting ?? 0 == 0
            }
            if let expecting, expecting != Self.open(old)?.revision { return false }
            if try await state.compareAndSet(key, in: space, from: old, to: nil) { return true }
        }
    }

    private static func open(_ sealed: [UInt8]) -> (value: [UInt8], revision: UInt64)? {
        guard sealed.count >= 8 else { return nil }
        let revision = sealed.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return (Array(sealed.dropFirst(8)), revision)
    }
}
