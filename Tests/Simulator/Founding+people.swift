internal import Engine

extension Founding {
    /// The permission group of a number: one sees everything, one a team, one may do very little.
    static func group(_ number: Int, in teams: [ID<Team>]) -> PermissionGroup {
        let scope: TeamScope = number == 0 ? .all : .only(Set(teams.prefix(number)))
        return PermissionGroup(
            id: .new,
            slug: "group-\(number)",
            name: "Grupo \(number)",
            teams: scope,
            areas: areas(number)
        )
    }

    /// The areas of a number: all, all but some, or none.
    static func areas(_ number: Int) -> Set<Area> {
        switch number % 4 {
        case 0: Set(Area.allCases)
        case 1: Set(Area.allCases).subtracting([.beginning, .contacts])
        case 2: [.history, .contacts, .beginning]
        default: []
        }
    }

    /// The field of contacts of a number: the first is always asked for.
    static func field(_ number: Int, isActive: Bool = true) -> ContactField {
        ContactField(
            id: .new,
            slug: "field-\(number)",
            name: "Campo \(number)",
            kind: number == 0 ? .text : .choice,
            options: number == 0 ? [] : ["Ouro", "Prata"],
            isActive: isActive
        )
    }
}
