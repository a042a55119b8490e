internal import Foundation

/// Turns parameters that came as texts, from a command or a URL, into what a report's schema asks.
public struct ReportParameters: Sendable {
    private let types: [String: String]

    /// Reads the types of the properties of a JSON Schema.
    public init(schema: String) {
        let object = try? JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any]
        let properties = object?["properties"] as? [String: [String: Any]] ?? [:]
        types = properties.compactMapValues { property in
            // Of several types the first that is not `null` counts.
            if let types = property["type"] as? [String] { return types.first { $0 != "null" } }
            return property["type"] as? String ?? "string"
        }
    }

    /// Writes the parameters as a JSON object of the right types.
    ///
    /// - Throws: `ReportError.badParameter` for one that the report does not take, or that does not
    ///   fit its type.
    public func json(_ texts: [String: String]) throws -> String {
        var fields: [String: Any] = [:]
        for (name, text) in texts {
            guard let type = types[name] else {
                let known = types.keys.sorted().joined(separator: ", ")
                let reason = "not known here" + (known.isEmpty ? "" : "; known are \(known)")
                throw ReportError.badParameter(name: name, reason: reason)
            }
            guard let value = Self.value(text, type) else {
                throw ReportError.badParameter(name: name, reason: "\(text) is not a \(type)")
            }
            fields[name] = value
        }
        let data = try JSONSerialization.data(
            withJSONObject: fields,
            options: [.sortedKeys, .withoutEscapingSlashes]
        )
        return String(decoding: data, as: UTF8.self)
    }

    private static func value(_ text: String, _ type: String) -> Any? {
        switch type {
        case "integer": return Int64(text)
        case "number":
            guard let number = Double(text), number.isFinite else { return nil }
            return number
        case "boolean":
            switch text {
            case "true", "1", "yes", "": return true
            case "false", "0", "no": return false
            default: return nil
            }
        case "array": return text.split(separator: ",").map(String.init)
        default: return text
        }
    }
}
