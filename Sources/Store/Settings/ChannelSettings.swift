public import Engine
import Foundation
import GRDB

/// Is what a plugin needs to know about a channel.
public struct ChannelConfiguration: Sendable, Hashable {
    /// The configuration without its secrets, a JSON object.
    public var json: String

    /// The secrets by their names in the plugin's schema.
    public var secrets: [String: String]

    /// The version of the plugin's schema that it fits.
    public var schemaVersion: Int

    /// Creates a configuration.
    public init(json: String = "{}", secrets: [String: String] = [:], schemaVersion: Int = 1) {
        self.json = json
        self.secrets = secrets
        self.schemaVersion = schemaVersion
    }
}

/// Keeps the configuration of channels; secrets are sealed with the folder's key.
public struct ChannelSettings: Sendable {
    private let side: DatabaseQueue
    private let readers: DatabasePool
    private let key: FolderKey?

    init(side: DatabaseQueue, readers: DatabasePool, key: FolderKey?) {
        self.side = side
        self.readers = readers
        self.key = key
    }

    /// Reads the configuration of a channel; `nil` when it has none.
    ///
    /// - Throws: `SecretsError` when the key file is not the one it was sealed with.
    public func configuration(of channel: ID<Channel>) async throws -> ChannelConfiguration? {
        try await readers.read { db in
            let found = try Row.fetchOne(
                db,
                sql: """
                    SELECT json, schema_version, secrets FROM channel_setting WHERE channel = ?
                    """,
                arguments: [channel.value]
            )
            guard let row = found else { return nil }
            guard let key else { throw SecretsError.unreadable }
            let opened = try key.open(row[2], for: purpose(channel))
            return ChannelConfiguration(
                json: row[0],
                secrets: try JSONDecoder().decode([String: String].self, from: opened.blob),
                schemaVersion: row[1]
            )
        }
    }

    /// Stores the configuration of a channel in place of the one before.
    public func set(_ configuration: ChannelConfiguration, of channel: ID<Channel>) async throws {
        guard let key else { throw SecretsError.unreadable }
        let secrets = Array(try JSONText.encode(configuration.secrets).utf8)
        let sealed = try key.seal(secrets, for: purpose(channel))
        try await side.write { db in
            try db.execute(
                sql: """
                    INSERT OR REPLACE INTO channel_setting (channel, json, schema_version, secrets)
                    VALUES (?, ?, ?, ?)
                    """,
                arguments: [
                    channel.value, configuration.json, configuration.schemaVersion, sealed,
                ]
            )
        }
    }

    /// Removes the configuration of a channel.
    public func remove(_ channel: ID<Channel>) async throws {
        try await side.write { db in
            try db.execute(
                sql: "DELETE FROM channel_setting WHERE channel = ?",
                arguments: [channel.value]
            )
        }
    }

    // Bound to the channel, so that a sealed value moved to another row does not open.
    private func purpose(_ channel: ID<Channel>) -> String {
        "channel-secrets/1/\(channel.value)"
    }
}
