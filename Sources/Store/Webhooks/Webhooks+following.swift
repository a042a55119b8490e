import Engine
import GRDB
import Synchronization

extension Webhooks {
    // So many events are read at once; without news for anyone the place is noted now and then.
    private static let batch = 256
    private static let patience: Int64 = 2_000

    /// Is how far the journal was read for webhooks.
    public struct Place: Sendable, Hashable {
        /// The last event that was read.
        var sequence: Int64

        /// The place that is on disk.
        var saved: Int64

        /// Whether nothing was left to read.
        public var isUpToDate: Bool
    }

    /// Reads how far the journal was read before the server stopped.
    public func place() async throws -> Place {
        try await readers.read { db in
            let saved = try Int64.fetchOne(db, sql: "SELECT sequence FROM webhook_place")
            // Each webhook knows from where on it hears: nothing before that is read.
            return Place(sequence: saved ?? 0, saved: saved ?? -1, isUpToDate: false)
        }
    }

    /// Makes deliveries of the next events, for the webhooks that want to hear of them.
    ///
    /// To be called after commits, and again at once while the place it gives is not up to date.
    public func follow(from place: Place) async throws -> Place {
        // Without anyone who listens the journal need not be read.
        let known = listening.withLock(\.self)
        guard known != false else {
            return Place(sequence: place.sequence, saved: place.saved, isUpToDate: true)
        }
        if known == nil {
            let isAnyone = try await readers.read { db in
                try Bool.fetchOne(db, sql: "SELECT 1 FROM webhook WHERE is_active = 1") != nil
            }
            listening.withLock { $0 = isAnyone }
        }
        let (drafts, last, isUpToDate) = try await readers.read { db in
            try Self.news(after: place.sequence, db)
        }
        var next = Place(sequence: last, saved: place.saved, isUpToDate: isUpToDate)
        guard !drafts.isEmpty || last - place.saved >= Self.patience || place.saved < 0 else {
            return next
        }
        try await side.write { db in
            for draft in drafts { try draft.insert(db) }
            try db.execute(
                sql: "INSERT OR REPLACE INTO webhook_place (id, sequence) VALUES (1, ?)",
                arguments: [last]
            )
        }
        next.saved = last
        return next
    }

    private static func news(
        after place: Int64,
        _ db: Database
    ) throws -> (drafts: [DeliveryDraft], last: Int64, isUpToDate: Bool) {
        let listeners = try Row.fetchAll(
            db,
            sql: "SELECT id, events, since FROM webhook WHERE is_active = 1"
        ).map(WebhookListener.init)
        let head = try head(db)
        // What happened before anyone listened is for nobody.
        let start = max(place, listeners.map(\.since).min() ?? head)
        guard start < head else { return ([], head, true) }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT seq, at, actor, session, subject, type, version, data FROM event
                WHERE seq > ? ORDER BY seq LIMIT \(batch)
                """,
            arguments: [start]
        )
        let reporter = WebhookReporter(db)
        var drafts: [DeliveryDraft] = []
        for row in rows {
            let sequence: Int64 = row[0]
            // An event of a kind that this program does not know is no reason to stop.
            guard let stored = StoredEvent(row: row) else { continue }
            let news = try reporter.news(
                of: stored,
                WebhookMoment(
                    sequence: sequence,
                    at: Timestamp(milliseconds: row[1]),
                    actor: Actor(number: row[2])
                ),
                wanted: Set(listeners.flatMap(\.events))
            )
            for item in news {
                drafts += listeners.filter { $0.wants(item.event, sequence) }
                    .map { DeliveryDraft(webhook: $0.id, sequence: sequence, news: item) }
            }
        }
        let last: Int64 = rows.last?[0] ?? head
        return (drafts, last, last >= head)
    }
}

/// Is a webhook as far as the follower minds.
private struct WebhookListener {
    let id: Int64
    let events: Set<WebhookEvent>
    let since: Int64

    init(row: Row) {
        id = row[0]
        let names = (try? JSONText.decode([String].self, from: row[1])) ?? []
        events = Set(names.compactMap(WebhookEvent.init))
        since = row[2]
    }

    func wants(_ event: WebhookEvent, _ sequence: Int64) -> Bool {
        sequence > since && events.contains(event)
    }
}

/// Is a delivery that is to be made.
struct DeliveryDraft: Sendable {
    var webhook: Int64
    var sequence: Int64
    var news: WebhookNews

    /// Adds the delivery, due at once; gives its id.
    @discardableResult
    func insert(_ db: Database) throws -> String {
        let id = Secret.make("msg_")
        try db.execute(
            sql: """
                INSERT INTO webhook_delivery
                    (id, webhook, sequence, event, at, body, message, state, due_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                id, webhook, sequence, news.event.rawValue, news.at.milliseconds, news.body,
                news.message, WebhookDelivery.State.pending.rawValue, news.at.milliseconds,
            ]
        )
        return id
    }
}
