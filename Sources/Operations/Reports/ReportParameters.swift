public import Foundation

/// Turns parameters that came as texts, from a command or a URL, into what a report's schema asks.
///
/// A day stands for its first moment in a time zone, so that `to` may name the day after the last.
public struct ReportParameters: Sendable {
    private let types: [String: String]
    private let zone: TimeZone

    /// Reads the types of the properties of a JSON Schema; days are those of the zone.
    public init(schema: String, zone: TimeZone = .gmt) {
        self.zone = zone
        let object = try? JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any]
        let properties = object?["properties"] as? [String: [String: Any]] ?? [:]
        types = properties.compactMapValues { property in
            if property["format"] as? String == Self.moment { return Self.moment }
            // Of several types the first that is not `null` counts.
            if let types = property["type"] as? [String] { return types.first { $0 != "null" } }
            return property["type"] as? String ?? "string"
        }
    }

    /// The names of the parameters.
    public var names: Set<String> { Set(types.keys) }

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
            guard let value = value(text, type) else {
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

    private func value(_ text: String, _ type: String) -> Any? {
        switch type {
        case Self.moment: return start(ofDay: text) ?? text
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

    /// The first moment of a day such as `2026-11-22`; `nil` for anything else.
    private func start(ofDay text: String) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let components = DateComponents(year: year, month: month, day: day)
        guard components.isValidDate(in: calendar), let date = calendar.date(from: components)
        else { return nil }
        return date.formatted(.iso8601)
    }

    /// The format of JSON Schema for moments.
    private static let moment = "date-time"
}
