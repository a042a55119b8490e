/// Says which teams and which parts of the product some people see, beside what their role allows.
public struct PermissionGroup: Sendable, Hashable, Codable {
    /// The id.
    public internal(set) var id: ID<PermissionGroup>

    /// The name in URLs and commands.
    public var slug: String

    /// The name that people see.
    public var name: String

    /// The teams that its people see.
    public var teams: TeamScope

    /// The parts of the product that they may enter, as far as their role does.
    public var areas: Set<Area>

    /// Creates a group.
    public init(
        id: ID<PermissionGroup>,
        slug: String,
        name: String,
        teams: TeamScope,
        areas: Set<Area> = Set(Area.allCases)
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.teams = teams
        self.areas = areas
    }
}

/// Is a part of the product that a permission opens.
public enum Area: String, Sendable, Hashable, Codable, CaseIterable {
    /// Closed sessions and the search in them.
    case history
    /// Boards and live figures.
    case boards
    /// Reports.
    case reports
    /// Reports as files, and dossiers.
    case exports
    /// The list of contacts.
    case contacts
    /// Beginning conversations.
    case beginning
    /// Moving, closing and taking over what others serve.
    case supervision
    /// The configuration of the company.
    case administration
}
