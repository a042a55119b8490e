/// Is a JSON value to be written; objects keep the order of their fields, and `null` is never left out.
enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case array([JSON])
    case object([Field])

    /// Is one field of an object.
    struct Field: Sendable, Equatable {
        var name: String
        var value: JSON
    }

    /// Makes a text, or `null` where there is none.
    static func text(_ text: String?) -> JSON {
        text.map { .text($0) } ?? .null
    }

    /// Makes a text, or `null` where it is empty.
    static func nonEmpty(_ text: String) -> JSON {
        text.isEmpty ? .null : .text(text)
    }

    /// Makes a whole number.
    static func count(_ count: Int) -> JSON {
        .integer(Int64(count))
    }

    /// Makes a number, or `null` where there is none.
    static func number(_ number: Double?) -> JSON {
        number.map { .number($0) } ?? .null
    }

    /// Makes seconds of milliseconds, or `null` where there are none.
    static func seconds(_ milliseconds: Int64?) -> JSON {
        milliseconds.map { .number(Double($0) / 1_000) } ?? .null
    }

    /// Makes a list of what each element gives.
    static func list<Element>(
        _ elements: some Sequence<Element>,
        _ value: (Element) -> JSON
    ) -> JSON {
        .array(elements.map(value))
    }

    /// Makes an object of names and texts, by name.
    static func named(_ texts: [String: String]) -> JSON {
        .object(
            texts.sorted { $0.key < $1.key }.map { Field(name: $0.key, value: .text($0.value)) }
        )
    }

    /// Adds the fields of another object at the end; other values stay as they are.
    func adding(_ other: JSON) -> JSON {
        guard case .object(let present) = self, case .object(let more) = other else { return self }
        return .object(present + more)
    }

    /// The value of a field of an object.
    subscript(name: String) -> JSON? {
        guard case .object(let fields) = self else { return nil }
        return fields.first { $0.name == name }?.value
    }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
    ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral
{
    init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Field(name: $0.0, value: $0.1) })
    }

    init(arrayLiteral elements: JSON...) {
        self = .array(elements)
    }

    init(stringLiteral value: String) {
        self = .text(value)
    }

    init(integerLiteral value: Int64) {
        self = .integer(value)
    }

    init(booleanLiteral value: Bool) {
        self = .bool(value)
    }

    init(nilLiteral: ()) {
        self = .null
    }
}
