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

    /// Is a channel of the demo with the team that its sessions wait for.
    struct Place: Sendable {
        var slug: String
        var name: String
        var plugin: String
        var account: String
        var team: String
    }

    /// The zone of the company.
    static let zone = TimeZone(identifier: "America/Sao_Paulo") ?? .gmt

    /// The password of every demo account.
    static let password = "conecta-demo"

    /// The business account's id at the stand-in of WhatsApp's provider.
    static let businessAccount = "550000000000000"

    /// The people who write.
    let people: [Casting.Person]

    let company = Company(name: "Casa Horizonte", registration: "12.345.678/0001-95")

    let teams = [
        ("suporte", "Suporte", Int64(180)), ("vendas", "Vendas", 120),
        ("financeiro", "Financeiro", 300),
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

    /// The approved templates: name, body.
    let templates = [
        (
            "retomar_conversa",
            "Olá, {{1}}! Podemos continuar o seu atendimento? É só responder aqui."
        ),
        ("pedido_enviado", "Oi, {{1}}! O pedido {{2}} saiu para entrega e chega até {{3}}. 🚚"),
        ("segunda_via", "Olá, {{1}}. A segunda via do seu boleto vence em {{2}}."),
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
