internal import OrderedCollections

extension Floor {
    /// What a person sees and may do, with their group and the rules of their teams.
    public func viewer(of agent: Agent) -> Viewer {
        let group = agent.group.flatMap { permissionGroups[$0] }
        return Viewer(agent, group: group, history: historyScope(of: agent))
    }

    /// The closed sessions that a person sees: their own setting, or what their teams say.
    ///
    /// Of several teams each adds what it shows; one that shows all shows all. Who watches teams sees
    /// what these closed and never more, though their own setting may show them less.
    private func historyScope(of agent: Agent) -> HistoryScope? {
        if agent.role >= .supervisor {
            switch agent.historyVisibility {
            case .some(.none): return HistoryScope.none
            case .currentSession: return .currentSession
            case .team, .all, nil: return nil
            }
        }
        switch agent.historyVisibility {
        case .some(.none): return HistoryScope.none
        case .currentSession: return .currentSession
        case .team: return .teams(.only(Set(agent.teams)))
        case .all: return .all
        case nil: return inheritedHistory(of: agent)
        }
    }

    /// What the teams of an agent say together; `nil` when each shows what it closed, as most do.
    private func inheritedHistory(of agent: Agent) -> HistoryScope? {
        let isPlain = agent.teams.allSatisfy { teams[$0]?.rules.historyVisibility == .team }
        guard !isPlain else { return nil }
        let rules = agent.teams.compactMap { teams[$0] }.map { ($0.id, $0.rules.historyVisibility) }
        if rules.contains(where: { $0.1 == .all }) { return .all }
        let shared = rules.filter { $0.1 == .team }.map(\.0)
        guard shared.isEmpty else { return .teams(.only(Set(shared))) }
        return rules.contains { $0.1 == .currentSession } ? .currentSession : HistoryScope.none
    }
}
