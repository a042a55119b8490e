import Engine

extension Projector {
    /// Writes the rows beside a session that follow from an event, and counts what they mean.
    ///
    /// `before` is who had the session when the event came.
    func write(
        _ effects: [TallyEffect],
        of session: Session,
        after before: Rollup.Owner
    ) throws {
        for effect in effects {
            switch effect {
            case .team(let team):
                try scribe.run("INSERT OR IGNORE INTO session_team VALUES (?, ?)", team, session.id)
            case .agent(let agent):
                try scribe.run(
                    "INSERT OR IGNORE INTO session_agent VALUES (?, ?)",
                    agent,
                    session.id
                )
            case .episodeBegan(let leg, let isOutbound):
                try scribe.run(
                    """
                    INSERT INTO episode (id, session, channel, team, is_outbound, started_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                    leg.id,
                    session.id,
                    session.channel,
                    leg.team,
                    isOutbound,
                    leg.startedAt
                )
            case .episodeEnded(var ended):
                ended.team = ended.team ?? before.team
                try write(ended, on: session.channel)
            case .episodeAnswered(let id, let since, let agent, let isOutbound, let at):
                try scribe.run(
                    "UPDATE episode SET responded_at = ?, responder = ? WHERE id = ?",
                    at,
                    agent,
                    id
                )
                guard !isOutbound else { continue }
                let team = try team(ofEpisode: id)
                let owner = Rollup.Owner(team: team, channel: session.channel, agent: agent)
                try add(.firstResponse, .firstResponseBusiness, from: since, to: at, for: owner)
            case .responded(let message, let since, let agent):
                try write(message, since, agent, in: session)
            }
        }
    }

    private func write(_ ended: SessionTally.EndedEpisode, on channel: ID<Channel>) throws {
        try scribe.run(
            "UPDATE episode SET team = ?, agent = ?, end = ?, ended_at = ? WHERE id = ?",
            ended.team,
            ended.agent,
            ended.end.rawValue,
            ended.at,
            ended.id
        )
        if !ended.isOutbound { try measure(ended, on: channel) }
    }

    private func write(
        _ message: Message,
        _ since: Timestamp,
        _ agent: ID<Agent>?,
        in session: Session
    ) throws {
        try scribe.run(
            """
            INSERT INTO response (id, session, team, channel, agent, at, took)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            message.id,
            session.id,
            session.team,
            session.channel,
            agent,
            message.at,
            message.at.since(since)
        )
        let owner = Rollup.Owner(team: session.team, channel: session.channel, agent: agent)
        try add(.response, .responseBusiness, from: since, to: message.at, for: owner)
    }

    private func team(ofEpisode id: Int64) throws -> ID<Team>? {
        let team: Int64?? = try scribe.first("SELECT team FROM episode WHERE id = ?", id) { $0[0] }
        return ID(column: team ?? nil)
    }
}
