internal import Engine

/// Says who may see and do what, written down from the product's rules and not from the engine's.
struct Sight {
    let ledger: Ledger

    /// Tells whether a person may see an open session.
    func sees(_ agent: Agent, _ session: Session) -> Bool {
        if agent.role == .administrator { return true }
        if session.agent == agent.id || session.reservedFor == agent.id { return true }
        guard agent.role != .agent else {
            guard let team = session.team, agent.teams.contains(team) else { return false }
            return session.agent == nil
        }
        guard let watched = watched(by: agent) else { return true }
        return session.team.map { watched.contains($0) || agent.teams.contains($0) } ?? false
    }

    /// The teams that a supervisor or manager watches; `nil` for all.
    ///
    /// A group that sees all opens all; one of some teams adds them, and is all there is for who
    /// otherwise would watch everybody.
    private func watched(by agent: Agent) -> Set<ID<Team>>? {
        switch (agent.scope, group(of: agent)?.teams) {
        case (_, .all), (.all, nil): nil
        case (.all, .only(let shared)): shared
        case (.only(let scope), nil): scope
        case (.only(let scope), .only(let shared)): scope.union(shared)
        }
    }

    /// Finds what a person did and had no permission for.
    func check(_ command: Command, by actor: Actor) throws(Breach) {
        guard case .agent(let id) = actor, let agent = ledger.agents[id],
            agent.role != .administrator, let group = group(of: agent)
        else { return }
        if case .eraseContact = command, agent.role < .manager {
            throw Breach(.sight, "\(agent.email) erased a contact")
        }
        let area: Area? =
            switch command {
            case .begin, .open: .beginning
            case .mergeContacts, .separateContact, .eraseContact: .contacts
            default: nil
            }
        guard let area, !group.areas.contains(area) else { return }
        throw Breach(.sight, "\(agent.email) did what is for who has \(area.rawValue)")
    }

    private func group(of agent: Agent) -> PermissionGroup? {
        agent.group.flatMap { id in ledger.groups.values.first { $0.id == id } }
    }
}
