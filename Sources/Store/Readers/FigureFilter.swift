import Engine

/// Narrows figures to those of some teams, channels and agents; what is empty lets everything pass.
///
/// A figure passes by whom it counts for: a wait by the team that answered or lost it, a message by
/// its author.
struct FigureFilter: Sendable {
    var teams: Set<ID<Team>> = []
    var channels: Set<ID<Channel>> = []
    var agents: Set<ID<Agent>> = []

    /// The condition on a table whose columns are `team`, `channel` and `agent`.
    func passes(_ table: String, agent: String = "agent") -> String {
        passes(team: "\(table).team", channel: "\(table).channel", agent: "\(table).\(agent)")
    }

    /// The condition on columns; a figure without the part that is asked for does not pass.
    func passes(team: String, channel: String, agent: String) -> String {
        [
            teams.isEmpty ? nil : "\(team) IN (\(sqlList(teams)))",
            channels.isEmpty ? nil : "\(channel) IN (\(sqlList(channels)))",
            agents.isEmpty ? nil : "\(agent) IN (\(sqlList(agents)))",
        ].compactMap { $0 }.reduce("TRUE") { "\($0) AND \($1)" }
    }

    /// The condition on `leg`, whose channel is its session's.
    var passesLegs: String {
        let channel = "(SELECT channel FROM session WHERE session.id = leg.session)"
        return passes(team: "leg.team", channel: channel, agent: "leg.agent")
    }

    /// Tells whether a team's figures pass.
    func passes(_ team: ID<Team>) -> Bool { teams.isEmpty || teams.contains(team) }

    /// Tells whether a person's times pass.
    func passes(_ agent: Agent) -> Bool {
        (agents.isEmpty || agents.contains(agent.id))
            && (teams.isEmpty || agent.teams.contains(where: teams.contains))
    }
}
