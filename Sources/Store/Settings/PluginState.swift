import Foundation
import GRDB

/// Keeps the little that plugins remember: keys and values in a space of their own, such as a channel.
///
/// The blocking calls are for plugins' threads.
public struct PluginState: Sendable {
    private let side: DatabaseQueue

    init(side: DatabaseQueue) {
        self.side = side
    }

    /// Reads a value.
    public func value(_ key: String, in space: String) async throws -> [UInt8]? {
        try await side.read { try Self.read($0, key, space) }
    }

    /// Stores a value; `nil` removes it.
    public func set(_ value: [UInt8]?, for key: String, in space: String) async throws {
        try await side.write { try Self.write($0, value, key, space) }
    }

    /// Stores a value if the one there is still as expected; `nil` stands for none.
    public func compareAndSet(
        _ key: String,
        in space: String,
        from expected: [UInt8]?,
        to value: [UInt8]?
    ) async throws -> Bool {
        try await side.write { try Self.exchange($0, expected, value, key, space) }
    }

    /// Reads a value, blocking the thread.
    public func valueBlocking(_ key: String, in space: String) throws -> [UInt8]? {
        try side.read { try Self.read($0, key, space) }
    }

    /// Stores a value, blocking the thread; `nil` removes it.
    public func setBlocking(_ value: [UInt8]?, for key: String, in space: String) throws {
        try side.write { try Self.write($0, value, key, space) }
    }

    /// Stores a value if the one there is still as expected, blocking the thread.
    public func compareAndSetBlocking(
        _ key: String,
        in space: String,
        from expected: [UInt8]?,
        to value: [UInt8]?
    ) throws -> Bool {
        try side.write { try Self.exchange($0, expected, value, key, space) }
    }

    private static func read(_ db: Database, _ key: String, _ space: String) throws -> [UInt8]? {
        try Data.fetchOne(
            db,
            sql: "SELECT value FROM plugin_state WHERE space = ? AND key = ?",
            arguments: [space, key]
        ).map { Array($0) }
    }

    private static func write(
        _ db: Database,
        _ value: [UInt8]?,
        _ key: String,
        _ space: String
    ) throws {
        guard let value else {
            try db.execute(
                sql: "DELETE FROM plugin_state WHERE space = ? AND key = ?",
                arguments: [space, key]
            )
            return
        }
        try db.execute(
            sql: "INSERT OR REPLACE INTO plugin_state (space, key, value) VALUES (?, ?, ?)",
            arguments: [space, key, value.blob]
        )
    }

    private static func exchange(
        _ db: Database,
        _ expected: [UInt8]?,
        _ value: [UInt8]?,
        _ key: String,
        _ space: String
    ) throws -> Bool {
        guard try read(db, key, space) == expected else { return false }
        try write(db, value, key, space)
        return true
    }
}
