/// Writes a value of plain enums and structs as the Swift expression that makes it.
struct SwiftLine {
    /// Writes a value.
    static func text(of value: Any) -> String {
        switch value {
        case let text as String: return quoted(text)
        case let place as Place: return "Place(\(place.contact), on: \(place.channel))"
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .enum:
            guard let child = mirror.children.first else { return ".\(value)" }
            return ".\(child.label ?? "")(\(arguments(of: child.value)))"
        case .collection:
            return "[" + mirror.children.map { text(of: $0.value) }.joined(separator: ", ") + "]"
        case .optional:
            return mirror.children.first.map { text(of: $0.value) } ?? "nil"
        default:
            return "\(value)"
        }
    }

    private static func arguments(of payload: Any) -> String {
        let mirror = Mirror(reflecting: payload)
        guard mirror.displayStyle == .tuple else { return text(of: payload) }
        return mirror.children.map { child in
            let label = child.label ?? ""
            let isNamed = !label.isEmpty && !label.hasPrefix(".")
            return (isNamed ? label + ": " : "") + text(of: child.value)
        }
        .joined(separator: ", ")
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case "\n": quoted += "\\n"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension Deed {
    /// The deed as a line of Swift.
    public var line: String { SwiftLine.text(of: self) }
}
