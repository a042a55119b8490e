internal import Engine

/// Is the flow that receives the demo's contacts, as both sides know it.
enum DemoMenu {
    /// Is an option of the menu, and the team that it leads to.
    struct Option: Sendable, Hashable {
        var id: String
        var title: String
        var team: String
    }

    /// The options, in order.
    static let options = [
        Option(id: "comprar", title: "Comprar", team: "vendas"),
        Option(id: "pedido", title: "Meu pedido", team: "suporte"),
        Option(id: "pagamento", title: "Pagamentos e notas", team: "financeiro"),
    ]

    /// The option that leads to a team.
    static func option(for team: String) -> Option {
        options.first { $0.team == team } ?? options[1]
    }

    /// What the flow does; `team` finds the teams by their slugs.
    static func definition(
        open hours: ID<BusinessHours>,
        team: (String) -> ID<Team>?
    ) -> FlowDefinition {
        var blocks: [String: FlowBlock] = [
            "inicio": .hours(FlowHours(hours: hours, open: "dia", closed: "noite")),
            "dia": .setVariable(
                FlowAssignment(variable: "turno", value: "comercial", next: "menu")
            ),
            "noite": .message(
                FlowMessage(
                    text: "{{greeting}}! A loja já fechou, mas por aqui alguém responde.",
                    next: "menu"
                )
            ),
            "menu": .menu(
                FlowMenu(
                    text: """
                        {{greeting}}, {{contact.firstName}}! Aqui é a Casa Horizonte. \
                        Sobre o que você quer falar?
                        """,
                    options: options.map {
                        FlowMenu.Option(id: $0.id, label: $0.title, next: "para-" + $0.id)
                    },
                    variable: "assunto",
                    retry: FlowRetry(
                        text: "Não entendi. Escolha uma das opções, por favor:",
                        limit: 3,
                        onLimit: "para-pedido"
                    )
                )
            ),
        ]
        for option in options {
            blocks["para-" + option.id] = .team(FlowHandOver(team: team(option.team)))
        }
        return FlowDefinition(
            start: "inicio",
            blocks: blocks,
            exits: FlowExits(
                closeText: "Tudo bem! Quando precisar, é só chamar.",
                teamText: "Certo, vou chamar alguém da equipe."
            ),
            inactivity: FlowInactivity(
                warnMinutes: 10,
                warnText: "Ainda está aí? Escolha uma das opções para continuar.",
                closeMinutes: 10,
                closeText: "Vamos encerrar por aqui. Quando precisar, é só chamar."
            )
        )
    }
}
