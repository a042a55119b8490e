import Synchronization

/// Names calls in logs.
enum Trace {
    private static let last = Atomic<UInt64>(0)

    /// A name that no other call of this process has.
    static func next() -> String {
        "call-" + String(last.wrappingAdd(1, ordering: .relaxed).newValue, radix: 36)
    }
}
