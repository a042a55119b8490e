internal import Engine
internal import Store

/// Writes the demo's company into empty books: teams, people, labels, channels, templates.
struct Founding {
    let company: DemoCompany
    let ledger: Ledger
    let now: Timestamp

    /// Writes it, in one transaction.
    func write() throws {
        try ledger.transaction {
            try configure(.company(company.company))
            for (slug, name, target) in company.teams {
                try configure(
                    .team(Team(id: .new, slug: slug, name: name, targetSeconds: target))
                )
            }
            for (slug, name) in company.tags {
                try configure(.tag(Tag(id: .new, slug: slug, name: name)))
            }
            for person in company.staff { try configure(.agent(agent(person))) }
            try configure(.channel(channel(company.whatsApp, .whatsApp)))
            try configure(.channel(channel(company.webChat, .webChat)))
            try templates()
        }
    }

    private func configure(_ change: Configuration) throws {
        try ledger.perform(.configure(change), by: .console, at: now)
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
        _ capabilities: ChannelCapabilities
    ) throws -> Channel {
        guard let team = ledger.floor.team(slug: place.team) else {
            throw Refusal.notFound(.team)
        }
        return Channel(
            id: .new,
            slug: place.slug,
            name: place.name,
            plugin: place.plugin,
            account: place.account,
            team: team.id,
            capabilities: capabilities
        )
    }

    private func templates() throws {
        guard let channel = ledger.floor.channel(slug: company.whatsApp.slug) else { return }
        for (name, body) in company.templates {
            let template = MessageTemplate(
                id: .new,
                channel: channel.id,
                name: name,
                language: "pt_BR",
                body: body
            )
            try configure(.template(template))
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
        sendsMedia: true
    )

    fileprivate static let webChat = ChannelCapabilities(
        rhythm: .live,
        sendsMedia: true,
        isIdempotent: true,
        hasVisitors: true
    )
}
