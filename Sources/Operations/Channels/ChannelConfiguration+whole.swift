internal import Foundation
internal import PluginHost
internal import Store

extension ChannelConfiguration {
    /// Separates a whole configuration into what may be shown and its secrets.
    init(whole: String, schema: String) throws {
        let split = try ConfigurationSplit(configuration: whole, schema: schema)
        self.init(json: split.visible, secrets: split.secrets)
    }

    /// The configuration with its secrets in their places, as the plugins' host takes it.
    func whole() throws -> String {
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8))
        guard var fields = object as? [String: Any] else {
            throw PluginFailure(.configuration, "the stored configuration is not a JSON object")
        }
        for (name, value) in secrets { fields[name] = value }
        return String(decoding: try Self.write(fields), as: UTF8.self)
    }

    /// The configuration with the fields of a JSON object in place of its own; `null` removes one.
    func changed(by change: String) throws -> String {
        let mine = try JSONSerialization.jsonObject(with: Data(try whole().utf8))
        let theirs = try? JSONSerialization.jsonObject(with: Data(change.utf8))
        guard var fields = mine as? [String: Any], let changes = theirs as? [String: Any] else {
            throw PluginFailure(.configuration, "the configuration is not a JSON object")
        }
        for (name, value) in changes { fields[name] = value is NSNull ? nil : value }
        return String(decoding: try Self.write(fields), as: UTF8.self)
    }

    /// Reads a text of a configuration; empty when there is none.
    static func text(_ field: String, of configuration: String) -> String {
        let object = try? JSONSerialization.jsonObject(with: Data(configuration.utf8))
        let value = (object as? [String: Any])?[field]
        return switch value {
        case let text as String: text
        case let number as NSNumber: number.stringValue
        default: ""
        }
    }

    private static func write(_ fields: [String: Any]) throws -> Data {
        try JSONSerialization.data(
            withJSONObject: fields,
            options: [.sortedKeys, .withoutEscapingSlashes]
        )
    }
}
