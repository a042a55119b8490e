import Crypto
public import Engine
import Foundation
import GRDB
import Synchronization

/// Remembers what was answered to requests with a key of the caller's own, so that the same request
/// again does nothing anew.
///
/// It is on disk, so a key outlives a restart. A request that was under way when the server stopped
/// counts as new: whether it did anything is not known.
public final class Repeats: Sendable {
    /// Says what is known of a key.
    public enum Entry: Sendable, Hashable {
        /// Nothing: the caller has the key now, and finishes or abandons it.
        case new
        /// The same request is being done.
        case running
        /// It was done, and this was answered.
        case done(StoredAnswer)
        /// The key was used for another request.
        case different
    }

    /// The greatest body of an answer that is remembered, in bytes.
    public static let maximumBody = 64 << 10

    private let side: DatabaseQueue
    private let lifetime: Int64
    private let capacity: Int
    private let running = Mutex<Set<Data>>([])

    init(side: DatabaseQueue, lifetimeSeconds: Int64 = 86_400, capacity: Int = 100_000) {
        self.side = side
        lifetime = lifetimeSeconds * 1_000
        self.capacity = capacity
    }

    /// Takes a key for a request, or tells what is known of it.
    ///
    /// The name says who asks for what under which key, the content is the request itself; of both
    /// only hashes are kept.
    public func begin(_ name: String, content: [UInt8], at now: Timestamp) async throws -> Entry {
        let (key, digest) = (Self.hash(Array(name.utf8)), Self.hash(content))
        let isFirst = running.withLock { $0.insert(key).inserted }
        do {
            let known = try await side.write { [lifetime, capacity] db -> Entry? in
                try Self.forget(db, before: now.milliseconds - lifetime, capacity)
                let found = try Self.entry(key, digest, db)
                // Left by a run of the server that ended in between, when nobody runs it now.
                let isLeft = found == .running && isFirst
                guard found == nil || isLeft else { return found }
                guard isFirst else { return .running }
                try db.execute(
                    sql: "INSERT OR REPLACE INTO repeat (key, digest, at) VALUES (?, ?, ?)",
                    arguments: [key, digest, now.milliseconds]
                )
                return nil
            }
            guard let known else { return .new }
            if isFirst { release(key) }
            return known
        } catch {
            if isFirst { release(key) }
            throw error
        }
    }

    /// Notes what was answered to a request.
    public func finish(_ name: String, _ answer: StoredAnswer) async throws {
        let key = Self.hash(Array(name.utf8))
        defer { release(key) }
        try await side.write { db in
            try db.execute(
                sql: "UPDATE repeat SET status = ?, media_type = ?, body = ? WHERE key = ?",
                arguments: [answer.status, answer.mediaType, Data(answer.body), key]
            )
        }
    }

    /// Gives a key back when its request came to nothing.
    public func abandon(_ name: String) async throws {
        let key = Self.hash(Array(name.utf8))
        defer { release(key) }
        try await side.write { db in
            try db.execute(sql: "DELETE FROM repeat WHERE key = ?", arguments: [key])
        }
    }

    private func release(_ key: Data) {
        running.withLock { _ = $0.remove(key) }
    }

    private static func entry(_ key: Data, _ digest: Data, _ db: Database) throws -> Entry? {
        let found = try Row.fetchOne(
            db,
            sql: "SELECT digest, status, media_type, body FROM repeat WHERE key = ?",
            arguments: [key]
        )
        guard let row = found else { return nil }
        guard row[0] as Data == digest else { return .different }
        guard let status: Int = row[1] else { return .running }
        return .done(
            StoredAnswer(
                status: status,
                mediaType: row[2],
                body: Array(row[3] as Data? ?? Data())
            )
        )
    }

    private static func forget(_ db: Database, before moment: Int64, _ capacity: Int) throws {
        try db.execute(sql: "DELETE FROM repeat WHERE at < ?", arguments: [moment])
        let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM repeat") ?? 0
        guard count >= capacity else { return }
        try db.execute(
            sql: """
                DELETE FROM repeat WHERE key IN (SELECT key FROM repeat ORDER BY at LIMIT ?)
                """,
            arguments: [capacity / 4]
        )
    }

    private static func hash(_ bytes: [UInt8]) -> Data {
        Data(SHA256.hash(data: bytes))
    }
}

/// Is an answer that is given again to the same request.
public struct StoredAnswer: Sendable, Hashable {
    /// The status.
    public var status: Int

    /// The type of the body; `nil` without one.
    public var mediaType: String?

    /// The body.
    public var body: [UInt8]

    /// Creates an answer.
    public init(status: Int, mediaType: String?, body: [UInt8]) {
        self.status = status
        self.mediaType = mediaType
        self.body = body
    }
}

extension Accounts {
    /// Remembers what was answered to requests with a key of the caller's own.
    public func repeats() -> Repeats {
        Repeats(side: side)
    }
}
