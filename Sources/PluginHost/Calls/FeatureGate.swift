import Synchronization

/// Lets calls of one feature through, until it has lost too many threads.
final class FeatureGate: Sendable {
    private struct State {
        var losses = 0
        var running = 0
    }

    /// The feature in words: `channel whatsapp`.
    let name: String

    private let limit: Int
    private let state = Mutex(State())

    init(name: String, losses limit: Int) {
        self.name = name
        self.limit = limit
    }

    /// Why the feature is off; `nil` when it is on.
    var disabled: String? {
        state.withLock { state in
            guard state.losses >= limit else { return nil }
            return "\(name) did not return from \(state.losses) calls; it is off until a restart"
        }
    }

    /// Throws when the feature is off.
    func check() throws(PluginFailure) {
        if let disabled { throw PluginFailure(.disabled, disabled) }
    }

    /// Takes note of a thread that did not come back.
    func lose() {
        state.withLock { $0.losses += 1 }
    }

    /// Takes one of the feature's share of running calls; `false` when all are taken.
    func enter(share: Int) -> Bool {
        state.withLock { state in
            guard state.running < share else { return false }
            state.running += 1
            return true
        }
    }

    /// Gives back what `enter` took.
    func leave() {
        state.withLock { $0.running -= 1 }
    }
}
