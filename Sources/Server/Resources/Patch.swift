/// Is what a body says of a field that can be empty: nothing, that it is empty, or a value.
enum Patch<Value: Decodable & Sendable>: Sendable {
    case absent
    case empty
    case value(Value)
}

extension Patch: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = container.decodeNil() ? .empty : .value(try container.decode(Value.self))
    }
}

extension KeyedDecodingContainer {
    /// Reads a field that may be missing, which the compiler's own decoding would refuse.
    func decode<Value>(_ kind: Patch<Value>.Type, forKey key: Key) throws -> Patch<Value> {
        guard contains(key) else { return .absent }
        return try decodeNil(forKey: key) ? .empty : .value(try decode(Value.self, forKey: key))
    }
}

extension Patch {
    /// The value it says; `nil` when it says nothing or that there is none.
    var value: Value? {
        if case .value(let value) = self { value } else { nil }
    }

    /// Changes what it speaks of.
    func apply<Stored>(
        to stored: inout Stored?,
        _ transform: (Value) throws -> Stored
    ) rethrows {
        switch self {
        case .absent: break
        case .empty: stored = nil
        case .value(let value): stored = try transform(value)
        }
    }
}

extension Optional {
    /// The value, which a body that makes something has to have.
    ///
    /// - Throws: `Problem` that names the field.
    func required(_ field: String) throws -> Wrapped {
        guard let self else { throw Problem.badRequest("missing", field: field) }
        return self
    }
}
