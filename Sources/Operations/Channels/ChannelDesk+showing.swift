public import Engine
internal import Foundation
public import PluginHost
internal import Store

extension ChannelDesk {
    /// Is a channel's configuration without its secrets.
    public struct Shown: Sendable, Hashable {
        /// The fields that may be shown, a JSON object.
        public var json: String
        /// The names of the secrets that have a value.
        public var secrets: [String]

        /// Creates what is shown; by default of a channel that is not there yet.
        public init(json: String = "{}", secrets: [String] = []) {
            self.json = json
            self.secrets = secrets
        }
    }

    /// The channels that plugins bring, by id.
    public func offered() async -> [FeatureListing] {
        await plugins.features().filter { $0.manifest.kind == .channel }
    }

    /// Reads a channel's configuration as administrators may see it.
    public func configuration(of channel: ID<Channel>) async throws -> Shown {
        guard let stored = try await folder.channelSettings.configuration(of: channel) else {
            return Shown()
        }
        let object = try JSONSerialization.jsonObject(with: Data(stored.json.utf8))
        var fields = object as? [String: Any] ?? [:]
        for name in stored.secrets.keys { fields[name] = nil }
        let data = try JSONSerialization.data(
            withJSONObject: fields,
            options: [.sortedKeys, .withoutEscapingSlashes]
        )
        let kept = stored.secrets.filter { !$0.value.isEmpty }.keys.sorted()
        return Shown(json: String(decoding: data, as: UTF8.self), secrets: kept)
    }
}
