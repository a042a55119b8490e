internal import Engine
internal import OrderedCollections

extension PermissionGroup: Resource {
    static var path: String { "permission-groups" }
    static var subject: Refusal.Subject { .permissionGroup }
    var key: String { id.description }
    var address: String? { slug }
    var storing: Configuration { .permissionGroup(self) }
    var removing: Configuration? { .remove(.permissionGroup(id)) }

    static func all(in directory: Directory, for viewer: Viewer) -> [PermissionGroup] {
        Array(directory.permissionGroups.values)
    }

    static func read(_ configuration: Configuration) -> PermissionGroup? {
        if case .permissionGroup(let group) = configuration { group } else { nil }
    }

    static func make(
        _ body: PermissionGroupBody,
        _ directory: Directory
    ) throws -> PermissionGroup {
        let name = try body.name.required("name")
        var group = PermissionGroup(
            id: .new,
            slug: body.slug ?? Slug.make(of: name),
            name: name,
            teams: .only([])
        )
        try group.take(body, directory)
        return group
    }

    mutating func take(_ body: PermissionGroupBody, _ directory: Directory) throws {
        if let slug = body.slug { self.slug = slug }
        if let name = body.name { self.name = name }
        if let teams = body.teams { self.teams = try teams.scope(directory) }
        if let areas = body.areas { self.areas = Set(areas) }
    }

    /// The group as the API shows it.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(id.description), "slug": .text(slug), "name": .text(name),
            "teams": directory.json(teams),
            "areas": .list(Area.allCases.filter(areas.contains)) { .text($0.rawValue) },
        ]
    }
}

/// Is the body that makes or changes a group of permissions.
struct PermissionGroupBody: Decodable, Sendable {
    var slug: String?
    var name: String?
    var teams: TeamScopeBody?
    var areas: [Area]?
}
