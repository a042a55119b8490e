internal import Dispatch
internal import Synchronization

/// Waits for asynchronous work on a thread that may block: a simulation's own.
enum Blocking {
    /// Does the work and gives its answer.
    static func wait<Answer: Sendable>(
        for work: @escaping @Sendable () async throws -> Answer
    ) throws -> Answer {
        let box = Box<Answer>()
        let done = DispatchSemaphore(value: 0)
        Task {
            do {
                let answer = try await work()
                box.result.withLock { $0 = .success(answer) }
            } catch {
                box.result.withLock { $0 = .failure(error) }
            }
            done.signal()
        }
        done.wait()
        guard let result = box.result.withLock({ $0 }) else { throw CancellationError() }
        return try result.get()
    }

    private final class Box<Answer: Sendable>: Sendable {
        let result = Mutex<Result<Answer, any Error>?>(nil)
    }
}
