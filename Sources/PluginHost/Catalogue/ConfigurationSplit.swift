import Foundation

/// Separates a configuration into what the plugin may see and its secrets.
///
/// A property with `"x-secret": true` (or `"secret": true`) in the schema is a secret. The plugin gets
/// `{{secret:NAME}}` in its place, which the host replaces when a request leaves.
public struct ConfigurationSplit: Sendable, Hashable {
    /// The configuration with placeholders, a JSON object.
    public var visible: String

    /// The secrets by name.
    public var secrets: [String: String]

    /// Separates a configuration.
    ///
    /// - Throws: `PluginFailure` of class `configuration` when it is no JSON object, or a secret is
    ///   not a text.
    public init(configuration: String, schema: String) throws {
        let object = try? JSONSerialization.jsonObject(with: Data(configuration.utf8))
        guard var fields = object as? [String: Any] else {
            throw PluginFailure(.configuration, "the configuration is not a JSON object")
        }
        var secrets: [String: String] = [:]
        for name in Self.secretFields(schema: schema) {
            guard let value = fields[name], !(value is NSNull) else { continue }
            guard let text = value as? String else {
                throw PluginFailure(.configuration, "/\(name): a secret must be a text")
            }
            secrets[name] = text
            if !text.isEmpty { fields[name] = Self.placeholder(name) }
        }
        let data = try JSONSerialization.data(
            withJSONObject: fields,
            options: [.sortedKeys, .withoutEscapingSlashes]
        )
        visible = String(decoding: data, as: UTF8.self)
        self.secrets = secrets
    }

    /// What stands for a secret.
    public static func placeholder(_ name: String) -> String { "{{secret:\(name)}}" }

    /// The names of the secret properties of a schema, sorted.
    public static func secretFields(schema: String) -> [String] {
        let object = try? JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any]
        let properties = object?["properties"] as? [String: [String: Any]] ?? [:]
        return
            properties
            .filter { $0.value["x-secret"] as? Bool == true || $0.value["secret"] as? Bool == true }
            .map(\.key)
            .sorted()
    }
}
