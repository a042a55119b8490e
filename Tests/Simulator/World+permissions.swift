internal import Engine

extension World {
    /// The change of who may see and ask what that an arrangement comes to.
    func permission(for arrangement: Arrangement) -> Configuration? {
        switch arrangement {
        case .group(let number, let teams, let areas):
            var group = ledger.group(number) ?? Founding.group(number, in: [])
            group.teams =
                teams.map { numbers in
                    .only(Set(numbers.compactMap { floor.team(slug: "team-\($0)")?.id }))
                } ?? .all
            group.areas = Founding.areas(areas)
            return .permissionGroup(group)
        case .member(let number, let group):
            guard var agent = floor.agent(agent(number)) else { return nil }
            agent.group = group.flatMap { ledger.group($0)?.id }
            return .agent(agent)
        case .removeGroup(let number):
            return ledger.group(number).map { .remove(.permissionGroup($0.id)) }
        case .field(let number, let isActive):
            guard var field = ledger.field(number) else { return nil }
            field.isActive = isActive
            return .field(field)
        default:
            return nil
        }
    }
}
