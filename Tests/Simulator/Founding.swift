internal import Engine

/// Says what the simulated company begins with.
enum Founding {
    static let teams = 4
    static let agents = 8
    static let channels = 5
    static let contacts = 24
    static let tags = 3
    static let groups = 3
    static let fields = 2

    /// The team of a number.
    static func team(_ number: Int) -> Team {
        Team(id: .new, slug: "team-\(number)", name: "Equipe \(number)")
    }

    /// The agent of a number: five serve, one supervises, one reads, one administers.
    static func agent(_ number: Int, in teams: [ID<Team>]) -> Agent {
        var agent = Agent(
            id: .new,
            email: "a\(number)@example.com",
            name: "Agente \(number)",
            sessionLimit: [0, 2, 3, 5, 4, 0, 0, 2][number % 8]
        )
        let first = teams[number % teams.count]
        let second = teams[(number + 1) % teams.count]
        agent.teams = number % 3 == 0 ? [first, second] : [first]
        switch number {
        case 5: (agent.role, agent.scope) = (.supervisor, .only([first]))
        case 6: (agent.role, agent.scope, agent.teams) = (.manager, .only([first, second]), [])
        case 7: (agent.role, agent.scope) = (.administrator, .all)
        default: break
        }
        return agent
    }

    /// The channel of a number: WhatsApp, a web chat, a messenger, WhatsApp again, and mail, whose
    /// answers take days.
    static func channel(_ number: Int, for team: ID<Team>) -> Channel {
        var channel = Channel(
            id: .new,
            slug: "channel-\(number)",
            name: "Canal \(number)",
            plugin: "whatsapp",
            account: "10\(number)",
            team: team
        )
        switch number {
        case 1:
            channel.plugin = "webchat"
            channel.capabilities = ChannelCapabilities(
                rhythm: .live,
                sendsMedia: true,
                isIdempotent: true,
                hasVisitors: true
            )
        case 2:
            channel.plugin = "messenger"
            channel.capabilities = ChannelCapabilities(windowSeconds: 86_400, maximumText: 1_000)
        case 4:
            channel.plugin = "mail"
            channel.capabilities = ChannelCapabilities(rhythm: .deferred, sendsMedia: true)
        default:
            channel.capabilities = ChannelCapabilities(
                windowSeconds: 86_400,
                resume: .template,
                maximumText: 4_096,
                hasTemplates: true,
                sendsMedia: true
            )
        }
        return channel
    }

    /// The tag of a number.
    static func tag(_ number: Int) -> Tag {
        Tag(id: .new, slug: "tag-\(number)", name: "Tag \(number)", isPublished: number != 2)
    }

    /// Hours of every day but Sunday.
    static func hours(_ number: Int, opens: Int, closes: Int) -> BusinessHours {
        let shift = BusinessHours.Shift(opens: opens, closes: closes)
        return BusinessHours(
            id: .new,
            slug: "hours-\(number)",
            name: "Horário \(number)",
            week: Array(repeating: [shift], count: 6) + [[]]
        )
    }

    /// What the company says by itself.
    static let texts: [AutomaticText: String] = [
        .greeting: "Olá, {{contact.firstName}}! {{contact.field.field-0}}",
        .outOfHours: "Estamos fechados.",
        .nobodyAvailable: "Ninguém está aqui.",
        .enteredQueue: "Aguarde.",
        .serviceStarted: "Bom dia!",
        .transferred: "Um momento.",
        .aboutToClose: "Ainda está aí?",
        .closed: "Até logo.",
        .rating: "De 1 a 5?",
        .refusalTaken: "Certo.",
    ]

    /// The address of a contact on a channel.
    static func address(of place: Place) -> String {
        switch place.channel {
        case 1: "visitor-\(place.contact)"
        case 2: "user-\(place.contact)"
        case 4: "contact-\(place.contact)@example.com"
        default: "5511900000\(100 + place.contact)"
        }
    }

    /// How a contact is known on a channel: by phone on two, and by a word of the channel elsewhere.
    static func identities(of place: Place, on channel: Channel) -> [ContactIdentity] {
        let phone = ContactIdentity(kind: .phone, value: "5511900000\(100 + place.contact)")
        let value = address(of: place)
        switch place.channel {
        case 1:
            let visitor = ContactIdentity(
                kind: .account,
                scope: channel.id.description,
                value: value
            )
            return place.contact % 3 == 0 ? [visitor, phone] : [visitor]
        case 2:
            return [ContactIdentity(kind: .provider, scope: channel.plugin, value: value)]
        case 4:
            return [ContactIdentity(kind: .email, value: value)]
        default:
            return [phone]
        }
    }
}

extension World {
    /// Makes the company, as an administrator would at the command line.
    func found() throws {
        try configure(.company(Company(name: "Empresa", timeZone: "America/Sao_Paulo")))
        for number in 0..<Founding.teams { try configure(.team(Founding.team(number))) }
        let teams = floor.allTeams.map(\.id)
        for number in 0..<Founding.agents {
            try configure(.agent(Founding.agent(number, in: teams)))
        }
        for number in 0..<Founding.channels {
            let team = teams[number % teams.count]
            try configure(.channel(Founding.channel(number, for: team)))
        }
        for number in 0..<2 {
            try configure(.hours(Founding.hours(number, opens: 480, closes: 1_080)))
        }
        for number in 0..<2 {
            try configure(.disposition(Disposition(id: .new, name: "Motivo \(number)")))
        }
        for number in 0..<2 { try draw(number) }
        for number in 0..<Founding.groups {
            try configure(.permissionGroup(Founding.group(number, in: teams)))
        }
        for number in 0..<Founding.fields { try configure(.field(Founding.field(number))) }
        for number in 0..<Founding.tags { try configure(.tag(Founding.tag(number))) }
        for channel in floor.allChannels where channel.capabilities.hasTemplates {
            try configure(
                .template(
                    MessageTemplate(
                        id: .new,
                        channel: channel.id,
                        name: "saudacao",
                        language: "pt_BR",
                        body: "Olá, {{1}}!"
                    )
                )
            )
        }
    }

    private func draw(_ number: Int) throws {
        guard let team = floor.allTeams.last, let hours = ledger.hours(0) else { return }
        let definition = Founding.definition(number, team: team.id, hours: hours.id)
        let flow = Flow(id: .new, slug: "flow-\(number)", name: "Fluxo", draft: definition)
        try configure(.flow(flow))
        guard let flow = ledger.flow(number) else { return }
        try carryOut(.publishFlow(flow.id), by: .console)
    }

    private func configure(_ configuration: Configuration) throws {
        try carryOut(.configure(configuration), by: .console)
    }
}
