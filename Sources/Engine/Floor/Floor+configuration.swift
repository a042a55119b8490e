internal import OrderedCollections

extension Floor {
    /// Decides a change of what the company consists of: administrators and the console may.
    func configure(
        _ configuration: Configuration,
        for asker: Asker,
        by actor: Actor,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        try asker.require(\.administers)
        switch configuration {
        case .company(let company):
            try check(company)
            return company == self.company ? [] : [.configured(.company(company))]
        case .team(var team):
            try check(team)
            if team.id == .new { team.id = moment.ids.next(at: moment.now) }
            return teams[team.id] == team ? [] : [.configured(.team(team))]
        case .agent(let agent):
            return try configure(agent, by: actor, at: &moment)
        case .channel(var channel):
            try check(channel)
            if channel.id == .new { channel.id = moment.ids.next(at: moment.now) }
            return channels[channel.id] == channel ? [] : [.configured(.channel(channel))]
        case .tag(var tag):
            try checkSlug(tag.slug, of: tag.id, among: tags.values.map { ($0.id, $0.slug) })
            try checkName(tag.name)
            if tag.id == .new { tag.id = moment.ids.next(at: moment.now) }
            return tags[tag.id] == tag ? [] : [.configured(.tag(tag))]
        case .template(var template):
            try check(template)
            if template.id == .new { template.id = moment.ids.next(at: moment.now) }
            let isSame = templates[template.id] == template
            return isSame ? [] : [.configured(.template(template))]
        case .hours, .flow, .flowVersion, .canned, .disposition, .field, .contactGroup,
            .pauseReason, .permissionGroup:
            return try configureItem(configuration, at: &moment)
        case .removeTeam, .removeChannel, .removeTag, .remove:
            try checkRemoval(configuration)
            return [.configured(configuration)]
        }
    }

    /// Saves an agent; who leaves goes offline and gives back what was kept for them.
    private func configure(
        _ given: Agent,
        by actor: Actor,
        at moment: inout Moment
    ) throws(Refusal) -> [Event] {
        var agent = given
        agent.email = agent.email.trimmed.lowercased()
        try check(agent, by: actor)
        if agent.id == .new { agent.id = moment.ids.next(at: moment.now) }
        guard agents[agent.id] != agent else { return [] }
        var events: [Event] = [.configured(.agent(agent))]
        guard !agent.isActive else { return events }
        if presences[agent.id]?.presence ?? .offline != .offline {
            events.append(.presenceChanged(agent.id, .offline))
        }
        return events + returnReservations(of: agent.id, at: &moment)
    }

    /// Folds a change of the configuration into the floor.
    mutating func apply(_ configuration: Configuration) {
        switch configuration {
        case .company(let company):
            self.company = company
        case .team(let team):
            teams[team.id] = team
            lastID = max(lastID, team.id.value)
        case .agent(let agent):
            agents[agent.id] = agent
            lastID = max(lastID, agent.id.value)
        case .channel(let channel):
            channels[channel.id] = channel
            lastID = max(lastID, channel.id.value)
        case .tag(let tag):
            tags[tag.id] = tag
            lastID = max(lastID, tag.id.value)
        case .template(let template):
            templates[template.id] = template
            lastID = max(lastID, template.id.value)
        case .hours, .flow, .flowVersion, .canned, .disposition, .field, .contactGroup,
            .pauseReason, .permissionGroup, .remove:
            applyItem(configuration)
        case .removeTeam(let id):
            teams[id] = nil
        case .removeChannel(let id):
            channels[id] = nil
            templates.removeAll { $0.value.channel == id }
        case .removeTag(let id):
            tags[id] = nil
        }
    }
}
