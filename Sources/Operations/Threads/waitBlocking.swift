internal import Dispatch
internal import Synchronization

/// Runs asynchronous work to its end while the calling thread waits.
///
/// Only for threads of our own, such as a plugin's or a control connection's: on the cooperative
/// pool it would take away the thread that the work itself needs.
func waitBlocking<Value: Sendable>(
    _ work: @escaping @Sendable () async throws -> Value
) throws -> Value {
    let box = Outcome<Value>()
    let done = DispatchSemaphore(value: 0)
    Task {
        let result: Result<Value, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        box.result.withLock { $0 = result }
        done.signal()
    }
    done.wait()
    guard let result = box.result.withLock({ $0 }) else { throw CancellationError() }
    return try result.get()
}

/// Holds what the work gave until the waiting thread takes it.
private final class Outcome<Value: Sendable>: Sendable {
    let result = Mutex<Result<Value, any Error>?>(nil)
}
