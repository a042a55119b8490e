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
