/// Keeps a large value that is mostly missing apart from the structure that has it.
///
/// The structure is as small as if it had a reference, and is handed on as quickly.
@propertyWrapper
public struct Boxed<Value: Sendable & Hashable>: Sendable, Hashable {
    private indirect enum Box: Sendable, Hashable {
        case empty
        case full(Value)
    }

    private var box: Box

    /// Puts a value into a box.
    public init(wrappedValue: Value?) {
        box = wrappedValue.map(Box.full) ?? .empty
    }

    /// The value; `nil` when there is none.
    public var wrappedValue: Value? {
        get {
            if case .full(let value) = box { value } else { nil }
        }
        set { box = newValue.map(Box.full) ?? .empty }
    }
}
