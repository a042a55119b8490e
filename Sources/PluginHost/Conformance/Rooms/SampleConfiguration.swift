import Foundation

/// Invents what an administrator would enter, so that a plugin can be tried before there is one.
enum SampleConfiguration {
    /// The file of a project with what the author wants entered instead.
    static let fileName = "account.json"

    /// Makes a configuration: `account.json` of the folder, and what else the schema asks for.
    ///
    /// - Parameters:
    ///   - feature: the channel or report.
    ///   - folder: the project's folder.
    ///   - address: where the fields lead whose addresses the manifest grants.
    /// - Returns: a JSON object.
    /// - Throws: `PluginProblem` when `account.json` is none.
    static func make(_ feature: FeatureListing, folder: URL, address: String) throws -> String {
        let schema =
            try? JSONSerialization.jsonObject(with: Data(feature.schema.utf8)) as? [String: Any]
        let properties = schema?["properties"] as? [String: [String: Any]] ?? [:]
        var fields: [String: Any] = [:]
        for name in schema?["required"] as? [String] ?? [] {
            fields[name] = value(of: properties[name] ?? [:], named: name)
        }
        let file = folder.appending(path: fileName)
        if FileManager.default.fileExists(atPath: file.path) {
            let told = try? JSONSerialization.jsonObject(with: Data(contentsOf: file))
            guard let told = told as? [String: Any] else {
                throw PluginProblem("\(fileName) is not a JSON object")
            }
            fields.merge(told) { $1 }
        }
        for name in feature.manifest.grants ?? [] { fields[name] = address }
        let data = try JSONSerialization.data(withJSONObject: fields, options: .sortedKeys)
        return String(decoding: data, as: UTF8.self)
    }

    private static func value(of property: [String: Any], named name: String) -> Any {
        if let value = property["default"] ?? (property["enum"] as? [Any])?.first { return value }
        switch property["type"] as? String {
        case "integer", "number": return property["minimum"] ?? 1
        case "boolean": return false
        case "array": return [Any]()
        case "object": return [String: Any]()
        default:
            switch property["format"] as? String {
            case "uri": return "https://provider.example"
            case "date": return "2026-01-01"
            case "date-time": return "2026-01-01T00:00:00Z"
            default: return "sample-\(name)"
            }
        }
    }
}
