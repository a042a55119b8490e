internal import Foundation
internal import OrderedCollections

extension Floor {
    func check(_ company: Company) throws(Refusal) {
        try checkName(company.name)
        guard TimeZone(identifier: company.timeZone) != nil else { throw .invalid("timeZone") }
        guard company.language.isLanguageTag else { throw .invalid("language") }
        let rules = company.rules
        try checkTexts(rules.texts)
        guard Self.longestRule.contains(rules.keepAliveSeconds) else {
            throw .invalid("keepAliveSeconds")
        }
        guard (1...1_000).contains(rules.deferredLoadShare) else {
            throw .invalid("deferredLoadShare")
        }
        guard rules.retentionDays == 0 || CompanyRules.retention.contains(rules.retentionDays)
        else { throw .invalid("retentionDays") }
        guard (0..<1_440).contains(rules.dayCutMinutes) else { throw .invalid("dayCutMinutes") }
        // A word that no message can be would never be heard.
        guard rules.refusalWords.allSatisfy({ !$0.foldedWords.isEmpty }) else {
            throw .invalid("refusalWords")
        }
        try rules.brand.check()
        let filter = rules.wordFilter
        guard !(filter.blocked + filter.ignored).contains(where: { $0.trimmed.isEmpty }) else {
            throw .invalid("wordFilter")
        }
        guard filter.maximumIgnoredLength.map({ $0 > 0 }) ?? true else {
            throw .invalid("maximumIgnoredLength")
        }
    }

    func check(_ team: Team) throws(Refusal) {
        try checkSlug(team.slug, of: team.id, among: teams.values.map { ($0.id, $0.slug) })
        try checkName(team.name)
        guard (1...86_400 * 30).contains(team.targetSeconds) else {
            throw .invalid("targetSeconds")
        }
        guard (0...1).contains(team.goal) else { throw .invalid("goal") }
        guard (0...86_400).contains(team.shortAbandonSeconds) else {
            throw .invalid("shortAbandonSeconds")
        }
        try check(team.rules, of: team.id)
        guard !team.isActive, teams[team.id]?.isActive == true else { return }
        try checkUnused(team.id)
    }

    func check(_ agent: Agent, by actor: Actor) throws(Refusal) {
        guard agent.email.isMailAddress else { throw .invalid("email") }
        let isTaken = agents.values.contains { $0.email == agent.email && $0.id != agent.id }
        guard !isTaken else { throw .inUse(.agent) }
        try checkName(agent.name)
        guard agent.language.isLanguageTag else { throw .invalid("language") }
        guard agent.sessionLimit >= 0 else { throw .invalid("sessionLimit") }
        guard Set(agent.teams).count == agent.teams.count else { throw .invalid("teams") }
        for team in agent.teams where teams[team] == nil { throw .notFound(.team) }
        if let group = agent.group, permissionGroups[group] == nil {
            throw .notFound(.permissionGroup)
        }
        for group in agent.contactGroups where contactGroups[group] == nil {
            throw .notFound(.contactGroup)
        }
        if let workday = agent.workday, hours[workday] == nil { throw .notFound(.hours) }
        if case .only(let scope) = agent.scope {
            for team in scope where teams[team] == nil { throw .notFound(.team) }
        }
        // Nobody locks the company out of its own configuration, but for who is at the machine.
        let mayAdminister = agent.isActive && agent.role == .administrator
        guard case .agent = actor, !mayAdminister, let before = agents[agent.id],
            before.isActive, before.role == .administrator
        else { return }
        let others = agents.values.contains {
            $0.id != agent.id && $0.isActive && $0.role == .administrator
        }
        guard others else { throw .invalid("role") }
    }

    func check(_ channel: Channel) throws(Refusal) {
        try checkSlug(channel.slug, of: channel.id, among: channels.values.map { ($0.id, $0.slug) })
        try checkName(channel.name)
        guard !channel.plugin.isEmpty else { throw .invalid("plugin") }
        guard let team = teams[channel.team] else { throw .notFound(.team) }
        // Contacts would wait in a queue that is not there any more.
        guard team.isActive || !channel.isActive else { throw .invalid("team") }
        if let flow = channel.flow, flows[flow] == nil { throw .notFound(.flow) }
        guard channel.capabilities.windowSeconds >= 0, channel.capabilities.maximumText >= 0 else {
            throw .invalid("capabilities")
        }
        // An event that names an account has to lead to one channel.
        let isTaken = channels.values.contains {
            $0.id != channel.id && $0.plugin == channel.plugin && $0.account == channel.account
                && !$0.account.isEmpty
        }
        guard !isTaken else { throw .inUse(.channel) }
        guard let before = channels[channel.id], before.plugin != channel.plugin else { return }
        try checkUnused(channel.id)
    }

    func check(_ template: MessageTemplate) throws(Refusal) {
        guard channels[template.channel] != nil else { throw .notFound(.channel) }
        try checkName(template.name)
        try template.checkParts()
        guard template.suggestions.allSatisfy(canFill) else { throw .invalid("suggestions") }
        let isTaken = templates.values.contains {
            $0.id != template.id && $0.channel == template.channel && $0.name == template.name
                && $0.language == template.language
        }
        guard !isTaken else { throw .inUse(.template) }
    }

    func checkSlug<Thing>(
        _ slug: String,
        of id: ID<Thing>,
        among others: [(id: ID<Thing>, slug: String)]
    ) throws(Refusal) {
        let isTaken = others.contains { $0.slug == slug && $0.id != id }
        guard slug.isSlug, !isTaken else { throw .badSlug(slug) }
    }

    func checkName(_ name: String) throws(Refusal) {
        guard !name.trimmed.isEmpty, name.utf8.count <= 1_000 else { throw .invalid("name") }
    }
}

extension String {
    /// Whether it has the form of a BCP 47 tag, such as `pt-BR`.
    fileprivate var isLanguageTag: Bool {
        let parts = split(separator: "-", omittingEmptySubsequences: false)
        return (2...8).contains(parts.first?.count ?? 0)
            && parts.allSatisfy { part in
                (1...8).contains(part.count)
                    && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            }
    }
}
