internal import Engine

extension ControlDesk {
    func perform(_ request: TeamRequest) async throws -> ControlAnswer {
        switch request {
        case .list:
            let teams = await switchboard.read { $0.teams.map(\.value) }
            return .teams(teams.map(TeamLine.init))
        case .add(let slug, let changes):
            let isTaken = await switchboard.read { $0.team(slug: slug) != nil }
            guard !isTaken else { throw ControlFailure("there is a team \(slug) already") }
            return try await store(changes.applied(to: Team(id: .new, slug: slug, name: slug)))
        case .set(let slug, let changes):
            return try await store(changes.applied(to: try await team(slug)))
        }
    }

    private func store(_ team: Team) async throws -> ControlAnswer {
        guard case .team(let stored) = try await configure(.team(team)) else {
            throw ControlFailure("the team was not stored")
        }
        return .teams([TeamLine(stored)])
    }
}

extension TeamChanges {
    /// Changes a team.
    func applied(to team: Team) -> Team {
        var team = team
        team.name = name ?? team.name
        team.targetSeconds = targetSeconds ?? team.targetSeconds
        team.goal = goal ?? team.goal
        team.shortAbandonSeconds = shortAbandonSeconds ?? team.shortAbandonSeconds
        team.isActive = isActive ?? team.isActive
        return team
    }
}

extension TeamLine {
    init(_ team: Team) {
        self.init(
            id: team.id.description,
            slug: team.slug,
            name: team.name,
            targetSeconds: team.targetSeconds,
            goal: team.goal,
            shortAbandonSeconds: team.shortAbandonSeconds,
            isActive: team.isActive
        )
    }
}
