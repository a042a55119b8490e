import Engine

extension SessionRow {
    /// Writes a new row; `update` fills in the rest at the end of the transaction.
    func insert(_ scribe: Scribe) throws {
        try scribe.run(
            """
            INSERT INTO session (id, protocol_day, protocol_sequence, channel, contact, address,
                origin, phase, started_at, leg, unread, tags, teams, agents, messages_in,
                messages_out, transfers, progress, heard_from, is_placed, is_settled, is_cut,
                reopenings, closed_milliseconds, active)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '[]', '[]', '[]', 0, 0, 0, 0, ?, 0, 0, 0,
                0, 0, 0)
            """,
            session.id,
            session.protocolNumber.day,
            session.protocolNumber.sequence,
            session.channel,
            session.contact,
            address,
            session.origin.rawValue,
            session.phase.rawValue,
            session.startedAt,
            session.leg.id,
            session.heardFrom
        )
    }

    /// Writes whatever may have changed.
    func update(_ scribe: Scribe) throws {
        try updatePlace(scribe)
        try updateRules(scribe)
        try updateTalk(scribe)
    }

    /// Writes what a message changes, which is most of what happens.
    func updateTalk(_ scribe: Scribe) throws {
        try scribe.run(
            """
            UPDATE session SET last_inbound_at = ?, last_message = ?, unread = ?,
                contact_silent_since = ?, agent_silent_since = ?, warned_at = ?,
                first_response = ?, messages_in = ?, messages_out = ?, progress = ?,
                owed_since = ?
            WHERE id = ?
            """,
            session.lastInboundAt,
            session.lastMessage,
            session.unread,
            session.contactSilentSince,
            session.agentSilentSince,
            session.warnedAt,
            tally.firstResponse,
            tally.messagesIn,
            tally.messagesOut,
            tally.progress.rawValue,
            tally.owedSince,
            session.id
        )
    }

    private func updatePlace(_ scribe: Scribe) throws {
        try scribe.run(
            """
            UPDATE session SET phase = ?, team = ?, agent = ?, reserved_for = ?, leg = ?,
                waiting_since = ?, service_since = ?, team_since = ?, closed_at = ?,
                outcome = ?, teams = ?, agents = ?, wait = ?, handle = ?, transfers = ?,
                episode = ?, episode_since = ?, contact = ?, active = ?
            WHERE id = ?
            """,
            session.phase.rawValue,
            session.team,
            session.agent,
            session.reservedFor,
            session.leg.id,
            session.waitingSince,
            session.serviceSince,
            session.teamSince,
            session.closedAt,
            session.outcome?.rawValue,
            JSONText.encode(ids: tally.teams),
            JSONText.encode(ids: tally.agents),
            tally.wait,
            tally.handle,
            tally.transfers,
            tally.episode,
            tally.episodeSince,
            session.contact,
            tally.active,
            session.id
        )
    }

    private func updateRules(_ scribe: Scribe) throws {
        try scribe.run(
            """
            UPDATE session SET tags = ?, overflow_origin = ?, overflow_cause = ?, is_placed = ?,
                is_settled = ?, is_cut = ?, trail = ?, flow = ?, disposition = ?,
                rating_asked_at = ?, rating = ?, reopenings = ?, closed_milliseconds = ?,
                let_go_by = ?
            WHERE id = ?
            """,
            JSONText.encode(ids: session.tags),
            session.overflow?.origin,
            session.overflow?.cause.rawValue,
            session.isPlacedByPerson,
            session.isSettled,
            session.isCut,
            session.trail.isEmpty ? nil : JSONText.encode(ids: session.trail),
            try session.flow.map { try JSONText.encode($0) },
            session.disposition,
            session.ratingAskedAt,
            session.rating,
            session.reopenings,
            session.closedMilliseconds,
            session.letGoBy,
            session.id
        )
    }
}
