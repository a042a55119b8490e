internal import Engine
internal import OrderedCollections

/// Is what the company consists of, as of one moment: to name what ids stand for.
///
/// The tables are shared with the floor until its configuration changes, so making one is cheap.
struct Directory: Sendable {
    let company: Company
    let teams: OrderedDictionary<ID<Team>, Team>
    let agents: OrderedDictionary<ID<Agent>, Agent>
    let channels: OrderedDictionary<ID<Channel>, Channel>
    let tags: OrderedDictionary<ID<Tag>, Tag>
    let templates: OrderedDictionary<ID<MessageTemplate>, MessageTemplate>
    let hours: OrderedDictionary<ID<BusinessHours>, BusinessHours>
    let flows: OrderedDictionary<ID<Flow>, Flow>
    let flowVersions: OrderedDictionary<ID<FlowVersion>, FlowVersion>
    let canned: OrderedDictionary<ID<CannedMessage>, CannedMessage>
    let dispositions: OrderedDictionary<ID<Disposition>, Disposition>
    let fields: OrderedDictionary<ID<ContactField>, ContactField>
    let contactGroups: OrderedDictionary<ID<ContactGroup>, ContactGroup>
    let pauseReasons: OrderedDictionary<ID<PauseReason>, PauseReason>
    let permissionGroups: OrderedDictionary<ID<PermissionGroup>, PermissionGroup>

    /// A floor without sessions, which knows what the rules of permissions ask for.
    let rules: Floor

    init(_ floor: borrowing Floor) {
        company = floor.company
        teams = floor.teams
        agents = floor.agents
        channels = floor.channels
        tags = floor.tags
        templates = floor.templates
        hours = floor.hours
        flows = floor.flows
        flowVersions = floor.flowVersions
        canned = floor.canned
        dispositions = floor.dispositions
        fields = floor.fields
        contactGroups = floor.contactGroups
        pauseReasons = floor.pauseReasons
        permissionGroups = floor.permissionGroups
        rules = Floor(company: floor.company, channels: floor.channels.values, lastID: 0)
    }

    /// Finds a team by its id or slug.
    func team(_ text: String) -> Team? {
        ID<Team>(text).flatMap { teams[$0] } ?? teams.values.first { $0.slug == text }
    }

    /// Finds a channel by its id or slug.
    func channel(_ text: String) -> Channel? {
        ID<Channel>(text).flatMap { channels[$0] } ?? channels.values.first { $0.slug == text }
    }

    /// Finds a tag by its id or slug.
    func tag(_ text: String) -> Tag? {
        ID<Tag>(text).flatMap { tags[$0] } ?? tags.values.first { $0.slug == text }
    }

    /// Finds an agent by their id or address.
    func agent(_ text: String) -> Agent? {
        let email = text.lowercased()
        return ID<Agent>(text).flatMap { agents[$0] } ?? agents.values.first { $0.email == email }
    }

    /// Names a team.
    func reference(_ id: ID<Team>?) -> JSON {
        guard let id else { return nil }
        return ["id": .text(id.description), "name": .text(teams[id]?.name ?? "")]
    }

    /// Names an agent.
    func reference(_ id: ID<Agent>?) -> JSON {
        guard let id else { return nil }
        return ["id": .text(id.description), "name": .text(agents[id]?.name ?? "")]
    }

    /// Names a channel.
    func reference(_ id: ID<Channel>) -> JSON {
        let channel = channels[id]
        return [
            "id": .text(id.description), "name": .text(channel?.name ?? ""),
            "slug": .text(channel?.slug ?? ""), "plugin": .text(channel?.plugin ?? ""),
        ]
    }

    /// Names a tag.
    func reference(_ id: ID<Tag>) -> JSON {
        let tag = tags[id]
        return [
            "id": .text(id.description), "name": .text(tag?.name ?? ""),
            "slug": .text(tag?.slug ?? ""),
        ]
    }
}
