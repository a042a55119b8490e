internal import Synchronization

/// Knows whether the server starts, runs or stops.
final class Stage: Sendable {
    /// Names the stages in the life of the server.
    enum Name: String, Sendable, Hashable {
        case starting
        case running
        case stopping
    }

    private let name = Mutex(Name.starting)

    /// The stage now.
    var current: Name { name.withLock { $0 } }

    /// Goes on to a stage; never back.
    func enter(_ next: Name) {
        name.withLock { name in
            if name != .stopping { name = next }
        }
    }
}
