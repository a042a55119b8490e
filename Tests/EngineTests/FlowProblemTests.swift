internal import Engine
internal import Testing

@Suite struct FlowProblemTests {
    private func problems(
        _ change: (inout FlowDefinition) -> Void
    ) -> [(block: String?, code: FlowProblem.Code)] {
        var definition = FlowSamples.reception
        change(&definition)
        return definition.problems(in: FlowSamples.surroundings).map { ($0.block, $0.code) }
    }

    private func expect(
        _ code: FlowProblem.Code,
        at block: String?,
        _ change: (inout FlowDefinition) -> Void,
        location: SourceLocation = #_sourceLocation
    ) {
        let found = problems(change)
        let isNamed = found.contains { $0.block == block && $0.code == code }
        #expect(isNamed, "found \(found)", sourceLocation: location)
    }

    @Test func `a sound flow has none`() {
        #expect(problems { _ in }.isEmpty)
    }

    @Test func `a flow without blocks has no start`() {
        let found = FlowDefinition().problems(in: FlowSurroundings()).map(\.code)
        #expect(found == [.unknownStart])
        expect(.unknownStart, at: nil) { $0.start = "nada" }
    }

    @Test func `every unreachable block is named`() {
        let found = problems { flow in
            flow.blocks["ilha"] = .message(FlowMessage(text: "a", next: "praia"))
            flow.blocks["praia"] = .message(FlowMessage(text: "b", next: "fim"))
        }
        #expect(found.map(\.block) == ["ilha", "praia"])
        #expect(found.allSatisfy { $0.code == .unreachable })
    }

    @Test func `every exit that leads nowhere is named`() {
        let found = problems { flow in
            flow.blocks["ola"] = .message(FlowMessage(text: "a", next: "nada"))
            flow.blocks["horas"] = .hours(
                FlowHours(hours: FlowSamples.hours, open: "", closed: "fechado")
            )
        }
        #expect(found.contains { $0.block == "ola" && $0.code == .unknownBlock })
        #expect(found.contains { $0.block == "horas" && $0.code == .missingExit })
        // A limit needs an exit; no limit needs none.
        expect(.missingExit, at: "cpf") { flow in
            flow.blocks["cpf"] = .question(
                FlowQuestion(
                    text: "a",
                    variable: "cpf",
                    next: "valor",
                    retry: FlowRetry(limit: 1)
                )
            )
        }
    }

    @Test func `a loop that asks nothing is named, one that asks is none`() {
        let found = problems { flow in
            flow.blocks["ola"] = .message(FlowMessage(text: "a", next: "gira"))
            flow.blocks["gira"] = .branch(
                FlowBranch(
                    cases: [.init(conditions: [FlowCondition("cpf", .isSet)], next: "horas")],
                    otherwise: "ola"
                )
            )
        }
        let loops = found.filter { $0.code == .loopWithoutInput }.map(\.block)
        #expect(loops == ["gira", "ola"])
        expect(.loopWithoutInput, at: "só") { flow in
            flow.blocks["só"] = .message(FlowMessage(text: "a", next: "só"))
        }
        let asks = problems { flow in
            flow.blocks["marca"] = .setVariable(
                FlowAssignment(variable: "resumo", value: "x", next: "menu")
            )
            flow.blocks["ramo"] = nil
        }
        #expect(asks.isEmpty)
        // A rating is passed when it was asked before, so it does not break a loop.
        expect(.loopWithoutInput, at: "nota") { flow in
            flow.blocks["nota"] = .rating(FlowRating(text: "a", next: "volta"))
            flow.blocks["volta"] = .message(FlowMessage(text: "b", next: "nota"))
        }
    }

    @Test func `a block from which nobody gets out is named`() {
        let found = problems { flow in
            flow.blocks["ola"] = .message(FlowMessage(text: "a", next: "p"))
            flow.blocks["p"] = .question(FlowQuestion(text: "a", variable: "p", next: "q"))
            flow.blocks["q"] = .question(FlowQuestion(text: "b", variable: "q", next: "p"))
        }
        let endless = found.filter { $0.code == .endless }.map(\.block)
        #expect(endless == ["ola", "p", "q"])
    }

    @Test func `what a flow refers to must be there`() {
        expect(.unknownTeam, at: "vendas") { flow in
            flow.blocks["vendas"] = .team(FlowHandOver(team: ID(99)))
        }
        expect(.unknownTeam, at: nil) { $0.exits.team = ID(99) }
        expect(.unknownHours, at: "horas") { flow in
            flow.blocks["horas"] = .hours(
                FlowHours(hours: ID(99), open: "menu", closed: "fechado")
            )
        }
        expect(.unknownVariable, at: "fim") { flow in
            flow.blocks["fim"] = .close(FlowClose(text: "{{variable.nome}}"))
        }
        expect(.unknownVariable, at: "ramo") { flow in
            flow.blocks["ramo"] = .branch(
                FlowBranch(
                    cases: [.init(conditions: [FlowCondition("nome", .isSet)], next: "vendas")],
                    otherwise: "suporte"
                )
            )
        }
        expect(.unknownPlaceholder, at: "ola") { flow in
            flow.blocks["ola"] = .message(FlowMessage(text: "{{contact.nome}}", next: "horas"))
        }
        expect(.unknownPlaceholder, at: nil) { $0.inactivity.warnText = "{{oi}}" }
    }

    @Test func `texts that must say something do`() {
        expect(.emptyText, at: "ola") { flow in
            flow.blocks["ola"] = .message(FlowMessage(text: " ", next: "horas"))
        }
        expect(.emptyText, at: nil) { $0.inactivity.warnText = "" }
        expect(.emptyText, at: nil) { $0.exits.closeWords = ["sair", " "] }
        #expect(problems { $0.exits.closeText = "" }.isEmpty)
        expect(.tooLarge, at: "ola") { flow in
            let text = String(repeating: "a", count: 5_000)
            flow.blocks["ola"] = .message(FlowMessage(text: text, next: "horas"))
        }
    }

    private func menu(_ change: (inout FlowMenu) -> Void) -> (inout FlowDefinition) -> Void {
        var menu = FlowMenu(
            text: "a",
            options: [
                .init(id: "a", label: "Sim", synonyms: ["ok"], next: "cpf"),
                .init(id: "b", label: "Não", next: "suporte"),
                .init(id: "c", label: "Nota", next: "nota"),
            ],
            variable: "assunto",
            retry: FlowRetry(limit: 1, onLimit: "vendas")
        )
        change(&menu)
        return { $0.blocks["menu"] = .menu(menu) }
    }

    @Test func `options can be told apart and fit on buttons`() {
        #expect(problems(menu { _ in }).isEmpty)
        expect(.duplicateOption, at: "menu", menu { $0.options[1].id = "a" })
        expect(.duplicateOption, at: "menu", menu { $0.options[1].label = "SIM!" })
        expect(.duplicateOption, at: "menu", menu { $0.options[1].synonyms = ["Ok"] })
        expect(.optionTooLong, at: "menu", menu { $0.options[0].label = "Quero comprar um carro" })
        let long = menu {
            $0.options[0].label = "Quero comprar um carro"
            $0.style = .numbers
        }
        #expect(problems(long).isEmpty)
        expect(.noOptions, at: "menu", menu { $0.options = [] })
        expect(.emptyText, at: "menu", menu { $0.options[0].label = "" })
        expect(.badName, at: "menu", menu { $0.variable = "a b" })
        expect(.badNumber, at: "menu", menu { $0.retry.limit = -1 })
        let many = (0..<51).map {
            FlowMenu.Option(id: "\($0)", label: "Opção \($0)", next: "cpf")
        }
        expect(.tooManyOptions, at: "menu", menu { $0.options = many })
    }

    @Test func `rules and conditions make sense`() {
        let rules: [(AnswerRule, FlowProblem.Code)] = [
            (.text(minimum: 0), .badNumber), (.text(minimum: 5, maximum: 4), .badNumber),
            (.text(mask: "--"), .badMask), (.text(minimum: 9, mask: "99"), .badMask),
            (.number(minimum: 2, maximum: 1), .badNumber),
        ]
        for (rule, code) in rules {
            expect(code, at: "valor") { flow in
                flow.blocks["valor"] = .question(
                    FlowQuestion(text: "a", variable: "valor", validation: rule, next: "marca")
                )
            }
        }
        let conditions: [(FlowCondition, FlowProblem.Code)] = [
            (FlowCondition("valor", .greater, ["x"]), .badNumber),
            (FlowCondition("valor", .less, []), .badNumber),
            (FlowCondition("valor", .equals, []), .emptyText),
            (FlowCondition("valor", .contains, [""]), .emptyText),
        ]
        for (condition, code) in conditions {
            expect(code, at: "ramo") { flow in
                flow.blocks["ramo"] = .branch(
                    FlowBranch(
                        cases: [.init(conditions: [condition], next: "vendas")],
                        otherwise: "suporte"
                    )
                )
            }
        }
        expect(.noOptions, at: "ramo") { flow in
            flow.blocks["ramo"] = .branch(FlowBranch(cases: [], otherwise: "suporte"))
        }
        expect(.badName, at: "um bloco") { flow in
            flow.blocks["um bloco"] = .close(FlowClose())
        }
        expect(.badNumber, at: nil) { $0.inactivity.closeMinutes = -1 }
        expect(.duplicateOption, at: nil) { $0.exits.teamWords = ["Sair"] }
    }

    @Test func `a flow of hostile size is refused quickly`() {
        var definition = FlowDefinition(start: "b0")
        for index in 0..<10_000 {
            definition.blocks["b\(index)"] = .message(FlowMessage(text: "a", next: "b0"))
        }
        let found = definition.problems(in: FlowSurroundings()).map(\.code)
        #expect(found == [.tooLarge])
    }
}
