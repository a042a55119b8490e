import Foundation
import GRDB

/// Keeps what administrators set for parts of the house; secrets are sealed with the folder's key.
public struct ServiceSettings: Sendable {
    private let side: DatabaseQueue
    private let readers: DatabasePool
    private let key: FolderKey?

    init(side: DatabaseQueue, readers: DatabasePool, key: FolderKey?) {
        self.side = side
        self.readers = readers
        self.key = key
    }

    /// Reads what is set for a part; `nil` when nothing is, or it is none that this program knows.
    public func value<Value: Codable & Sendable>(
        _ name: String,
        as kind: Value.Type = Value.self
    ) async throws -> Value? {
        let json = try await readers.read { db in
            try String.fetchOne(
                db,
                sql: "SELECT json FROM service_setting WHERE name = ?",
                arguments: [name]
            )
        }
        return try json.map { try JSONText.decode(Value.self, from: $0) }
    }

    /// Sets a part, and its secret beside it; without one the secret there is stays.
    public func set(
        _ name: String,
        _ value: some Codable & Sendable,
        secret: String? = nil
    ) async throws {
        let json = try JSONText.encode(value)
        let sealed = try secret.map { try seal($0, of: name) }
        try await side.write { db in
            try db.execute(
                sql: """
                    INSERT INTO service_setting (name, json, secrets) VALUES (?, ?, ?)
                    ON CONFLICT (name) DO UPDATE
                    SET json = excluded.json, secrets = coalesce(excluded.secrets, secrets)
                    """,
                arguments: [name, json, sealed]
            )
        }
    }

    /// Forgets what is set for a part, its secret too.
    public func remove(_ name: String) async throws {
        try await side.write { db in
            try db.execute(
                sql: "DELETE FROM service_setting WHERE name = ?",
                arguments: [name]
            )
        }
    }

    /// Opens the secret of a part; empty where there is none.
    ///
    /// - Throws: `SecretsError` when the key file is not the one it was sealed with.
    public func secret(_ name: String) async throws -> String {
        let sealed = try await readers.read { db in
            try Data.fetchOne(
                db,
                sql: """
                    SELECT secrets FROM service_setting WHERE name = ? AND secrets IS NOT NULL
                    """,
                arguments: [name]
            )
        }
        guard let sealed else { return "" }
        guard let key else { throw SecretsError.unreadable }
        return String(decoding: try key.open(sealed, for: Self.purpose(name)), as: UTF8.self)
    }

    private func seal(_ secret: String, of name: String) throws -> Data {
        guard let key else { throw SecretsError.unreadable }
        return try key.seal(Array(secret.utf8), for: Self.purpose(name))
    }

    // Bound to its part, so that a sealed value moved to another row does not open.
    private static func purpose(_ name: String) -> String { "service-secret/1/\(name)" }
}
