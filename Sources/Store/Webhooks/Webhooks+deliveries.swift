public import Engine
import Foundation
import GRDB

extension Webhooks {
    /// Reads the deliveries of a webhook, newest first, from after a place in the log.
    public func deliveries(
        of webhook: Int64,
        state: WebhookDelivery.State? = nil,
        after number: Int64? = nil,
        limit: Int
    ) async throws -> [WebhookDelivery] {
        try await readers.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(deliveryColumns) FROM webhook_delivery
                    WHERE webhook = ? AND number < ? AND (? IS NULL OR state = ?)
                    ORDER BY number DESC LIMIT ?
                    """,
                arguments: [webhook, number ?? .max, state?.rawValue, state?.rawValue, limit]
            ).map(WebhookDelivery.init)
        }
    }

    /// Reads a delivery of a webhook.
    public func delivery(_ id: String, of webhook: Int64) async throws -> WebhookDelivery? {
        try await readers.read { try Self.delivery($0, id, of: webhook) }
    }

    /// Makes a delivery that tells of nothing, to see whether the address answers.
    ///
    /// Returns `nil` when there is no such webhook.
    public func addTest(of webhook: Int64, at now: Timestamp) async throws -> WebhookDelivery? {
        try await side.write { db in
            let isThere = try Bool.fetchOne(
                db,
                sql: "SELECT 1 FROM webhook WHERE id = ?",
                arguments: [webhook]
            )
            guard isThere != nil else { return nil }
            let moment = WebhookMoment(sequence: try Self.head(db), at: now, actor: .system)
            let news = try WebhookReporter(db).test(moment)
            let draft = DeliveryDraft(webhook: webhook, sequence: moment.sequence, news: news)
            return try Self.delivery(db, try draft.insert(db), of: webhook)
        }
    }

    /// Lets a delivery go again, at once and with all its attempts.
    ///
    /// Returns `nil` when the webhook has no such delivery.
    public func retry(
        _ id: String,
        of webhook: Int64,
        at now: Timestamp
    ) async throws -> WebhookDelivery? {
        try await side.write { db in
            try db.execute(
                sql: """
                    UPDATE webhook_delivery SET state = ?, round = 0, due_at = ?
                    WHERE id = ? AND webhook = ?
                    """,
                arguments: [
                    WebhookDelivery.State.pending.rawValue, now.milliseconds, id, webhook,
                ]
            )
            return try Self.delivery(db, id, of: webhook)
        }
    }

    /// Reads what is to go now, so much for each webhook, and when to look again.
    ///
    /// A webhook that is switched off is told only of tests; what else waits for it goes on waiting.
    public func due(
        at now: Timestamp,
        without running: Set<String>,
        perWebhook: Int
    ) async throws -> (due: [PendingDelivery], nextAt: Timestamp?) {
        try await readers.read { [secrets] db in
            var due: [PendingDelivery] = []
            let webhooks = try Row.fetchAll(
                db,
                sql: """
                    SELECT id, url, includes_content, secret, previous, previous_until, is_active
                    FROM webhook
                    """
            )
            for row in webhooks {
                let target = try WebhookTarget(row: row, secrets, at: now)
                let rows = try Row.fetchAll(
                    db,
                    sql: """
                        SELECT id, body, message, round FROM webhook_delivery
                        WHERE webhook = ? AND due_at <= ? AND (? OR event = 'webhook.test')
                        ORDER BY due_at, number LIMIT ?
                        """,
                    arguments: [
                        target.id, now.milliseconds, row[6] as Bool, perWebhook + running.count,
                    ]
                )
                let waiting = rows.filter { !running.contains($0[0]) }.prefix(perWebhook)
                due += try waiting.map { try target.pending($0, db) }
            }
            let next = try Int64.fetchOne(
                db,
                sql: """
                    SELECT min(due_at) FROM webhook_delivery
                    WHERE due_at > ? AND (
                        event = 'webhook.test'
                        OR webhook IN (SELECT id FROM webhook WHERE is_active = 1)
                    )
                    """,
                arguments: [now.milliseconds]
            )
            return (due, Timestamp(next))
        }
    }

    /// Notes how an attempt went, and when the next one is; `nil` when there is none.
    public func finish(
        _ id: String,
        _ attempt: WebhookAttempt,
        nextAt: Timestamp?
    ) async throws {
        let state: WebhookDelivery.State =
            attempt.error == nil ? .delivered : nextAt == nil ? .failed : .pending
        try await side.write { db in
            try db.execute(
                sql: """
                    UPDATE webhook_delivery
                    SET state = ?, attempts = attempts + 1, round = round + 1, due_at = ?,
                        tried_at = ?, status = ?, error = ?, milliseconds = ?
                    WHERE id = ?
                    """,
                arguments: [
                    state.rawValue, state == .pending ? nextAt?.milliseconds : nil,
                    attempt.at.milliseconds, attempt.status, attempt.error, attempt.milliseconds,
                    id,
                ]
            )
        }
    }

    /// Forgets what was delivered or given up before a moment, a part at a time; true when all is.
    public func prune(before moment: Timestamp) async throws -> Bool {
        try await side.write { db in
            try db.execute(
                sql: """
                    DELETE FROM webhook_delivery WHERE number IN (
                        SELECT number FROM webhook_delivery
                        WHERE due_at IS NULL AND at < ? LIMIT 1000
                    )
                    """,
                arguments: [moment.milliseconds]
            )
            return db.changesCount < 1_000
        }
    }

    private static func delivery(
        _ db: Database,
        _ id: String,
        of webhook: Int64
    ) throws -> WebhookDelivery? {
        try Row.fetchOne(
            db,
            sql: "SELECT \(deliveryColumns) FROM webhook_delivery WHERE id = ? AND webhook = ?",
            arguments: [id, webhook]
        ).map(WebhookDelivery.init)
    }
}

/// Is where deliveries go, with the keys that sign them.
private struct WebhookTarget {
    let id: Int64
    let url: String
    let includesContent: Bool
    let keys: [[UInt8]]

    init(row: Row, _ secrets: WebhookSecrets, at now: Timestamp) throws {
        id = row[0]
        url = row[1]
        includesContent = row[2]
        var sealed: [Data] = [row[3]]
        let until: Int64? = row[5]
        if let previous: Data = row[4], let until, now.milliseconds < until {
            sealed.append(previous)
        }
        let webhook = id
        keys = try sealed.map { WebhookSecrets.bytes(of: try secrets.open($0, of: webhook)) }
    }

    /// Makes a delivery ready; the words of a message that are not erased are added now.
    func pending(_ row: Row, _ db: Database) throws -> PendingDelivery {
        var body: String = row[1]
        if includesContent, let message: Int64 = row[2] {
            var whole = try JSONText.decode(WebhookBody.self, from: body)
            let content = try ContentRow.fetch(db, message)?.content
            whole.data.message?.text = content?.text
            whole.data.message?.attachments = content?.attachments.map { file in
                WebhookData.Message.File(
                    mediaType: file.mediaType,
                    name: file.name,
                    size: file.size
                )
            }
            body = try JSONText.encode(whole)
        }
        return PendingDelivery(
            id: row[0],
            webhook: id,
            url: url,
            body: body,
            keys: keys,
            round: row[3]
        )
    }
}

private let deliveryColumns =
    "id, number, webhook, event, at, state, attempts, due_at, tried_at, status, error, milliseconds"

extension WebhookDelivery {
    fileprivate init(row: Row) {
        id = row[0]
        number = row[1]
        webhook = row[2]
        event = WebhookEvent(rawValue: row[3]) ?? .test
        at = Timestamp(milliseconds: row[4])
        state = State(rawValue: row[5]) ?? .failed
        attempts = row[6]
        nextAttemptAt = Timestamp(row[7])
        lastAttemptAt = Timestamp(row[8])
        status = row[9]
        error = row[10]
        milliseconds = row[11]
    }
}
