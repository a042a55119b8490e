import Engine

/// Says in SQL what `Viewer` says of sessions in memory; a test compares the two.
struct ViewerScope: Sendable {
    private let viewer: Viewer

    init(_ viewer: Viewer) {
        self.viewer = viewer
    }

    /// The condition under which a session may be seen (`Viewer.maySee`).
    var sees: String {
        if seesEverything { return "TRUE" }
        return """
            (CASE session.phase WHEN 'closed' THEN \(seesClosed) ELSE \(seesOpen) END)
            """
    }

    private var seesEverything: Bool {
        viewer.supervises && viewer.teams == .all && viewer.historyTeams == .all
            && viewer.seesTeamless
    }

    private var seesOpen: String {
        var team = inTeams("session.team", viewer.teams)
        if viewer.supervises, viewer.teams == .all { team = "TRUE" }
        if !viewer.supervises { team += " AND session.phase <> 'inService'" }
        return "(\(isOwn) OR (\(team)))"
    }

    private var seesClosed: String {
        var team = inTeams("session.team", viewer.historyTeams)
        if viewer.seesTeamless { team += " OR session.team IS NULL" }
        guard viewer.seesOwnClosed else { return "(NOT \(isOwn) AND (\(team)))" }
        return "(\(isOwn) OR (\(team)))"
    }

    private var isOwn: String {
        let me = viewer.agent.id.value
        return "(session.agent IS \(me) OR session.reserved_for IS \(me))"
    }

    /// The condition under which a column's team is the viewer's to count.
    func counts(_ column: String) -> String {
        viewer.supervises && viewer.teams == .all ? "TRUE" : "(\(inTeams(column, viewer.teams)))"
    }

    /// Tells whether a team's figures are for the viewer.
    func sees(_ team: ID<Team>) -> Bool { viewer.teams.contains(team) }

    /// Tells whether a person's times are for the viewer.
    func seesPresence(of agent: Agent) -> Bool { viewer.maySeePresence(of: agent) }

    /// The tokens one of which a row of the index must have; empty when it may be any row.
    var tokens: [String] {
        guard case .only(let teams) = viewer.teams,
            case .only(let past) = viewer.historyTeams
        else { return [] }
        return teams.union(past).sorted().map(SearchScope.token)
            + [SearchScope.token(viewer.agent.id)]
    }

    private func inTeams(_ column: String, _ scope: TeamScope) -> String {
        switch scope {
        case .all: "\(column) IS NOT NULL"
        case .only(let teams): "\(column) IN (\(sqlList(teams)))"
        }
    }
}

/// Writes ids as an SQL list; they are numbers, so nothing needs quoting.
func sqlList<Entity>(_ ids: some Collection<ID<Entity>>) -> String {
    ids.sorted().map { String($0.value) }.joined(separator: ", ")
}
