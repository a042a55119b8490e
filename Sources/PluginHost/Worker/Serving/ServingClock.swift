import Glibc
import Synchronization

/// Tells a plugin the time of the server, which may have a clock of its own.
final class ServingClock: Sendable {
    private let difference = Atomic<Int64>(0)

    /// The server's time, in milliseconds since 1970.
    var now: Int64 { Self.own &+ difference.load(ordering: .relaxed) }

    /// Takes the server's time, which comes with each call.
    func set(_ now: Int64) {
        difference.store(now &- Self.own, ordering: .relaxed)
    }

    private static var own: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
