public import Engine
import Foundation
import GRDB
import Synchronization

/// Keeps the addresses outside that are told what happens, and what they were told.
///
/// What they are told is read from the journal behind the commits (`follow`), and is on disk before
/// the first attempt: nothing is lost when the server stops, and something may be told twice.
public final class Webhooks: Sendable {
    let side: DatabaseQueue
    let readers: DatabasePool
    let secrets: WebhookSecrets
    // Whether any webhook listens; `nil` when that is to be looked up.
    let listening = Mutex<Bool?>(nil)

    init(side: DatabaseQueue, readers: DatabasePool, key: [UInt8]?) {
        self.side = side
        self.readers = readers
        secrets = WebhookSecrets(key)
    }

    /// Lists the webhooks in the order of their coming.
    public func all() async throws -> [Webhook] {
        try await readers.read { db in
            try Row.fetchAll(db, sql: "SELECT \(webhookColumns) FROM webhook ORDER BY id")
                .map(Webhook.init)
        }
    }

    /// Reads a webhook.
    public func webhook(_ id: Int64) async throws -> Webhook? {
        try await readers.read { try Self.fetch($0, id) }
    }

    /// Adds a webhook, which hears what happens from now on; its secret is shown once.
    public func add(
        _ draft: WebhookDraft,
        at now: Timestamp
    ) async throws -> (webhook: Webhook, secret: String) {
        let secret = WebhookSecrets.make()
        defer { listening.withLock { $0 = nil } }
        return try await side.write { [secrets] db in
            try db.execute(
                sql: """
                    INSERT INTO webhook
                        (name, url, events, includes_content, is_active, since, created_at, secret)
                    VALUES (?, ?, ?, ?, ?, ?, ?, x'')
                    """,
                arguments: [
                    draft.name, draft.url, try Self.text(of: draft.events),
                    draft.includesContent, draft.isActive, try Self.head(db), now.milliseconds,
                ]
            )
            let id = db.lastInsertedRowID
            try db.execute(
                sql: "UPDATE webhook SET secret = ? WHERE id = ?",
                arguments: [try secrets.seal(secret, of: id), id]
            )
            guard let webhook = try Self.fetch(db, id) else { throw SecretsError.unreadable }
            return (webhook, secret)
        }
    }

    /// Changes a webhook; one that is switched on hears what happens from then on.
    ///
    /// Returns `nil` when there is none.
    public func change(_ id: Int64, to draft: WebhookDraft) async throws -> Webhook? {
        defer { listening.withLock { $0 = nil } }
        return try await side.write { db in
            guard let before = try Self.fetch(db, id) else { return nil }
            try db.execute(
                sql: """
                    UPDATE webhook
                    SET name = ?, url = ?, events = ?, includes_content = ?, is_active = ?,
                        problem = NULL
                    WHERE id = ?
                    """,
                arguments: [
                    draft.name, draft.url, try Self.text(of: draft.events),
                    draft.includesContent, draft.isActive, id,
                ]
            )
            if draft.isActive, !before.isActive {
                try db.execute(
                    sql: "UPDATE webhook SET since = ? WHERE id = ?",
                    arguments: [try Self.head(db), id]
                )
            }
            return try Self.fetch(db, id)
        }
    }

    /// Switches a webhook off, with the reason.
    public func suspend(_ id: Int64, because problem: String) async throws {
        try await side.write { db in
            try db.execute(
                sql: "UPDATE webhook SET is_active = 0, problem = ? WHERE id = ?",
                arguments: [problem, id]
            )
        }
    }

    /// Removes a webhook with its log; false when there was none.
    public func remove(_ id: Int64) async throws -> Bool {
        try await side.write { db in
            try db.execute(sql: "DELETE FROM webhook_delivery WHERE webhook = ?", arguments: [id])
            try db.execute(sql: "DELETE FROM webhook WHERE id = ?", arguments: [id])
            return db.changesCount > 0
        }
    }

    /// Makes a new secret; the one before signs beside it until a moment.
    ///
    /// Returns `nil` when there is no such webhook.
    public func rotateSecret(of id: Int64, until end: Timestamp) async throws -> String? {
        let secret = WebhookSecrets.make()
        let sealed = try secrets.seal(secret, of: id)
        return try await side.write { db in
            try db.execute(
                sql: """
                    UPDATE webhook SET previous = secret, previous_until = ?, secret = ?
                    WHERE id = ?
                    """,
                arguments: [end.milliseconds, sealed, id]
            )
            return db.changesCount > 0 ? secret : nil
        }
    }

    static func head(_ db: Database) throws -> Int64 {
        try Int64.fetchOne(db, sql: "SELECT max(seq) FROM event") ?? 0
    }

    private static func fetch(_ db: Database, _ id: Int64) throws -> Webhook? {
        try Row.fetchOne(
            db,
            sql: "SELECT \(webhookColumns) FROM webhook WHERE id = ?",
            arguments: [id]
        ).map(Webhook.init)
    }

    private static func text(of events: Set<WebhookEvent>) throws -> String {
        try JSONText.encode(events.map(\.rawValue).sorted())
    }
}

extension DataFolder {
    /// Keeps the addresses outside that are told what happens.
    public func webhooks() -> Webhooks {
        Webhooks(
            side: accounts.side,
            readers: accounts.readers,
            key: try? secret(for: "webhook-secrets/1")
        )
    }
}

private let webhookColumns =
    "id, name, url, events, includes_content, is_active, problem, created_at"

extension Webhook {
    fileprivate init(row: Row) {
        id = row[0]
        name = row[1]
        url = row[2]
        let names = (try? JSONText.decode([String].self, from: row[3])) ?? []
        events = Set(names.compactMap(WebhookEvent.init))
        includesContent = row[4]
        isActive = row[5]
        problem = row[6]
        createdAt = Timestamp(milliseconds: row[7])
    }
}
