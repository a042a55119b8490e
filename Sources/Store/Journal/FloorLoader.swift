import Engine
import GRDB

/// Reads the floor from the projections, not from the journal: start is quick however long the past.
struct FloorLoader {
    let db: Database

    /// Reads the floor.
    func load() throws -> Floor {
        Floor(
            company: try ConfigurationRows.company(db) ?? Company(name: "Conecta"),
            teams: try ConfigurationRows.teams(db),
            agents: try AgentRow.fetchAll(db),
            channels: try ConfigurationRows.channels(db),
            tags: try ConfigurationRows.tags(db),
            templates: try ConfigurationRows.templates(db),
            presences: try presences(),
            sessions: try sessions(),
            outbox: try outbox(),
            failedMessages: try failedMessages(),
            lastProtocolNumber: try lastProtocolNumber(),
            lastID: try lastID()
        )
    }

    private func presences() throws -> [ID<Agent>: PresenceState] {
        var states: [ID<Agent>: PresenceState] = [:]
        let sql = "SELECT agent, state, reason, since FROM presence"
        for row in try Row.fetchAll(db, sql: sql) {
            states[ID(row[0])] = PresenceState(
                presence: Presence(state: row[1], reason: row[2]),
                since: Timestamp(milliseconds: row[3])
            )
        }
        return states
    }

    private func sessions() throws -> [Session] {
        let sql = """
            SELECT \(SessionRow.columns) FROM \(SessionRow.source)
            WHERE session.phase <> 'closed' ORDER BY session.id
            """
        return try Row.fetchAll(db, sql: sql).map { found in
            var row = SessionRow(row: found)
            try row.readPreview(db)
            return row.session
        }
    }

    private func outbox() throws -> [PendingMessage] {
        let sql = """
            SELECT message.id, message.session, message.channel, address.value, content.kind,
                message.delivery, message.attempts, ifnull(message.retry_at, message.at)
            FROM message
            LEFT JOIN content ON content.id = message.id
            LEFT JOIN session ON session.id = message.session
            LEFT JOIN address ON address.id = session.address
            WHERE message.delivery IN ('queued', 'sending', 'held') ORDER BY message.id
            """
        return try Row.fetchAll(db, sql: sql).map { row in
            PendingMessage(
                message: ID(row[0]),
                session: ID(column: row[1]),
                channel: ID(row[2]),
                address: row[3] as String? ?? "",
                isTemplate: row[4] as String? == Content.Kind.template.rawValue,
                delivery: Delivery(rawValue: row[5]) ?? .held,
                attempt: row[6],
                dueAt: Timestamp(milliseconds: row[7])
            )
        }
    }

    // The floor keeps those of two days; the moment of giving up is near that of adding.
    private func failedMessages() throws -> [ID<Message>: FailedMessage] {
        let last = try Int64.fetchOne(db, sql: "SELECT max(at) FROM message") ?? 0
        let sql = """
            SELECT message.id, message.channel, session.team, message.at FROM message
            LEFT JOIN session ON session.id = message.session
            WHERE message.delivery IN ('failed', 'unknown') AND message.at >= ?
            """
        var failed: [ID<Message>: FailedMessage] = [:]
        for row in try Row.fetchAll(db, sql: sql, arguments: [last - 2 * 86_400_000]) {
            failed[ID(row[0])] = FailedMessage(
                channel: ID(row[1]),
                team: ID(column: row[2]),
                at: Timestamp(milliseconds: row[3])
            )
        }
        return failed
    }

    private func lastProtocolNumber() throws -> ProtocolNumber? {
        let sql = """
            SELECT protocol_day, protocol_sequence FROM session
            ORDER BY protocol_day DESC, protocol_sequence DESC LIMIT 1
            """
        return try Row.fetchOne(db, sql: sql).map { row in
            ProtocolNumber(day: row[0], sequence: row[1])
        }
    }

    private func lastID() throws -> Int64 {
        let tables = [
            "session", "leg", "message", "note", "contact", "team", "agent", "channel", "tag",
            "template",
        ]
        let greatest = tables.map { "SELECT max(id) AS id FROM \($0)" }
            .joined(separator: " UNION ALL ")
        return try Int64.fetchOne(db, sql: "SELECT max(id) FROM (\(greatest))") ?? 0
    }
}
