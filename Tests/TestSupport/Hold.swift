internal import Dispatch
internal import Synchronization

/// Keeps a thread waiting until a test lets it go on; afterwards it is open for good.
public final class Hold: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let state = Mutex((isEntered: false, isOpen: false))

    /// Creates a hold that is closed.
    public init() {}

    /// Waits, on the thread that calls, until `open` was called.
    public func pass() {
        let isOpen = state.withLock { state in
            state.isEntered = true
            return state.isOpen
        }
        guard !isOpen else { return }
        semaphore.wait()
        semaphore.signal()
    }

    /// Waits until a thread has come to it.
    ///
    /// - Throws: `CancellationError` when the task is cancelled, as at the end of a time limit.
    public func untilEntered() async throws {
        while !state.withLock(\.isEntered) {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    /// Lets everyone through from now on.
    public func open() {
        state.withLock { $0.isOpen = true }
        semaphore.signal()
    }
}
