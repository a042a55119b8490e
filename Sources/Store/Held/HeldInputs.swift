public import Engine
import Foundation
import GRDB

/// Keeps what waits for plugins that are down, and what was taken out of their way.
///
/// Requests of a channel leave in the order of their coming. One leaves in the very step in which
/// what it told is in the books: the switchboard's `takeHeld` does that.
public struct HeldInputs: Sendable {
    let side: DatabaseQueue
    let readers: DatabasePool
    let path: String

    /// Keeps a request for later; it is on disk when this returns.
    ///
    /// - Parameters:
    ///   - request: what came.
    ///   - channel: whose plugin it is for.
    ///   - death: how it ended the plugin, when it did.
    ///   - problem: why the plugin could not take it.
    ///   - limits: how much may wait.
    /// - Returns: its id.
    /// - Throws: `HoldRefusal`, or `DataFolderError` when it cannot be written.
    @discardableResult
    public func hold(
        _ request: RawRequest,
        for channel: ID<Channel>,
        death: PluginDeath? = nil,
        problem: String = "",
        limits: HoldLimits
    ) async throws -> ID<HeldRequest> {
        guard Self.freeBytes(at: path) >= limits.freeBytes else { throw HoldRefusal.diskAlmostFull }
        do {
            return try await side.write { db in
                try Self.check(db, request.size, of: channel, limits)
                try db.execute(
                    sql: """
                        INSERT INTO held (
                            kind, state, channel, received_at, size, method, path, query,
                            remote_address, headers, body, problem, deaths
                        ) VALUES ('webhook', 'waiting', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                    arguments: [
                        channel.value, request.receivedAt.milliseconds, request.size,
                        request.method, request.path, request.query, request.remoteAddress,
                        try JSONText.encode(request.headers), request.body.blob, problem,
                        try JSONText.encode([death].compactMap(\.self)),
                    ]
                )
                return ID(db.lastInsertedRowID)
            }
        } catch let error as DatabaseError {
            throw DataFolderError(error, path: path)
        }
    }

    /// Counts what waits for each channel; those for which nothing waits are not here.
    public func waiting() async throws -> [ID<Channel>: Int] {
        try await readers.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT channel, count(*) FROM held WHERE state = 'waiting' GROUP BY channel
                    """
            )
            return Dictionary(
                rows.map { (ID<Channel>($0[0] as Int64), $0[1] as Int) },
                uniquingKeysWith: { _, last in last }
            )
        }
    }

    /// Reads what is next for a channel; `nil` when nothing waits.
    public func next(for channel: ID<Channel>) async throws -> HeldInput? {
        // By the connection that wrote it: nothing that came before is missed.
        try await side.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT \(HeldRow.whole) FROM held WHERE state = 'waiting' AND channel = ?
                    ORDER BY received_at, number LIMIT 1
                    """,
                arguments: [channel.value]
            ).map { try HeldInput(whole: $0) }
        }
    }

    /// Writes down that an input ended its plugin; too often, and it is taken out of the way.
    ///
    /// Returns the input as it then is; `nil` when it is gone.
    public func note(
        _ death: PluginDeath,
        of id: ID<HeldRequest>,
        limits: HoldLimits
    ) async throws -> HeldInput? {
        try await side.write { db in
            guard let input = try HeldRow.fetch(db, id.value) else { return nil }
            return try Self.add(death, to: input, limits, db)
        }
    }

    /// Writes down that the plugin failed at an input and lived on; too often, and it is taken out
    /// of the way.
    ///
    /// Returns the input as it then is; `nil` when it is gone.
    public func note(
        failure: String,
        of id: ID<HeldRequest>,
        at now: Timestamp,
        limits: HoldLimits
    ) async throws -> HeldInput? {
        try await side.write { db in
            guard let input = try HeldRow.fetch(db, id.value) else { return nil }
            let isLast = input.failures + 1 >= limits.failures
            try db.execute(
                sql: """
                    UPDATE held SET failures = failures + 1, problem = ?,
                        state = iif(?, 'quarantined', state),
                        quarantined_at = iif(?, ?, quarantined_at)
                    WHERE number = ?
                    """,
                arguments: [failure, isLast, isLast, now.milliseconds, id.value]
            )
            return try HeldRow.fetch(db, id.value)
        }
    }

    /// Writes down that fetching a file ended the plugin; too often, and the file is taken out of
    /// the way.
    ///
    /// Returns the input as it then is.
    public func note(
        _ death: PluginDeath,
        ofFile place: Int,
        of message: ID<Message>,
        on channel: ID<Channel>,
        limits: HoldLimits
    ) async throws -> HeldInput? {
        try await side.write { db in
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO held (
                        kind, state, channel, received_at, size, message, place
                    ) VALUES ('file', 'watched', ?, ?, 0, ?, ?)
                    """,
                arguments: [channel.value, death.at.milliseconds, message.value, place]
            )
            let number = try Int64.fetchOne(
                db,
                sql: "SELECT number FROM held WHERE message = ? AND place = ?",
                arguments: [message.value, place]
            )
            guard let number, let input = try HeldRow.fetch(db, number) else { return nil }
            return try Self.add(death, to: input, limits, db)
        }
    }

    /// Forgets that a file once ended the plugin: it is here now, or can never be.
    public func settle(file place: Int, of message: ID<Message>) async throws {
        let isThere = try await readers.read { db in
            try Bool.fetchOne(
                db,
                sql: "SELECT 1 FROM held WHERE message = ? AND place = ?",
                arguments: [message.value, place]
            )
        }
        // Almost none ever did: nothing is to be written for the others.
        guard isThere != nil else { return }
        try await side.write { db in
            try db.execute(
                sql: "DELETE FROM held WHERE message = ? AND place = ? AND state = 'watched'",
                arguments: [message.value, place]
            )
        }
    }

    /// Forgets all that a channel has here: it is removed.
    public func removeAll(of channel: ID<Channel>) async throws {
        try await side.write { db in
            try db.execute(sql: "DELETE FROM held WHERE channel = ?", arguments: [channel.value])
        }
    }

    /// How many bytes are free on the disk of a path.
    static func freeBytes(at path: String) -> Int64 {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
        return (attributes?[.systemFreeSize] as? NSNumber)?.int64Value ?? .max
    }

    private static func check(
        _ db: Database,
        _ size: Int64,
        of channel: ID<Channel>,
        _ limits: HoldLimits
    ) throws {
        let own = try Row.fetchOne(
            db,
            sql: """
                SELECT count(*), ifnull(sum(size), 0) FROM held
                WHERE state = 'waiting' AND channel = ?
                """,
            arguments: [channel.value]
        )
        let count: Int = own?[0] ?? 0
        let bytes: Int64 = own?[1] ?? 0
        guard count < limits.perChannel else { throw HoldRefusal.tooMany }
        let all = try Int64.fetchOne(db, sql: "SELECT ifnull(sum(size), 0) FROM held") ?? 0
        guard bytes + size <= limits.bytesPerChannel, all + size <= limits.bytes else {
            throw HoldRefusal.tooLarge
        }
    }

    private static func add(
        _ death: PluginDeath,
        to input: HeldInput,
        _ limits: HoldLimits,
        _ db: Database
    ) throws -> HeldInput? {
        // The last few tell enough, however often a person tries again.
        let deaths = Array((input.deaths + [death]).suffix(8))
        let isLast = deaths.count >= limits.deaths
        try db.execute(
            sql: """
                UPDATE held SET deaths = ?, problem = ?, state = iif(?, 'quarantined', state),
                    quarantined_at = iif(?, ?, quarantined_at)
                WHERE number = ?
                """,
            arguments: [
                try JSONText.encode(deaths), death.reason, isLast, isLast, death.at.milliseconds,
                input.id.value,
            ]
        )
        return try HeldRow.fetch(db, input.id.value)
    }
}
