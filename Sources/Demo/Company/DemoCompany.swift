internal import Engine
internal import Foundation

/// Is the company of the demo: what it consists of, before anything is written.
struct DemoCompany: Sendable {
    /// Is a person of the demo's staff.
    struct Person: Sendable {
        var email: String
        var name: String
        var nickname: String
        var role = Role.agent
        var teams: [String] = []
        /// Whether the person serves by themselves.
        var isSimulated = true
        /// Whether one can log in as the person.
        var hasLogin = false
        var limit = 6
    }

    /// Is a team of the demo with what its queue does by itself.
    struct TeamPlan: Sendable {
        var slug: String
        var name: String
        var target: Int64
        var distribution = Distribution.everyone
        /// The team that takes over when nobody is there or the wait is too long.
        var overflow: String?
        var waitLimit: Int64 = 0
    }

    /// Is a channel of the demo with the team that its sessions wait for.
    struct Place: Sendable {
        var slug: String
        var name: String
        var plugin: String
        var account: String
        var team: String
    }

    /// Is a template that the provider approved.
    struct TemplatePlan: Sendable {
        var name: String
        var header = ""
        var body: String
        var footer = ""
        var replies: [String] = []

        /// The template as our books have it.
        func template(on channel: ID<Channel>) -> MessageTemplate {
            MessageTemplate(
                id: .new,
                channel: channel,
                name: name,
                language: "pt_BR",
                body: body,
                header: header.isEmpty ? .none : .text(header),
                footer: footer,
                buttons: replies.map { MessageTemplate.Button(kind: .quickReply, title: $0) }
            )
        }

        /// The template as the provider's stand-in has it.
        var atProvider: ProviderTemplate {
            ProviderTemplate(
                name: name,
                language: "pt_BR",
                body: body,
                buttons: replies,
                header: header,
                footer: footer
            )
        }
    }

    /// The zone of the company.
    static let zone = TimeZone(identifier: "America/Sao_Paulo") ?? .gmt

    /// The password of every demo account.
    static let password = "conecta-demo"

    /// The business account's id at the stand-in of WhatsApp's provider.
    static let businessAccount = "550000000000000"

    /// The people who write.
    let people: [Casting.Person]

    let company = Company(
        name: "Casa Horizonte",
        registration: "12.345.678/0001-95",
        rules: DemoCompany.rules
    )

    let teams = [
        TeamPlan(slug: "suporte", name: "Suporte", target: 180),
        TeamPlan(
            slug: "vendas",
            name: "Vendas",
            target: 120,
            overflow: "suporte",
            waitLimit: 480
        ),
        TeamPlan(
            slug: "financeiro",
            name: "Financeiro",
            target: 300,
            distribution: .roundRobin,
            overflow: "suporte",
            waitLimit: 900
        ),
    ]

    let tags = [
        ("orcamento", "Orçamento"), ("atacado", "Atacado"), ("entrega", "Entrega"),
        ("troca", "Troca"), ("montagem", "Montagem"), ("boleto", "Boleto"),
        ("cobranca", "Cobrança"), ("nota-fiscal", "Nota fiscal"), ("urgente", "Urgente"),
    ]

    let whatsApp = Place(
        slug: DemoNames.whatsAppChannel,
        name: "WhatsApp Casa Horizonte",
        plugin: "whatsapp",
        account: "550000000000001",
        team: "suporte"
    )

    let webChat = Place(
        slug: "webchat-demo",
        name: "Chat do site",
        plugin: "webchat",
        account: "",
        team: "vendas"
    )

    /// The approved templates.
    let templates = [
        TemplatePlan(
            name: "retomar_conversa",
            body:
                "Olá, {{1}}! Podemos continuar o seu atendimento? É só responder aqui.",
            footer: "Casa Horizonte",
            replies: ["Vamos continuar", "Agora não"]
        ),
        TemplatePlan(
            name: "pedido_enviado",
            body: "Oi, {{1}}! O pedido {{2}} saiu para entrega e chega até {{3}}. 🚚",
            footer: "Casa Horizonte"
        ),
        TemplatePlan(
            name: "segunda_via",
            header: "Seu boleto",
            body: "Olá, {{1}}. A segunda via do seu boleto vence em {{2}}."
        ),
    ]

    let staff: [Person]

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        people = Casting(count: 420, using: &generator).people
        staff = [
            Person(
                email: "agente@demo",
                name: "Ana Souza",
                nickname: "Ana",
                teams: ["suporte", "vendas"],
                isSimulated: false,
                hasLogin: true
            ),
            Person(
                email: "agente2@demo",
                name: "Bruno Lima",
                nickname: "Bruno",
                teams: ["suporte", "financeiro"],
                hasLogin: true
            ),
            Person(
                email: "supervisora@demo",
                name: "Carla Mendes",
                nickname: "Carla",
                role: .supervisor,
                isSimulated: false,
                hasLogin: true
            ),
            Person(
                email: "gerente@demo",
                name: "Diego Rocha",
                nickname: "Diego",
                role: .manager,
                isSimulated: false,
                hasLogin: true
            ),
            Person(
                email: "admin@demo",
                name: "Elisa Prado",
                nickname: "Elisa",
                role: .administrator,
                isSimulated: false,
                hasLogin: true
            ),
            Person(email: "fabio@demo", name: "Fábio Nunes", nickname: "Fábio", teams: ["vendas"]),
            Person(email: "gisele@demo", name: "Gisele Ramos", nickname: "Gi", teams: ["suporte"]),
            Person(
                email: "heitor@demo",
                name: "Heitor Campos",
                nickname: "Heitor",
                teams: ["financeiro"]
            ),
            Person(
                email: "ines@demo",
                name: "Inês Araújo",
                nickname: "Inês",
                teams: ["vendas", "financeiro"]
            ),
            Person(email: "joao@demo", name: "João Teixeira", nickname: "João", teams: ["suporte"]),
        ]
    }

    /// The words that fit the time of day.
    func greeting(at moment: Timestamp) -> String {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = Self.zone
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        switch calendar.component(.hour, from: date) {
        case 5..<12: return "Bom dia"
        case 12..<18: return "Boa tarde"
        default: return "Boa noite"
        }
    }
}
