import Dispatch
import Synchronization

/// Is an answer of the server that is awaited by a thread.
final class PendingAnswer: Sendable {
    private let answer = Mutex<Result<[UInt8], any Error>?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    func put(_ result: Result<[UInt8], any Error>) {
        answer.withLock { $0 = result }
        isThere.signal()
    }

    func take() throws -> [UInt8] {
        isThere.wait()
        guard let result = answer.withLock({ $0 }) else {
            throw PluginFailure(.internal, "no answer")
        }
        return try result.get()
    }
}
