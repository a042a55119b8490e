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
            hours: try SettingItem.fetchAll(db, .hours, as: BusinessHours.self),
            flows: try SettingItem.fetchAll(db, .flow, as: Flow.self),
            flowVersions: try SettingItem.fetchAll(db, .flowVersion, as: FlowVersion.self),
            canned: try SettingItem.fetchAll(db, .canned, as: CannedMessage.self),
            dispositions: try SettingItem.fetchAll(db, .disposition, as: Disposition.self),
            fields: try SettingItem.fetchAll(db, .field, as: ContactField.self),
            contactGroups: try SettingItem.fetchAll(db, .contactGroup, as: ContactGroup.self),
            pauseReasons: try SettingItem.fetchAll(db, .pauseReason, as: PauseReason.self),
            permissionGroups: try SettingItem.fetchAll(
                db,
                .permissionGroup,
                as: PermissionGroup.self
            ),
            turns: try turns(),
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

    private func turns() throws -> [ID<Team>: [ID<Agent>: ID<Leg>]] {
        var turns: [ID<Team>: [ID<Agent>: ID<Leg>]] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT team, agent, leg FROM turn") {
            let leg: Int64 = row[2]
            turns[ID(row[0]), default: [:]][ID(row[1])] = ID(leg)
        }
        return turns
    }

    private func sessions() throws -> [Session] {
        let variables = try variables()
        let sql = """
            SELECT \(SessionRow.columns) FROM \(SessionRow.source)
            WHERE session.phase <> 'closed' ORDER BY session.id
            """
        return try Row.fetchAll(db, sql: sql).map { found in
            var row = SessionRow(row: found)
            try row.readPreview(db)
            row.session.variables = variables[row.session.id] ?? [:]
            return row.session
        }
    }

    private func variables() throws -> [ID<Session>: [String: String]] {
        let sql = """
            SELECT session.id, name, value FROM session
            JOIN session_variable ON session_variable.session = session.id
            WHERE phase <> 'closed'
            """
        var variables: [ID<Session>: [String: String]] = [:]
        for row in try Row.fetchAll(db, sql: sql) {
            variables[ID(row[0]), default: [:]][row[1]] = row[2]
        }
        return variables
    }

    private func outbox() throws -> [PendingMessage] {
        let sql = """
            SELECT message.id, message.session, message.channel, address.value, content.kind,
                message.delivery, message.attempts, ifnull(message.retry_at, message.at),
                message.author
            FROM message
            LEFT JOIN content ON content.id = message.id
            LEFT JOIN session ON session.id = message.session
            LEFT JOIN address ON address.id = ifnull(message.address, session.address)
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
                dueAt: Timestamp(milliseconds: row[7]),
                isByPerson: Message.Author(number: row[8]).isPerson
            )
        }
    }

    // The floor keeps those of two days; the moment of giving up is near that of adding.
    private func failedMessages() throws -> [ID<Message>: FailedMessage] {
        let last =
            try Int64.fetchOne(db, sql: "SELECT at FROM message ORDER BY id DESC LIMIT 1")
            ?? 0
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
            "template", "setting_item",
        ]
        let greatest = tables.map { "SELECT max(id) AS id FROM \($0)" }
            .joined(separator: " UNION ALL ")
        return try Int64.fetchOne(db, sql: "SELECT max(id) FROM (\(greatest))") ?? 0
    }
}

extension Message.Author {
    /// Whether a person of ours wrote it.
    fileprivate var isPerson: Bool {
        if case .agent = self { true } else { false }
    }
}
