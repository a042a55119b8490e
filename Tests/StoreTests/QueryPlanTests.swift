import GRDB
import Store
import Testing

/// Keeps what is asked all day from growing with the past.
@Suite struct QueryPlanTests {
    private static let queries: [(name: String, sql: String)] = [
        ("open sessions", "SELECT * FROM session WHERE session.phase <> 'closed' ORDER BY id"),
        (
            "messages to go",
            """
            SELECT * FROM message WHERE message.delivery IN ('queued', 'sending', 'held')
            ORDER BY message.id
            """
        ),
        (
            "failed messages",
            "SELECT * FROM message WHERE message.delivery IN ('failed', 'unknown') AND message.at >= 5"
        ),
        (
            "the last protocol number",
            """
            SELECT protocol_day, protocol_sequence FROM session
            ORDER BY protocol_day DESC, protocol_sequence DESC LIMIT 1
            """
        ),
        (
            "the first page of history",
            "SELECT * FROM session WHERE TRUE ORDER BY started_at DESC, id DESC LIMIT 50"
        ),
        (
            "a later page of history",
            """
            SELECT * FROM session WHERE TRUE AND (session.started_at, session.id) < (
                SELECT started_at, id FROM session WHERE id = 5)
            ORDER BY started_at DESC, id DESC LIMIT 50
            """
        ),
        (
            "a day's closed sessions",
            "SELECT outcome FROM session WHERE closed_at >= 5 AND closed_at < 9"
        ),
        ("a day's episodes", "SELECT * FROM episode WHERE ended_at >= 5 AND ended_at < 9"),
        ("a timeline", "SELECT * FROM event WHERE session = 5 AND seq < 9 ORDER BY seq DESC"),
        (
            "a message by name",
            "SELECT id FROM content WHERE provider_id = 'x' AND provider_id <> ''"
        ),
        (
            "notices",
            "SELECT at FROM event WHERE type = 'notice-received' ORDER BY seq DESC LIMIT 5"
        ),
        (
            "a day's audit",
            """
            SELECT seq FROM event WHERE (type IN ('configured', 'contacts-merged', 'contacts-separated')
                OR type IN ('contact-changed', 'contact-erased') AND actor NOT IN (0, -1)
                OR type = 'presence-changed' AND actor NOT IN (0, subject))
                AND at >= 5 AND at < 9 ORDER BY at DESC, seq DESC LIMIT 5
            """
        ),
        (
            "what was done to one thing",
            """
            SELECT data FROM event WHERE type IN ('configured', 'contact-changed', 'contact-erased',
                'contacts-merged', 'contacts-separated', 'session-read') AND subject IS 5 AND seq < 9
            ORDER BY seq DESC
            """
        ),
        (
            "a period's messages",
            "SELECT * FROM message WHERE id >= 5 AND at >= 5 AND id < 9 AND at < 9 ORDER BY id LIMIT 5"
        ),
        (
            "a contact by identity",
            "SELECT contact FROM contact_identity WHERE kind = 'a' AND scope = '' AND value = 'c'"
        ),
        (
            "a gallery",
            "SELECT id FROM message WHERE contact = 5 AND has_files = 1 ORDER BY id DESC"
        ),
    ]

    @Test func `what is asked all day has its index and sorts nothing`() throws {
        let scratch = try StoreScratch()
        try scratch.open().close()
        let queue = try DatabaseQueue(path: scratch.database)
        for (name, sql) in Self.queries {
            let plan = try queue.inDatabase { db in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + sql).map {
                    $0["detail"] as String
                }
            }
            #expect(
                plan.allSatisfy { $0.contains(" USING ") || $0.contains("SUBQUERY") },
                "\(name): \(plan)"
            )
            #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(name): \(plan)")
        }
        try queue.close()
    }
}
