/// Is a JSON value; numbers keep the digits that were written.
indirect enum JSON: Sendable, Hashable {
    case null
    case truth(Bool)
    case number(String)
    case text(String)
    case list([JSON])
    case object([String: JSON])

    /// The value in words, as keys and texts need it; `nil` for what has none.
    var scalar: String? {
        switch self {
        case .text(let text): text
        case .number(let digits): digits
        case .truth(let truth): truth ? "true" : "false"
        case .null, .list, .object: nil
        }
    }

    /// What it is, without its content: for messages that may be logged.
    var kind: String {
        switch self {
        case .null: "null"
        case .truth: "true or false"
        case .number: "a number"
        case .text(let text): text.isEmpty ? "an empty text" : "a text"
        case .list(let elements): "a list of \(elements.count)"
        case .object(let members): members.isEmpty ? "an empty object" : Self.kind(of: members)
        }
    }

    private static func kind(of members: [String: JSON]) -> String {
        let names = members.keys.sorted().prefix(8).map { String($0.prefix(32)) }
        let more = members.count > names.count ? ", …" : ""
        return "an object with \(names.joined(separator: ", "))\(more)"
    }

    /// The value as JSON, members by name: the same value always gives the same text.
    var encoded: String {
        var text = ""
        write(into: &text)
        return text
    }

    private func write(into out: inout String) {
        switch self {
        case .null: out += "null"
        case .truth(let truth): out += truth ? "true" : "false"
        case .number(let digits): out += digits
        case .text(let text): Self.quote(text, into: &out)
        case .list(let elements):
            out += "["
            for (index, element) in elements.enumerated() {
                if index > 0 { out += "," }
                element.write(into: &out)
            }
            out += "]"
        case .object(let members):
            out += "{"
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { out += "," }
                Self.quote(member.key, into: &out)
                out += ":"
                member.value.write(into: &out)
            }
            out += "}"
        }
    }

    private static func quote(_ text: String, into out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{2028}": out += "\\u2028"
            case "\u{2029}": out += "\\u2029"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }
}

extension JSON: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let truth = try? container.decode(Bool.self) {
            self = .truth(truth)
        } else if let number = try? container.decode(Int64.self) {
            self = .number(String(number))
        } else if let number = try? container.decode(Double.self) {
            self = .number("\(number)")
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let elements = try? container.decode([JSON].self) {
            self = .list(elements)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }
}
