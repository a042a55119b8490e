internal import Engine
internal import OrderedCollections

extension Directory {
    /// Names business hours.
    func reference(_ id: ID<BusinessHours>?) -> JSON {
        guard let id else { return nil }
        return Self.reference(id.description, hours[id]?.name)
    }

    /// Names a flow.
    func reference(_ id: ID<Flow>?) -> JSON {
        guard let id else { return nil }
        return Self.reference(id.description, flows[id]?.name)
    }

    /// Names a group of contacts.
    func reference(_ id: ID<ContactGroup>) -> JSON {
        Self.reference(id.description, contactGroups[id]?.name)
    }

    /// Names a group of permissions.
    func reference(_ id: ID<PermissionGroup>?) -> JSON {
        guard let id else { return nil }
        return Self.reference(id.description, permissionGroups[id]?.name)
    }

    /// Names a disposition, with the names on the way to it.
    func reference(_ id: ID<Disposition>?) -> JSON {
        guard let id else { return nil }
        return Self.reference(id.description, dispositions[id]?.name)
            .adding(["path": .list(way(to: id)) { .text($0) }])
    }

    /// The names from the root of the tree to a disposition.
    func way(to id: ID<Disposition>) -> [String] {
        var names: [String] = []
        var next: ID<Disposition>? = id
        // The tree cannot be deeper than it has nodes, whatever was stored.
        while let node = next.flatMap({ dispositions[$0] }), names.count <= dispositions.count {
            names.append(node.name)
            next = node.parent
        }
        return names.reversed()
    }

    /// The id of the team that a text names.
    func teamID(_ text: String) throws -> ID<Team> {
        guard let team = team(text) else { throw Refusal.notFound(.team) }
        return team.id
    }

    /// The id of the business hours that a text names.
    func hoursID(_ text: String) throws -> ID<BusinessHours> {
        let found = ID<BusinessHours>(text).flatMap { hours[$0] }
        guard let item = found ?? hours.values.first(where: { $0.slug == text }) else {
            throw Refusal.notFound(.hours)
        }
        return item.id
    }

    /// The id of the flow that a text names.
    func flowID(_ text: String) throws -> ID<Flow> {
        let found = ID<Flow>(text).flatMap { flows[$0] }
        guard let item = found ?? flows.values.first(where: { $0.slug == text }) else {
            throw Refusal.notFound(.flow)
        }
        return item.id
    }

    /// The id of the group of contacts that a text names.
    func contactGroupID(_ text: String) throws -> ID<ContactGroup> {
        let found = ID<ContactGroup>(text).flatMap { contactGroups[$0] }
        guard let item = found ?? contactGroups.values.first(where: { $0.slug == text }) else {
            throw Refusal.notFound(.contactGroup)
        }
        return item.id
    }

    /// The id of the group of permissions that a text names.
    func permissionGroupID(_ text: String) throws -> ID<PermissionGroup> {
        let found = ID<PermissionGroup>(text).flatMap { permissionGroups[$0] }
        guard let item = found ?? permissionGroups.values.first(where: { $0.slug == text }) else {
            throw Refusal.notFound(.permissionGroup)
        }
        return item.id
    }

    /// The id of the disposition that a text names.
    func dispositionID(_ text: String) throws -> ID<Disposition> {
        guard let id = ID<Disposition>(text), dispositions[id] != nil else {
            throw Refusal.notFound(.disposition)
        }
        return id
    }

    /// The field of contacts that a text names.
    func field(_ text: String) throws -> ContactField {
        let found = ID<ContactField>(text).flatMap { fields[$0] }
        guard let item = found ?? fields.values.first(where: { $0.slug == text }) else {
            throw Refusal.notFound(.field)
        }
        return item
    }

    /// Says which teams a scope has.
    func json(_ scope: TeamScope) -> JSON {
        switch scope {
        case .all: "all"
        case .only(let teams): .list(teams.sorted()) { reference($0) }
        }
    }

    private static func reference(_ id: String, _ name: String?) -> JSON {
        ["id": .text(id), "name": .text(name ?? "")]
    }
}

/// Is a scope of teams in a body: `"all"` or a list of teams.
enum TeamScopeBody: Decodable, Sendable {
    case all
    case teams([String])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let word = try? container.decode(String.self) {
            guard word == "all" else {
                throw DecodingError.dataCorruptedError(
                    in: container,
                    debugDescription: "\"all\" or a list of teams"
                )
            }
            self = .all
        } else {
            self = .teams(try container.decode([String].self))
        }
    }

    /// The scope it names.
    func scope(_ directory: Directory) throws -> TeamScope {
        switch self {
        case .all: .all
        case .teams(let names): .only(Set(try names.map(directory.teamID)))
        }
    }
}
