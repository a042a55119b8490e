import Engine
import GRDB

/// Examines a data folder while it may be in use; changes nothing.
struct Checkup {
    // Beyond these, more of the same tells nothing.
    private static let limit = 20

    let readers: DatabasePool
    let media: MediaFolder

    /// Runs every examination.
    func run() async throws -> [Finding] {
        try await readers.read { db in
            var findings = try integrity(db)
            // The rest reads tables; in a damaged file it would only repeat the bad news.
            guard findings.isEmpty else { return findings }
            for rule in Self.rules { findings += try examine(db, rule) }
            findings += try missingFiles(db)
            return findings
        }
    }

    private func integrity(_ db: Database) throws -> [Finding] {
        try String.fetchAll(db, sql: "PRAGMA integrity_check(\(Self.limit))")
            .filter { $0 != "ok" }
            .map { Finding(kind: .damaged, text: "the database is damaged: \($0)") }
    }

    private func examine(_ db: Database, _ rule: Rule) throws -> [Finding] {
        try Int64.fetchAll(db, sql: rule.sql + " LIMIT \(Self.limit)").map { id in
            Finding(kind: rule.kind, text: "\(rule.text) (\(id))")
        }
    }

    private func missingFiles(_ db: Database) throws -> [Finding] {
        let sql = "SELECT id, attachments FROM content WHERE attachments IS NOT NULL"
        let rows = try Row.fetchCursor(db, sql: sql)
        var findings: [Finding] = []
        while let row = try rows.next(), findings.count < Self.limit {
            let files = try JSONText.decode([Attachment].self, from: row[1])
            for file in files where !file.hash.isEmpty && media.sizeBlocking(of: file.hash) == nil {
                let id: Int64 = row[0]
                let text = "file \(file.hash) of message \(id) is missing"
                findings.append(Finding(kind: .missingFile, text: text))
            }
        }
        return findings
    }

    private struct Rule {
        let kind: Finding.Kind
        let text: String
        let sql: String
    }

    private static let rules: [Rule] = [
        Rule(
            kind: .projection,
            text: "a session of the journal is not among the sessions",
            sql: """
                SELECT session FROM event WHERE type = 'session-opened'
                    AND session NOT IN (SELECT id FROM session)
                """
        ),
        Rule(
            kind: .projection,
            text: "a session is not in the journal",
            sql: """
                SELECT id FROM session WHERE NOT EXISTS (SELECT 1 FROM event
                    WHERE event.session = session.id AND type = 'session-opened')
                """
        ),
        Rule(
            kind: .projection,
            text: "a session is open though the journal closed it, or the other way round",
            sql: """
                SELECT id FROM session WHERE (phase = 'closed') <> ifnull((
                    SELECT type = 'session-closed' FROM event WHERE event.session = session.id
                        AND type IN ('session-closed', 'session-reopened')
                    ORDER BY seq DESC LIMIT 1), 0)
                """
        ),
        Rule(
            kind: .projection,
            text: "a message of the journal is not among the messages",
            sql: """
                SELECT subject FROM event WHERE type = 'message-added'
                    AND subject NOT IN (SELECT id FROM message)
                """
        ),
        Rule(
            kind: .projection,
            text: "a session is shown under another contact than the one that stands for its own",
            sql: """
                SELECT id FROM session WHERE contact <> (
                    WITH RECURSIVE chain (id, next) AS (
                        SELECT id, merged_into FROM contact WHERE id = session.heard_from UNION
                        SELECT contact.id, contact.merged_into FROM contact
                            JOIN chain ON contact.id = chain.next)
                    SELECT id FROM chain WHERE next IS NULL)
                """
        ),
        Rule(
            kind: .projection,
            text: "the sums of a quarter of an hour do not say how many sessions were closed in it",
            sql: """
                SELECT slot FROM (
                    SELECT closed_at / 900000 AS slot, count(*) AS count FROM session
                        WHERE closed_at IS NOT NULL GROUP BY 1
                    UNION ALL
                    SELECT slot, -count FROM rollup WHERE measure = 2)
                GROUP BY slot HAVING sum(count) <> 0
                """
        ),
        Rule(
            kind: .legs,
            text: "an open session has no running leg, or a closed one has",
            sql: """
                SELECT session.id FROM session LEFT JOIN leg ON leg.id = session.leg
                WHERE leg.id IS NULL OR (leg.ended_at IS NULL) <> (session.phase <> 'closed')
                """
        ),
        Rule(
            kind: .legs,
            text: "a session has a gap or an overlap between its legs",
            sql: """
                SELECT session FROM (
                    SELECT session, ended_at, lead(started_at) OVER following AS next,
                        lead(start) OVER following AS cause FROM leg
                    WINDOW following AS (PARTITION BY session ORDER BY started_at, id))
                WHERE next IS NOT NULL AND ended_at IS NOT next
                    AND NOT (cause = 'reopen' AND ended_at <= next)
                """
        ),
        Rule(
            kind: .orphan,
            text: "a message belongs to a session that is not there",
            sql: """
                SELECT id FROM message WHERE session IS NOT NULL
                    AND session NOT IN (SELECT id FROM session)
                """
        ),
        Rule(
            kind: .orphan,
            text: "a message has no row for its words",
            sql: "SELECT id FROM message WHERE id NOT IN (SELECT id FROM content)"
        ),
        Rule(
            kind: .orphan,
            text: "a session's contact is not there",
            sql: "SELECT id FROM session WHERE contact NOT IN (SELECT id FROM contact)"
        ),
        Rule(
            kind: .orphan,
            text: "a contact was merged into one that is not there",
            sql: """
                SELECT id FROM contact WHERE merged_into IS NOT NULL
                    AND merged_into NOT IN (SELECT id FROM contact)
                """
        ),
        Rule(
            kind: .orphan,
            text: "an identity's contact is not there",
            sql: """
                SELECT contact FROM contact_identity WHERE contact NOT IN (SELECT id FROM contact)
                """
        ),
    ]
}
