internal import Engine

extension ControlDesk {
    func perform(_ request: TeamRequest) async throws -> ControlAnswer {
        switch request {
        case .list:
            return .teams(await teamLines { _ in true })
        case .add(let slug, let changes):
            let isTaken = await switchboard.read { $0.team(slug: slug) != nil }
            guard !isTaken else { throw ControlFailure("there is a team \(slug) already") }
            return try await store(Team(id: .new, slug: slug, name: slug), changes)
        case .set(let slug, let changes):
            return try await store(try await team(slug), changes)
        }
    }

    private func store(_ team: Team, _ changes: TeamChanges) async throws -> ControlAnswer {
        var team = changes.applied(to: team)
        if let slug = changes.hours { team.rules.hours = try await hours(slug) }
        if let slug = changes.overflowUnavailable {
            team.rules.overflow.unavailable = try await overflow(slug)
        }
        if let slug = changes.overflowWait {
            team.rules.overflow.waitLimit = try await overflow(slug)
        }
        guard case .team(let stored) = try await configure(.team(team)) else {
            throw ControlFailure("the team was not stored")
        }
        return .teams(await teamLines { $0.id == stored.id })
    }

    /// Finds business hours; the empty slug means none.
    private func hours(_ slug: String) async throws -> ID<BusinessHours>? {
        guard !slug.isEmpty else { return nil }
        let hours = await switchboard.read { $0.allHours.first { $0.slug == slug }?.id }
        guard let hours else { throw ControlFailure("there are no business hours \(slug)") }
        return hours
    }

    /// Finds the team that takes over; the empty slug means none.
    private func overflow(_ slug: String) async throws -> ID<Team>? {
        slug.isEmpty ? nil : try await team(slug).id
    }

    private func teamLines(_ isWanted: @Sendable (Team) -> Bool) async -> [TeamLine] {
        await switchboard.read { floor in
            floor.allTeams.filter(isWanted).map { TeamLine($0, on: floor) }
        }
    }
}

extension TeamChanges {
    /// Changes of a team all that names nothing else.
    func applied(to team: Team) -> Team {
        var team = team
        team.name = name ?? team.name
        team.targetSeconds = targetSeconds ?? team.targetSeconds
        team.goal = goal ?? team.goal
        team.shortAbandonSeconds = shortAbandonSeconds ?? team.shortAbandonSeconds
        team.isActive = isActive ?? team.isActive
        var rules = team.rules
        rules.distribution = distribution ?? rules.distribution
        rules.reopenSeconds = reopenSeconds ?? rules.reopenSeconds
        rules.requiresDisposition = requiresDisposition ?? rules.requiresDisposition
        rules.asksRating = asksRating ?? rules.asksRating
        rules.overflow.unavailableSeconds =
            overflowUnavailableSeconds ?? rules.overflow.unavailableSeconds
        rules.overflow.waitLimitSeconds = overflowWaitSeconds ?? rules.overflow.waitLimitSeconds
        rules.inactivity.warnSeconds = warnSeconds ?? rules.inactivity.warnSeconds
        rules.inactivity.closeSeconds = closeSeconds ?? rules.inactivity.closeSeconds
        team.rules = rules
        return team
    }
}

extension TeamLine {
    init(_ team: Team, on floor: Floor) {
        let rules = team.rules
        self.init(
            id: team.id.description,
            slug: team.slug,
            name: team.name,
            targetSeconds: team.targetSeconds,
            goal: team.goal,
            shortAbandonSeconds: team.shortAbandonSeconds,
            isActive: team.isActive,
            distribution: rules.distribution,
            hours: rules.hours.flatMap { floor.businessHours($0)?.slug },
            overflowUnavailable: rules.overflow.unavailable.flatMap { floor.team($0)?.slug },
            overflowWait: rules.overflow.waitLimit.flatMap { floor.team($0)?.slug }
        )
    }
}
