import Foundation

/// Is a JSON value whose parts may have other types than expected, or not be there.
///
/// The provider adds fields and types at any time: reading never fails, it finds nothing.
enum JSON: Hashable {
    case null
    case truth(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case list([JSON])
    case object([String: JSON])

    /// The part of an object; null where there is none.
    subscript(_ key: String) -> JSON {
        if case .object(let parts) = self { parts[key] ?? .null } else { .null }
    }

    /// The elements of a list; none of anything else.
    var elements: [JSON] {
        if case .list(let elements) = self { elements } else { [] }
    }

    /// The words, or a number written as words; empty for anything else.
    var string: String {
        switch self {
        case .text(let text): text
        case .integer(let number): String(number)
        default: ""
        }
    }

    /// The number, also when it stands in quotes.
    var double: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        case .text(let text): Double(text)
        default: nil
        }
    }

    /// The whole number, also when it stands in quotes.
    var whole: Int64? {
        switch self {
        case .integer(let number): number
        case .text(let text): Int64(text)
        default: nil
        }
    }

    /// Whether it is true.
    var isTrue: Bool { self == .truth(true) }

    /// Whether there is nothing.
    var isNull: Bool { self == .null }

    /// The value written out, keys sorted, so that the same value gives the same text.
    var encoded: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(self) else { return "{}" }
        return String(decoding: data, as: UTF8.self)
    }
}

extension JSON: Codable {
    init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: AnyKey.self) {
            var parts: [String: JSON] = [:]
            for key in container.allKeys {
                parts[key.stringValue] = try container.decode(JSON.self, forKey: key)
            }
            self = .object(parts)
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [JSON] = []
            while !container.isAtEnd {
                elements.append(try container.decode(JSON.self))
            }
            self = .list(elements)
        } else {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let truth = try? container.decode(Bool.self) {
                self = .truth(truth)
            } else if let number = try? container.decode(Int64.self) {
                self = .integer(number)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else {
                self = .text(try container.decode(String.self))
            }
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .truth(let truth): try container.encode(truth)
        case .integer(let number): try container.encode(number)
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .list(let elements): try container.encode(elements)
        case .object(let parts): try container.encode(parts)
        }
    }

    private struct AnyKey: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue: Int) {
            nil
        }
    }
}
