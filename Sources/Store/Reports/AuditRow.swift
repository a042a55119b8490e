import Engine
import GRDB

/// Is something that a person did and that is kept: from the journal, or from the books of logins,
/// keys and reports.
struct AuditRow {
    /// Says where a row is from; later ones come first among those of one moment.
    enum Source: Int {
        case journal
        case login
        case tokenAdded
        case tokenRevoked
        case kioskAdded
        case kioskRevoked
        case report
        case quarantine
        case plugin
    }

    /// The events that the audit is about, in the words of the index.
    ///
    /// That is what people and the command line changed; presence only where it is another's.
    static let isAudited = """
        (type IN ('configured', 'contacts-merged', 'contacts-separated')
            OR type IN ('contact-changed', 'contact-erased') AND actor NOT IN (0, -1)
            OR type = 'presence-changed' AND actor NOT IN (0, subject))
        """

    /// The events that are found by what they are about, in the words of the index.
    static let isAboutSubject = """
        type IN ('configured', 'contact-changed', 'contact-erased', 'contacts-merged',
            'contacts-separated', 'session-read')
        """

    let at: Timestamp
    let source: Source
    let number: Int64
    let actor: Actor?
    let subject: Int64?
    let type: String
    let data: String

    // Tokens and links do not say who made them.
    private static let select = """
        SELECT at, 0, seq, actor, subject, type, data FROM event WHERE \(isAudited) AND at >= ?1
            AND at < ?2 AND (at, 0, seq) < (?3, ?4, ?5)
        UNION ALL SELECT started_at, 1, agent, agent, agent, '', '' FROM login
            WHERE started_at >= ?1 AND started_at < ?2 AND (started_at, 1, agent) < (?3, ?4, ?5)
        UNION ALL SELECT created_at, 2, id, NULL, agent, '', name FROM token
            WHERE created_at >= ?1 AND created_at < ?2 AND (created_at, 2, id) < (?3, ?4, ?5)
        UNION ALL SELECT revoked_at, 3, id, NULL, agent, '', name FROM token
            WHERE revoked_at >= ?1 AND revoked_at < ?2 AND (revoked_at, 3, id) < (?3, ?4, ?5)
        UNION ALL SELECT created_at, 4, id, NULL, viewer, '', name || ' · ' || board
            FROM kiosk_link
            WHERE created_at >= ?1 AND created_at < ?2 AND (created_at, 4, id) < (?3, ?4, ?5)
        UNION ALL SELECT revoked_at, 5, id, NULL, viewer, '', name || ' · ' || board
            FROM kiosk_link
            WHERE revoked_at >= ?1 AND revoked_at < ?2 AND (revoked_at, 5, id) < (?3, ?4, ?5)
        UNION ALL SELECT at, 6, id, iif(viewer = 0, -2, viewer), nullif(viewer, 0), title,
                json_object('report', report, 'format', format, 'parameters', parameters,
                    'hash', content_hash)
            FROM report_log JOIN report_words ON report_words.entry = report_log.id
            WHERE at >= ?1 AND at < ?2 AND (at, 6, id) < (?3, ?4, ?5)
        UNION ALL SELECT at, 7, id, actor, channel, kind, action FROM quarantine_log
            WHERE at >= ?1 AND at < ?2 AND (at, 7, id) < (?3, ?4, ?5)
        UNION ALL SELECT at, 8, id, actor, NULL, action, json_array(plugin, detail) FROM plugin_log
            WHERE at >= ?1 AND at < ?2 AND (at, 8, id) < (?3, ?4, ?5)
        ORDER BY 1 DESC, 2 DESC, 3 DESC LIMIT 500
        """

    /// Reads rows of a period, newest first, from before one.
    static func fetch(
        _ db: Database,
        from: Timestamp,
        to: Timestamp,
        before last: AuditRow?
    ) throws -> [AuditRow] {
        let statement = try db.cachedStatement(sql: select)
        let arguments: StatementArguments = [
            from.milliseconds, to.milliseconds, last?.at.milliseconds ?? .max,
            last?.source.rawValue ?? .max, last?.number ?? .max,
        ]
        return try Row.fetchAll(statement, arguments: arguments).compactMap { row in
            guard let source = Source(rawValue: row[1]) else { return nil }
            return AuditRow(
                at: Timestamp(milliseconds: row[0]),
                source: source,
                number: row[2],
                actor: (row[3] as Int64?).map(Actor.init(number:)),
                subject: row[4],
                type: row[5],
                data: row[6]
            )
        }
    }
}
