import Dispatch
import Foundation
import Synchronization

/// Starts the processes of plugins, each of which ends when the thread ends that started it: so this one
/// stays as long as the server does.
final class LaunchThread: Sendable {
    static let shared = LaunchThread()

    private let orders = Mutex<[@Sendable () -> Void]>([])
    private let bell = DispatchSemaphore(value: 0)

    private init() {
        let thread = Thread { [self] in
            while true {
                bell.wait()
                let order = orders.withLock { $0.isEmpty ? nil : $0.removeFirst() }
                order?()
            }
        }
        thread.name = "conecta-launch"
        thread.stackSize = 1 << 20
        thread.start()
    }

    /// Does something on the thread.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            orders.withLock { $0.append { continuation.resume(with: Result(catching: body)) } }
            bell.signal()
        }
    }
}
