public import Engine

/// Is a small company to test with: two teams, four people, a channel with a window and one without.
public struct SampleCompany: Sendable {
    /// The team that new sessions wait for.
    public var sales = Team(id: ID(1), slug: "vendas", name: "Vendas", targetSeconds: 300)
    /// Another team.
    public var support = Team(id: ID(2), slug: "suporte", name: "Suporte", targetSeconds: 600)
    /// More teams; none at first.
    public var others: [Team] = []
    /// The business hours; none at first.
    public var hours: [BusinessHours] = []
    /// The groups of contacts; none at first.
    public var contactGroups: [ContactGroup] = []
    /// What holds in the whole company.
    public var rules = CompanyRules()
    /// Serves sales, with room for two sessions.
    public var ana: Agent
    /// Serves sales.
    public var bruno: Agent
    /// Serves support.
    public var carla: Agent
    /// Watches sales.
    public var sofia: Agent
    /// Configures the company.
    public var admin: Agent
    /// A channel with a window of 24 hours, templates and media.
    public var whatsapp: Channel
    /// A channel without a window.
    public var webchat: Channel
    /// A label that agents may put.
    public var urgent = Tag(id: ID(31), slug: "urgente", name: "Urgente")
    /// A label that agents may not put.
    public var hidden = Tag(id: ID(32), slug: "oculta", name: "Oculta", isPublished: false)
    /// A template of the channel with templates, with one parameter.
    public var greeting: MessageTemplate
    /// A template that the provider has not decided on.
    public var pending: MessageTemplate

    /// Creates the company.
    public init() {
        ana = Agent(
            id: ID(11),
            email: "ana@example.com",
            name: "Ana",
            teams: [sales.id],
            sessionLimit: 2
        )
        bruno = Agent(id: ID(12), email: "bruno@example.com", name: "Bruno", teams: [sales.id])
        carla = Agent(id: ID(13), email: "carla@example.com", name: "Carla", teams: [support.id])
        sofia = Agent(
            id: ID(14),
            email: "sofia@example.com",
            name: "Sofia",
            role: .supervisor,
            scope: .only([sales.id])
        )
        admin = Agent(
            id: ID(15),
            email: "admin@example.com",
            name: "Admin",
            role: .administrator,
            scope: .all
        )
        whatsapp = Channel(
            id: ID(21),
            slug: "whatsapp",
            name: "WhatsApp",
            plugin: "whatsapp",
            account: "100",
            team: sales.id,
            capabilities: ChannelCapabilities(
                windowSeconds: 86_400,
                resume: .template,
                maximumText: 4_096,
                hasTemplates: true,
                sendsMedia: true
            )
        )
        webchat = Channel(
            id: ID(22),
            slug: "webchat",
            name: "WebChat",
            plugin: "webchat",
            team: sales.id,
            capabilities: ChannelCapabilities(rhythm: .live, isIdempotent: true, hasVisitors: true)
        )
        greeting = MessageTemplate(
            id: ID(41),
            channel: whatsapp.id,
            name: "saudacao",
            language: "pt_BR",
            body: "Olá, {{1}}!"
        )
        pending = MessageTemplate(
            id: ID(42),
            channel: whatsapp.id,
            name: "nova",
            language: "pt_BR",
            body: "Novidades",
            state: .pending
        )
    }

    /// The floor of the company, with nobody there and no sessions.
    public var floor: Floor {
        Floor(
            company: Company(name: "Empresa", rules: rules),
            teams: [sales, support] + others,
            agents: [ana, bruno, carla, sofia, admin],
            channels: [whatsapp, webchat],
            tags: [urgent, hidden],
            templates: [greeting, pending],
            hours: hours,
            contactGroups: contactGroups,
            lastID: 100
        )
    }
}
