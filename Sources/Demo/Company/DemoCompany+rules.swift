internal import Engine

extension DemoCompany {
    /// Is a category of dispositions with its reasons.
    struct Category: Sendable {
        var name: String
        var reasons: [String]
    }

    /// Is a text of the company's own.
    struct Canned: Sendable {
        var shortcut: String
        var title: String
        var text: String
        var team = ""
    }

    /// How long after the close a contact's message opens the session again, in seconds.
    static let reopenSeconds: Int64 = 900

    /// What holds in the whole company.
    static var rules: CompanyRules {
        var rules = CompanyRules()
        rules.texts = [
            .outOfHours: """
            Nosso horário é todos os dias. Assim que alguém chegar, respondemos por aqui.
            """,
            .nobodyAvailable: """
            No momento todos da equipe {{team.name}} estão em pausa. Você continua na fila.
            """,
            .enteredQueue: """
            Você está na fila de {{team.name}}, posição {{queue.position}}. \
            Protocolo {{protocol}}.
            """,
            .serviceStarted: "{{agent.nickname}} vai atender você agora.",
            .transferred: "Seu atendimento foi transferido para a equipe {{team.name}}.",
            .aboutToClose: """
            Ainda está aí? Sem resposta, este atendimento será encerrado em alguns minutos.
            """,
            .closed: """
            Atendimento encerrado. Seu protocolo é {{protocol}}. \
            A Casa Horizonte agradece o contato. 💛
            """,
            .rating: "De 1 a 5, que nota você dá para este atendimento?",
            .refusalTaken: "Pronto: não enviaremos mais mensagens por nossa iniciativa.",
        ]
        rules.wordFilter = WordFilter(
            blocked: ["garantia vitalícia", "preço do concorrente", "idiota"],
            ignored: [
                "obrigado", "obrigada", "valeu", "agradeço", "muito obrigado", "muito obrigada",
                "tudo certo", "até mais",
            ],
            maximumIgnoredLength: 40
        )
        rules.refusalWords = ["SAIR", "PARAR"]
        return rules
    }

    /// The reasons for pauses, with how long each may last in seconds.
    static let pauses: [(name: String, limit: Int64)] = [
        ("Café", 900), ("Almoço", 3_600), ("Reunião", 3_600), ("Treinamento", 7_200),
    ]

    /// What agents choose at the close.
    static let dispositions = [
        Category(
            name: "Vendas",
            reasons: ["Venda concluída", "Orçamento enviado", "Sem interesse", "Informação"]
        ),
        Category(
            name: "Suporte",
            reasons: ["Resolvido", "Troca ou devolução", "Com a transportadora", "Montagem"]
        ),
        Category(
            name: "Financeiro",
            reasons: ["Segunda via enviada", "Estorno solicitado", "Nota fiscal enviada"]
        ),
        Category(name: "Outros", reasons: [silence, "Engano"]),
    ]

    /// The reason for which a conversation ends that had no end.
    static let silence = "Contato não respondeu"

    /// The reason for which an agent closes a conversation about a topic.
    static func reason(for topic: Topic, using generator: inout SeededGenerator) -> String {
        switch topic.tag {
        case "orcamento":
            generator.pick(["Venda concluída", "Venda concluída", "Orçamento enviado"])
        case "atacado": "Orçamento enviado"
        case "entrega": generator.pick(["Com a transportadora", "Resolvido"])
        case "troca": "Troca ou devolução"
        case "montagem": "Montagem"
        case "boleto": "Segunda via enviada"
        case "cobranca": "Estorno solicitado"
        case "nota-fiscal": "Nota fiscal enviada"
        default: topic.team == "vendas" ? "Informação" : "Resolvido"
        }
    }

    /// What agents know of a contact besides the name.
    static let fields: [(slug: String, name: String, kind: ContactField.Kind, options: [String])] =
        [
            ("cpf", "CPF", .cpf, []), ("aniversario", "Aniversário", .date, []),
            ("cidade", "Cidade", .text, []),
            ("preferencia", "Prefere contato", .choice, ["Manhã", "Tarde", "Noite"]),
        ]

    /// The groups of contacts.
    static let groups = [("vip", "Clientes VIP"), ("empresas", "Empresas")]

    /// The texts that agents do not have to write.
    static let canned = [
        Canned(
            shortcut: "ola",
            title: "Saudação",
            text:
                "{{greeting}}, {{contact.firstName}}! Aqui é {{agent.nickname}}. Como posso ajudar?"
        ),
        Canned(
            shortcut: "aguarde",
            title: "Um instante",
            text: "Só um instante, {{contact.firstName}}, já estou verificando."
        ),
        Canned(
            shortcut: "protocolo",
            title: "Protocolo",
            text: "O protocolo deste atendimento é {{protocol}}."
        ),
        Canned(
            shortcut: "pix",
            title: "Chave do pix",
            text: "Nossa chave é o CNPJ 12.345.678/0001-95, em nome de {{company.name}}.",
            team: "financeiro"
        ),
        Canned(
            shortcut: "frete",
            title: "Prazo de entrega",
            text: "O frete é grátis acima de R$ 199 e a entrega leva de 2 a 6 dias úteis.",
            team: "vendas"
        ),
        Canned(
            shortcut: "troca",
            title: "Como trocar",
            text: "A primeira troca é por nossa conta: envie uma foto do produto e da etiqueta.",
            team: "suporte"
        ),
    ]
}
