internal import Synchronization

/// Wakes one who works through what is on disk; rings that come while it works are one.
///
/// Others may hear it too: each ring, and each time that what was rung for is worked through.
struct Bell: Sendable {
    private final class Hearers: Sendable {
        let all = Mutex<[@Sendable () -> Void]>([])
    }

    /// The rings; one task listens.
    let rings: AsyncStream<Void>

    private let rope: AsyncStream<Void>.Continuation
    private let hearers = Hearers()

    init() {
        (rings, rope) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Has the one who listens look for what is to be done.
    func ring() {
        rope.yield()
        echo()
    }

    /// Tells that what was rung for is worked through; nobody looks anew for that.
    func echo() {
        for hearer in hearers.all.withLock(\.self) { hearer() }
    }

    /// Calls something at each ring and echo from now on, on the task that rings.
    func hear(_ hearer: @escaping @Sendable () -> Void) {
        hearers.all.withLock { $0.append(hearer) }
    }

    /// Ends the rings.
    func finish() { rope.finish() }
}
