import Foundation

/// Is what the server answered.
struct ScenarioAnswer: Sendable {
    let status: Int
    let json: ScenarioJSON

    init(status: Int, body: Data) {
        self.status = status
        json = (try? JSONDecoder().decode(ScenarioJSON.self, from: body)) ?? .null
    }
}

/// Is JSON as it came, read by path.
@dynamicMemberLookup
enum ScenarioJSON: Sendable, Hashable, Decodable {
    case null
    case truth(Bool)
    case number(Double)
    case text(String)
    case list([ScenarioJSON])
    case object([String: ScenarioJSON])

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
        } else if let list = try? container.decode([ScenarioJSON].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: ScenarioJSON].self))
        }
    }

    subscript(dynamicMember key: String) -> ScenarioJSON {
        if case .object(let parts) = self { parts[key] ?? .null } else { .null }
    }

    /// The text; empty of anything else.
    var string: String {
        if case .text(let text) = self { text } else { "" }
    }

    /// The elements; none of anything else.
    var elements: [ScenarioJSON] {
        if case .list(let elements) = self { elements } else { [] }
    }
}
