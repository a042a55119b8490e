import Foundation

/// Is JSON as it came, read by path.
@dynamicMemberLookup
enum Wire: Sendable, Hashable, Decodable {
    case null
    case truth(Bool)
    case number(Double)
    case text(String)
    case list([Wire])
    case object([String: Wire])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let truth = try? container.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([Wire].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: Wire].self))
        }
    }

    subscript(dynamicMember key: String) -> Wire {
        if case .object(let parts) = self { parts[key] ?? .null } else { .null }
    }

    /// The text; `nil` of anything else.
    var string: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The elements; none of anything else.
    var elements: [Wire] {
        if case .list(let elements) = self { elements } else { [] }
    }

    /// The number; `nil` of anything else.
    var double: Double? {
        if case .number(let number) = self { number } else { nil }
    }

    /// Whether there is nothing.
    var isNull: Bool { self == .null }
}
