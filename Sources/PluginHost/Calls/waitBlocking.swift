import Dispatch
import Synchronization

/// Runs asynchronous work to its end while the calling thread waits, at most for some time.
///
/// Only for the threads of plugins: on the cooperative pool it would take away the thread that the
/// work itself needs. Work that takes too long is cancelled and left alone.
///
/// - Throws: what the work throws; `PluginFailure` of class `timeout` when it takes too long.
func waitBlocking<Value: Sendable>(
    milliseconds: Int64,
    _ work: @escaping @Sendable () async throws -> Value
) throws -> Value {
    let box = Box<Value>()
    let done = DispatchSemaphore(value: 0)
    let task = Task {
        let result: Result<Value, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        box.result.withLock { $0 = result }
        done.signal()
    }
    if done.wait(timeout: .now() + .milliseconds(Int(clamping: milliseconds))) == .timedOut {
        task.cancel()
    }
    guard let result = box.result.withLock({ $0 }) else {
        throw PluginFailure(.timeout, "no answer in time")
    }
    return try result.get()
}

/// Holds what the work gave until the waiting thread takes it.
private final class Box<Value: Sendable>: Sendable {
    let result = Mutex<Result<Value, any Error>?>(nil)
}
