import Foundation

/// Looks at a feature's JSON Schema.
enum SchemaCheck {
    /// Says what is wrong with it.
    static func findings(_ feature: FeatureListing) -> [String] {
        let isReport = feature.manifest.kind == .report
        if feature.schema.isEmpty { return isReport ? [] : ["there is no schema"] }
        guard
            let schema = try? JSONSerialization.jsonObject(with: Data(feature.schema.utf8))
                as? [String: Any]
        else { return ["the schema is not a JSON object"] }
        var findings: [String] = []
        if schema["type"] as? String != "object" {
            findings.append("the schema's type must be \"object\"")
        }
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        for name in schema["required"] as? [String] ?? [] where properties[name] == nil {
            findings.append("\"\(name)\" is required but no property of the schema")
        }
        for name in feature.manifest.grants ?? [] where properties[name] == nil {
            findings.append("\"\(name)\" of the manifest's grants is no property of the schema")
        }
        let webhook = feature.manifest.webhook
        for name in [webhook?.signature?.secret, webhook?.challenge?.secret].compactMap(\.self)
        where !feature.secretFields.contains(name) {
            findings.append(
                "\"\(name)\" of the manifest's webhook must be a property with \"x-secret\": true"
            )
        }
        for (name, property) in properties.sorted(by: { $0.key < $1.key })
        where property["title"] == nil && !isReport {
            findings.append("\"\(name)\" has no title: forms would show its name")
        }
        return findings
    }
}
