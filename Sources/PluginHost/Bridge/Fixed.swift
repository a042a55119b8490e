/// Is a value in memory that is never given back, so that its address can be told to plugins.
struct Fixed: Sendable {
    private let bits: UInt

    /// Moves a value to its place.
    init<Value: BitwiseCopyable>(_ value: Value) {
        let place = UnsafeMutablePointer<Value>.allocate(capacity: 1)
        place.initialize(to: value)
        bits = UInt(bitPattern: place)
    }

    /// Where the value is.
    var address: UnsafeRawPointer? { UnsafeRawPointer(bitPattern: bits) }

    /// Where the value is, as its type.
    func pointer<Value>(to type: Value.Type) -> UnsafePointer<Value>? {
        address?.assumingMemoryBound(to: type)
    }
}
