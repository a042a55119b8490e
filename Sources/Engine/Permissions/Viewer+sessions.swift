extension Viewer {
    /// Tells whether a session may be seen.
    ///
    /// An open one is the person's own or of a team of theirs; what a colleague serves is for who
    /// watches. A closed one is seen by the history rules alone.
    public func maySee(_ session: Session) -> Bool {
        guard mayKnow(session) else { return false }
        return session.phase != .inService || supervises || holds(session)
    }

    /// Tells whether the person may learn that a session exists and who has it.
    ///
    /// Who was about to take a session of their team is told who took it, without seeing it.
    public func mayKnow(_ session: Session) -> Bool {
        guard session.phase != .closed else { return maySeeClosed(session) }
        if holds(session) { return true }
        guard let team = session.team else { return supervises && teams == .all }
        return teams.contains(team)
    }

    /// Tells whether the person may act on an open session: take, move, note, read.
    public func mayServe(_ session: Session) -> Bool {
        switch session.phase {
        case .inService: session.agent == agent.id || (intervenes && maySee(session))
        case .waiting, .selfService: maySee(session)
        case .closed: false
        }
    }

    /// Tells whether the person may take a waiting session.
    ///
    /// One that is kept for a colleague is taken by that colleague, or by who watches the team.
    public func mayStart(_ session: Session) -> Bool {
        guard mayServe(session) else { return false }
        return intervenes || session.reservedFor == nil || session.reservedFor == agent.id
    }

    /// Tells whether the person may end a session: who serves it, or who watches its team.
    public func mayClose(_ session: Session) -> Bool {
        mayServe(session) && (intervenes || session.agent == agent.id)
    }

    /// Tells whether the person may begin conversations for a team.
    public func mayBegin(for team: ID<Team>) -> Bool {
        may(.beginning) && (serves(team) || (supervises && teams.contains(team)))
    }

    /// Tells whether the person has a session, or it is kept for them.
    func holds(_ session: Session) -> Bool {
        session.agent == agent.id || session.reservedFor == agent.id
    }
}

/// Says which closed sessions a person sees.
public enum HistoryScope: Sendable, Hashable {
    /// None, not even their own.
    case none
    /// Those that they held themselves last; of others, the session at hand alone.
    case currentSession
    /// Those that ended in these teams, and those that they held themselves last.
    case teams(TeamScope)
    /// All.
    case all
}

// What a reader in SQL needs: a closed session is seen when `seesOwnClosed` and the person held it
// last, or its team is in `historyTeams`, or it has none and `seesTeamless`.
extension Viewer {
    /// Whether the person sees the closed sessions that they held last.
    public var seesOwnClosed: Bool { history != .none }

    /// The teams whose closed sessions the person sees.
    public var historyTeams: TeamScope {
        switch history {
        case .none, .currentSession: .only([])
        case .teams(let teams): teams
        case .all: .all
        }
    }

    /// Whether the person sees closed sessions that no team ever had.
    public var seesTeamless: Bool {
        switch history {
        case .none, .currentSession: false
        case .teams(let teams): supervises && teams == .all
        case .all: true
        }
    }

    /// Whether the person can go from a session back to those before it at all.
    public var looksBack: Bool {
        switch history {
        case .none, .currentSession: false
        case .teams, .all: true
        }
    }

    private func maySeeClosed(_ session: Session) -> Bool {
        if holds(session) { return seesOwnClosed }
        guard let team = session.team else { return seesTeamless }
        return historyTeams.contains(team)
    }
}
