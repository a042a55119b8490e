import Engine

/// Says in SQL what `Viewer` says of sessions in memory; a test compares the two.
struct ViewerScope: Sendable {
    private let viewer: Viewer

    init(_ viewer: Viewer) {
        self.viewer = viewer
    }

    /// The condition under which a session may be seen (`Viewer.maySee`).
    var sees: String {
        if viewer.supervises, viewer.teams == .all { return "TRUE" }
        let me = viewer.agent.id.value
        var team = inTeams("session.team")
        if !viewer.supervises { team += " AND session.phase <> 'inService'" }
        return "(session.agent IS \(me) OR session.reserved_for IS \(me) OR (\(team)))"
    }

    /// The condition under which a column's team is the viewer's to count.
    func counts(_ column: String) -> String {
        viewer.supervises && viewer.teams == .all ? "TRUE" : "(\(inTeams(column)))"
    }

    /// The tokens one of which a row of the index must have; empty when it may be any row.
    var tokens: [String] {
        guard case .only(let teams) = viewer.teams else { return [] }
        return teams.sorted().map(SearchScope.token) + [SearchScope.token(viewer.agent.id)]
    }

    private func inTeams(_ column: String) -> String {
        switch viewer.teams {
        case .all: "\(column) IS NOT NULL"
        case .only(let teams): "\(column) IN (\(sqlList(teams)))"
        }
    }
}

/// Writes ids as an SQL list; they are numbers, so nothing needs quoting.
func sqlList<Entity>(_ ids: some Collection<ID<Entity>>) -> String {
    ids.sorted().map { String($0.value) }.joined(separator: ", ")
}
