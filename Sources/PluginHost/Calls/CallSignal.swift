import Synchronization

/// Is what the host may say to a running call: that its result is not wanted any more.
final class CallSignal: Sendable {
    private let flag = Atomic<Bool>(false)

    /// The moment by which the call must have returned.
    let deadline: ContinuousClock.Instant

    init(deadline: ContinuousClock.Instant) {
        self.deadline = deadline
    }

    /// Whether the result is not wanted any more: told so, or past the deadline.
    var isCancelled: Bool {
        flag.load(ordering: .relaxed) || ContinuousClock.now >= deadline
    }

    /// The time until the deadline in milliseconds, at least zero.
    var remaining: Int64 {
        let left = (deadline - ContinuousClock.now).components
        return max(0, left.seconds * 1_000 + left.attoseconds / 1_000_000_000_000_000)
    }

    /// Says that the result is not wanted any more.
    func cancel() {
        flag.store(true, ordering: .relaxed)
    }
}
