internal import Engine
internal import Store

/// Writes the demo's company into empty books: teams and their rules, people, labels, channels.
struct Founding {
    let company: DemoCompany
    let ledger: Ledger
    let now: Timestamp

    /// Writes it, in one transaction.
    func write() throws {
        try ledger.transaction {
            try configure(.company(company.company))
            try teams()
            for (slug, name) in company.tags {
                try configure(.tag(Tag(id: .new, slug: slug, name: name)))
            }
            try FoundingDetails(founding: self).write()
            let flow = try flow()
            for person in company.staff { try configure(.agent(agent(person))) }
            try configure(.channel(channel(company.whatsApp, .whatsApp, flow)))
            try configure(.channel(channel(company.webChat, .webChat, flow)))
            try templates()
        }
    }

    /// Does one change, and gives it as it was stored.
    @discardableResult
    func configure(_ change: Configuration) throws -> Configuration {
        let events = try ledger.perform(.configure(change), by: .console, at: now)
        for case .configured(let stored) in events { return stored }
        return change
    }

    /// The id of a team; none for the empty slug.
    func team(_ slug: String) -> ID<Team>? {
        ledger.floor.team(slug: slug)?.id
    }

    private func teams() throws {
        let always = [BusinessHours.Shift(opens: 0, closes: 0)]
        let hours = BusinessHours(
            id: .new,
            slug: "sempre",
            name: "Todos os dias, o dia inteiro",
            week: Array(repeating: always, count: 7)
        )
        guard case .hours(let stored) = try configure(.hours(hours)) else { return }
        for plan in company.teams {
            var team = Team(
                id: .new,
                slug: plan.slug,
                name: plan.name,
                targetSeconds: plan.target
            )
            team.rules.hours = stored.id
            team.rules.distribution = plan.distribution
            team.rules.reopenSeconds = DemoCompany.reopenSeconds
            team.rules.requiresDisposition = true
            team.rules.asksRating = true
            team.rules.inactivity.warnSeconds = 1_800
            team.rules.inactivity.closeSeconds = 600
            team.rules.inactivity.requeueOfflineSeconds = 1_800
            team.rules.inactivity.queueLimitSeconds = 4 * 3_600
            try configure(.team(team))
        }
        for plan in company.teams {
            guard var team = ledger.floor.team(slug: plan.slug), let other = plan.overflow else {
                continue
            }
            team.rules.overflow.unavailable = self.team(other)
            team.rules.overflow.unavailableSeconds = 120
            team.rules.overflow.waitLimit = self.team(other)
            team.rules.overflow.waitLimitSeconds = plan.waitLimit
            try configure(.team(team))
        }
    }

    private func flow() throws -> ID<Flow>? {
        let day = [BusinessHours.Shift(opens: 480, closes: 1_200)]
        let hours = BusinessHours(
            id: .new,
            slug: "lojas",
            name: "Horário das lojas",
            week: Array(repeating: day, count: 6)
                + [[BusinessHours.Shift(opens: 600, closes: 960)]],
            exceptions: [BusinessHours.Exception(date: 2026_12_25, name: "Natal")]
        )
        guard case .hours(let stored) = try configure(.hours(hours)) else { return nil }
        let draft = Flow(
            id: .new,
            slug: "recepcao",
            name: "Recepção",
            draft: DemoMenu.definition(open: stored.id, team: team)
        )
        guard case .flow(let flow) = try configure(.flow(draft)) else { return nil }
        try ledger.perform(.publishFlow(flow.id), by: .console, at: now)
        return flow.id
    }

    private func agent(_ person: DemoCompany.Person) -> Agent {
        Agent(
            id: .new,
            email: person.email,
            name: person.name,
            nickname: person.nickname,
            role: person.role,
            teams: person.teams.compactMap { ledger.floor.team(slug: $0)?.id },
            scope: person.role >= .supervisor ? .all : .only([]),
            sessionLimit: person.role == .agent ? person.limit : 0
        )
    }

    private func channel(
        _ place: DemoCompany.Place,
        _ capabilities: ChannelCapabilities,
        _ flow: ID<Flow>?
    ) throws -> Channel {
        guard let team = team(place.team) else { throw Refusal.notFound(.team) }
        return Channel(
            id: .new,
            slug: place.slug,
            name: place.name,
            plugin: place.plugin,
            account: place.account,
            team: team,
            capabilities: capabilities,
            flow: flow
        )
    }

    private func templates() throws {
        guard let channel = ledger.floor.channel(slug: company.whatsApp.slug) else { return }
        for template in company.templates {
            try configure(.template(template.template(on: channel.id)))
        }
    }
}

extension ChannelCapabilities {
    /// What the plugins will declare; the past is written before they are asked.
    fileprivate static let whatsApp = ChannelCapabilities(
        windowSeconds: 86_400,
        resume: .template,
        maximumText: 4_096,
        hasTemplates: true,
        sendsMedia: true,
        showsTyping: true,
        maximumButtons: 3,
        maximumListOptions: 10,
        maximumAttachments: 1
    )

    fileprivate static let webChat = ChannelCapabilities(
        rhythm: .live,
        maximumText: 4_000,
        sendsMedia: true,
        isIdempotent: true,
        showsTyping: true,
        hasVisitors: true,
        maximumAttachments: 10
    )
}
