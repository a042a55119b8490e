internal import Engine

extension Founding {
    /// What a flow does: the first lets choose, the second asks, looks at the hours and the answers.
    static func definition(
        _ number: Int,
        team: ID<Team>,
        hours: ID<BusinessHours>
    ) -> FlowDefinition {
        number == 0 ? choosing(team) : asking(hours)
    }

    private static func choosing(_ team: ID<Team>) -> FlowDefinition {
        FlowDefinition(
            start: "hello",
            blocks: [
                "hello": .message(FlowMessage(text: "Olá!", next: "menu")),
                "menu": .menu(
                    FlowMenu(
                        text: "O que deseja?",
                        options: [
                            FlowMenu.Option(id: "sales", label: "Vendas", next: "team"),
                            FlowMenu.Option(id: "rate", label: "Avaliar", next: "rating"),
                            FlowMenu.Option(id: "bye", label: "Nada", next: "close"),
                        ],
                        variable: "choice",
                        retry: FlowRetry(text: "Não entendi.", limit: 2, onLimit: "team")
                    )
                ),
                "rating": .rating(FlowRating(text: "De 1 a 5?", next: "close")),
                "team": .team(FlowHandOver(team: team, text: "Um momento.")),
                "close": .close(FlowClose(outcome: .success, text: "Até logo.")),
            ],
            inactivity: FlowInactivity(
                warnMinutes: 10,
                warnText: "Ainda está aí?",
                closeMinutes: 20,
                closeText: "Até logo."
            )
        )
    }

    private static func asking(_ hours: ID<BusinessHours>) -> FlowDefinition {
        FlowDefinition(
            start: "cpf",
            blocks: [
                "cpf": .question(
                    FlowQuestion(
                        text: "Seu CPF?",
                        variable: "cpf",
                        validation: .cpf,
                        next: "mark",
                        retry: FlowRetry(limit: 3, onLimit: "lost")
                    )
                ),
                "mark": .setVariable(
                    FlowAssignment(variable: "seen", value: "sim", next: "open")
                ),
                "open": .hours(FlowHours(hours: hours, open: "team", closed: "closed")),
                "closed": .message(FlowMessage(text: "Estamos fechados.", next: "team")),
                "team": .team(FlowHandOver()),
                "lost": .close(FlowClose(outcome: .lost)),
            ]
        )
    }
}
