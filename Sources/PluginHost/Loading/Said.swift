import Synchronization

/// Keeps what a plugin said of a message, even when its function returned an error afterwards.
final class Said: Sendable {
    private let kept = Mutex<SendResult?>(nil)

    /// What was said, if anything.
    var result: SendResult? { kept.withLock { $0 } }

    func keep(_ result: SendResult) {
        kept.withLock { $0 = result }
    }
}
