/// Decides what a person may see and do: the one place that does.
public struct Viewer: Sendable, Hashable {
    /// The person.
    public let agent: Agent

    /// The teams whose sessions the person sees, open or closed.
    public let teams: TeamScope

    /// Creates the viewer of a person.
    public init(_ agent: Agent) {
        self.agent = agent
        switch (agent.role, agent.scope) {
        case (.administrator, _), (.supervisor, .all), (.manager, .all):
            teams = .all
        case (.supervisor, .only(let scope)), (.manager, .only(let scope)):
            teams = .only(scope.union(agent.teams))
        case (.agent, _):
            teams = .only(Set(agent.teams))
        }
    }

    /// Whether the person watches others: boards, presence of agents, sessions of colleagues.
    public var supervises: Bool { agent.role >= .supervisor }

    /// Whether the person reads reports and exports.
    public var readsReports: Bool { agent.role >= .supervisor }

    /// Whether the person configures the company.
    public var administers: Bool { agent.role == .administrator }

    /// Tells whether the person serves a team's queue.
    public func serves(_ team: ID<Team>?) -> Bool {
        guard let team else { return false }
        return agent.teams.contains(team)
    }

    /// Tells whether a session may be seen: it is the person's own, or of a team of theirs.
    ///
    /// An agent sees colleagues' sessions in service only by the history rules once they are closed.
    public func maySee(_ session: Session) -> Bool {
        guard mayKnow(session) else { return false }
        return supervises || holds(session) || session.phase != .inService
    }

    /// Tells whether the person may learn that a session exists and who has it.
    ///
    /// Who was about to take a session of their team is told who took it, without seeing it.
    public func mayKnow(_ session: Session) -> Bool {
        if holds(session) { return true }
        guard let team = session.team else { return supervises && teams == .all }
        return teams.contains(team)
    }

    /// Tells whether the person may act on an open session: take, move, note, read.
    public func mayServe(_ session: Session) -> Bool {
        switch session.phase {
        case .inService: session.agent == agent.id || (supervises && maySee(session))
        case .waiting, .selfService: maySee(session)
        case .closed: false
        }
    }

    /// Tells whether the person may take a waiting session.
    ///
    /// One that is kept for a colleague is taken by that colleague, or by who watches the team.
    public func mayStart(_ session: Session) -> Bool {
        guard mayServe(session) else { return false }
        return supervises || session.reservedFor == nil || session.reservedFor == agent.id
    }

    /// Tells whether the person may end a session: who serves it, or who watches its team.
    public func mayClose(_ session: Session) -> Bool {
        mayServe(session) && (supervises || session.agent == agent.id)
    }

    /// Tells whether the person may begin conversations for a team.
    public func mayBegin(for team: ID<Team>) -> Bool {
        serves(team) || (supervises && teams.contains(team))
    }

    /// Tells whether a person's presence may be seen.
    public func maySeePresence(of other: Agent) -> Bool {
        other.id == agent.id || administers || other.teams.contains(where: teams.contains)
    }

    /// Tells whether a person's presence may be changed: one's own, or that of who is watched.
    public func maySetPresence(of other: Agent) -> Bool {
        other.id == agent.id || (supervises && maySeePresence(of: other))
    }

    /// Tells whether the person has a session, or it is kept for them.
    private func holds(_ session: Session) -> Bool {
        session.agent == agent.id || session.reservedFor == agent.id
    }
}
