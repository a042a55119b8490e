internal import OrderedCollections

extension Floor {
    /// All teams, in the order they were added.
    public var allTeams: [Team] { Array(teams.values) }

    /// All people who work or worked here, in the order they were added.
    public var allAgents: [Agent] { Array(agents.values) }

    /// All channels, in the order they were added.
    public var allChannels: [Channel] { Array(channels.values) }

    /// All labels, in the order they were added.
    public var allTags: [Tag] { Array(tags.values) }

    /// All templates of messages, in the order they were added.
    public var allTemplates: [MessageTemplate] { Array(templates.values) }

    /// The team with an id.
    public func team(_ id: ID<Team>) -> Team? { teams[id] }

    /// The person with an id.
    public func agent(_ id: ID<Agent>) -> Agent? { agents[id] }

    /// The channel with an id.
    public func channel(_ id: ID<Channel>) -> Channel? { channels[id] }

    /// The label with an id.
    public func tag(_ id: ID<Tag>) -> Tag? { tags[id] }

    /// The template of messages with an id.
    public func template(_ id: ID<MessageTemplate>) -> MessageTemplate? { templates[id] }

    /// The team with a name in URLs.
    public func team(slug: String) -> Team? { teams.values.first { $0.slug == slug } }

    /// The channel with a name in URLs.
    public func channel(slug: String) -> Channel? { channels.values.first { $0.slug == slug } }

    /// The label with a name in URLs.
    public func tag(slug: String) -> Tag? { tags.values.first { $0.slug == slug } }

    /// The person who logs in with an address, in any case of letters.
    public func agent(email: String) -> Agent? {
        let wanted = email.trimmed.lowercased()
        return agents.values.first { $0.email == wanted }
    }

    /// The templates that can be sent now on a channel, by name.
    public func sendableTemplates(of channel: ID<Channel>) -> [MessageTemplate] {
        templates.values
            .filter { $0.channel == channel && $0.state == .approved }
            .sorted { ($0.name, $0.language) < ($1.name, $1.language) }
    }

    /// The open session of an address on a channel.
    public func session(at address: Address) -> Session? {
        sessionByAddress[address].flatMap { sessions[$0] }
    }
}

extension Floor {
    /// All canned messages, in the order they were added.
    public var allCanned: [CannedMessage] { Array(canned.values) }

    /// All nodes of the tree of dispositions, in the order they were added.
    public var allDispositions: [Disposition] { Array(dispositions.values) }

    /// All fields of contacts, in the order they were added.
    public var allFields: [ContactField] { Array(fields.values) }

    /// All groups of contacts, in the order they were added.
    public var allContactGroups: [ContactGroup] { Array(contactGroups.values) }

    /// All reasons for pauses, in the order they were added.
    public var allPauseReasons: [PauseReason] { Array(pauseReasons.values) }

    /// All groups of permissions, in the order they were added.
    public var allPermissionGroups: [PermissionGroup] { Array(permissionGroups.values) }

    /// The business hours with an id.
    public func hours(_ id: ID<BusinessHours>) -> BusinessHours? { hours[id] }

    /// The canned message with an id.
    public func canned(_ id: ID<CannedMessage>) -> CannedMessage? { canned[id] }

    /// The node of the tree of dispositions with an id.
    public func disposition(_ id: ID<Disposition>) -> Disposition? { dispositions[id] }

    /// The field of contacts with an id.
    public func field(_ id: ID<ContactField>) -> ContactField? { fields[id] }

    /// The group of contacts with an id.
    public func contactGroup(_ id: ID<ContactGroup>) -> ContactGroup? { contactGroups[id] }

    /// The reason for pauses with an id.
    public func pauseReason(_ id: ID<PauseReason>) -> PauseReason? { pauseReasons[id] }

    /// The group of permissions with an id.
    public func permissionGroup(_ id: ID<PermissionGroup>) -> PermissionGroup? {
        permissionGroups[id]
    }
}
