internal import Engine

/// Flows that tests run and check.
enum FlowSamples {
    static let sales = ID<Team>(11)
    static let support = ID<Team>(12)
    static let hours = ID<BusinessHours>(21)

    /// A shop's reception, with a block of each kind.
    static var reception: FlowDefinition { reception(sales, support, hours) }

    /// The same, with the teams and hours of a floor.
    static func reception(
        _ sales: ID<Team>,
        _ support: ID<Team>,
        _ hours: ID<BusinessHours>
    ) -> FlowDefinition {
        FlowDefinition(
            start: "ola",
            blocks: [
                "ola": .message(
                    FlowMessage(text: "{{greeting}}, {{contact.name}}!", next: "horas")
                ),
                "horas": .hours(FlowHours(hours: hours, open: "menu", closed: "fechado")),
                "fechado": .close(FlowClose(outcome: .lost, text: "Estamos fechados.")),
                "menu": .menu(
                    FlowMenu(
                        text: "Como podemos ajudar?",
                        options: [
                            .init(
                                id: "vendas",
                                label: "Comprar",
                                synonyms: ["compra", "preço"],
                                next: "cpf"
                            ),
                            .init(id: "suporte", label: "Suporte técnico", next: "suporte"),
                            .init(id: "nota", label: "Avaliar", next: "nota"),
                        ],
                        variable: "assunto",
                        retry: FlowRetry(text: "Não entendi.", limit: 3, onLimit: "vendas")
                    )
                ),
                "cpf": .question(
                    FlowQuestion(
                        text: "Qual é o seu CPF?",
                        variable: "cpf",
                        validation: .cpf,
                        next: "valor",
                        retry: FlowRetry(limit: 2, onLimit: "vendas")
                    )
                ),
                "valor": .question(
                    FlowQuestion(
                        text: "Quanto quer gastar?",
                        variable: "valor",
                        validation: .number(minimum: 0),
                        next: "marca"
                    )
                ),
                "marca": .setVariable(
                    FlowAssignment(
                        variable: "resumo",
                        value: "{{variable.assunto}}: {{variable.valor}}",
                        next: "ramo"
                    )
                ),
                "ramo": .branch(
                    FlowBranch(
                        cases: [
                            .init(
                                conditions: [FlowCondition("valor", .greater, ["1000"])],
                                next: "vendas"
                            )
                        ],
                        otherwise: "suporte"
                    )
                ),
                "nota": .rating(FlowRating(text: "De 1 a 5, que nota?", next: "fim")),
                "fim": .close(FlowClose(outcome: .success, text: "Obrigado!")),
                "vendas": .team(FlowHandOver(team: sales, text: "Aguarde: {{variable.resumo}}")),
                "suporte": .team(FlowHandOver(team: support)),
            ],
            exits: FlowExits(closeText: "Até logo!", teamText: "Chamando alguém."),
            inactivity: FlowInactivity(
                warnMinutes: 5,
                warnText: "Ainda está aí?",
                closeMinutes: 5
            )
        )
    }

    static let surroundings = FlowSurroundings(teams: [sales, support], hours: [hours])
}
