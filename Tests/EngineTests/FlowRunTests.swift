internal import Engine
internal import Testing

@Suite struct FlowRunTests {
    private static let now = Timestamp(seconds: 1_795_348_800)

    private static func run(
        _ definition: FlowDefinition = FlowSamples.reception,
        buttons: Int = 3,
        isOpen: Bool = true,
        hasAskedRating: Bool = false,
        after seconds: Int64 = 0
    ) -> FlowRun {
        let version = FlowVersion(id: ID(1), flow: ID(2), number: 1, definition: definition)
        let context = FlowContext(
            capabilities: ChannelCapabilities(
                maximumButtons: buttons,
                maximumListOptions: buttons > 0 ? 10 : 0
            ),
            placeholders: Placeholders([.contactName: "Maria", .greeting: "Bom dia"]),
            now: now.adding(seconds: seconds),
            hasAskedRating: hasAskedRating,
            isOpen: { _ in isOpen }
        )
        return FlowRun(version, in: context)
    }

    private static func at(_ block: String, wrongAnswers: Int = 0) -> FlowPosition {
        FlowPosition(version: ID(1), block: block, wrongAnswers: wrongAnswers, askedAt: now)
    }

    private static func answer(_ text: String, payload: String = "") -> FlowAnswer {
        FlowAnswer(text: text, payload: payload, sentAt: now)
    }

    private func texts(_ turn: FlowTurn) -> [String] {
        turn.steps.compactMap { step in
            switch step {
            case .say(let content), .askRating(let content): content.text
            case .rated, .handToTeam, .close, .leave: nil
            }
        }
    }

    @Test func `it speaks until it asks`() {
        let turn = Self.run().begin()
        #expect(texts(turn) == ["Bom dia, Maria!", "Como podemos ajudar?"])
        #expect(turn.position == Self.at("menu"))
        guard case .say(let menu) = turn.steps.last else {
            Issue.record("no menu")
            return
        }
        #expect(menu.kind == .menu)
        #expect(menu.options.map(\.id) == ["vendas", "suporte", "nota"])
    }

    @Test func `outside the hours it goes the other way and ends`() {
        let turn = Self.run(isOpen: false).begin()
        #expect(texts(turn) == ["Bom dia, Maria!", "Estamos fechados."])
        #expect(turn.steps.last == .close(.lost))
        #expect(turn.position == nil)
    }

    @Test func `a channel without buttons gets numbers`() {
        let turn = Self.run(buttons: 0).begin()
        let menu = "Como podemos ajudar?\n\n1. Comprar\n2. Suporte técnico\n3. Avaliar"
        #expect(texts(turn).last == menu)
        var definition = FlowSamples.reception
        if case .menu(var menu) = definition.blocks["menu"] {
            menu.style = .numbers
            definition.blocks["menu"] = .menu(menu)
        }
        #expect(texts(Self.run(definition).begin()).last == menu)
        if case .menu(var menu) = definition.blocks["menu"] {
            menu.style = .auto
            menu.options[0].label = "Uma opção com nome longo demais"
            definition.blocks["menu"] = .menu(menu)
        }
        #expect(texts(Self.run(definition).begin()).last?.contains("1. Uma opção") == true)
    }

    @Test(arguments: [
        ("", "vendas"), ("Comprar", ""), ("COMPRAR!", ""), ("compra", ""), ("preco", ""),
        ("vendas", ""), ("1", ""), ("1.", ""), ("1️⃣", ""), ("Comprar", "de outro menu"),
    ])
    func `an option is chosen by id, number, label or synonym`(text: String, payload: String) {
        let turn = Self.run().take(Self.answer(text, payload: payload), at: Self.at("menu"), [:])
        #expect(turn.position?.block == "cpf")
        #expect(turn.variables == ["assunto": "Comprar"])
    }

    @Test func `a wrong answer repeats the question until the limit`() {
        let first = Self.run().take(Self.answer("banana"), at: Self.at("menu"), [:])
        #expect(texts(first) == ["Não entendi."])
        #expect(first.position == Self.at("menu", wrongAnswers: 1))
        guard case .say(let again) = first.steps.first else {
            Issue.record("nothing said")
            return
        }
        #expect(again.options.count == 3)
        let last = Self.run().take(Self.answer("0"), at: Self.at("menu", wrongAnswers: 2), [:])
        #expect(last.steps.last == .handToTeam(FlowSamples.sales))
        #expect(last.position == nil)
        let cpf = Self.run().take(Self.answer("123"), at: Self.at("cpf"), [:])
        #expect(texts(cpf) == ["Qual é o seu CPF?"])
        for count in [0, 7, 99] {
            let valor = Self.run().take(
                Self.answer("muito"),
                at: Self.at("valor", wrongAnswers: count),
                [:]
            )
            #expect(valor.position?.wrongAnswers == count + 1)
        }
    }

    @Test func `an answer is kept, and later blocks read it`() {
        let given = ["assunto": "Comprar", "cpf": "52998224725"]
        let turn = Self.run().take(Self.answer("1.500,00"), at: Self.at("valor"), given)
        #expect(turn.variables == ["valor": "1500.00", "resumo": "Comprar: 1500.00"])
        #expect(texts(turn) == ["Aguarde: Comprar: 1500.00"])
        #expect(turn.steps.last == .handToTeam(FlowSamples.sales))
        let less = Self.run().take(Self.answer("10"), at: Self.at("valor"), given)
        #expect(less.steps == [.handToTeam(FlowSamples.support)])
    }

    @Test func `the words of the exits leave from any question, but an option wins`() {
        for block in ["menu", "cpf", "nota"] {
            let leaves = Self.run().take(Self.answer("SAIR."), at: Self.at(block), [:])
            #expect(leaves.steps.last == .leave)
            #expect(texts(leaves) == ["Até logo!"])
            let asks = Self.run().take(Self.answer("Atendente"), at: Self.at(block), [:])
            #expect(asks.steps.last == .handToTeam(nil))
            let talks = Self.run().take(Self.answer("quero sair daqui"), at: Self.at(block), [:])
            #expect(talks.steps.last != .leave)
        }
        var definition = FlowSamples.reception
        if case .menu(var menu) = definition.blocks["menu"] {
            menu.options[1].synonyms = ["sair"]
            definition.blocks["menu"] = .menu(menu)
        }
        let turn = Self.run(definition).take(Self.answer("sair"), at: Self.at("menu"), [:])
        #expect(turn.steps == [.handToTeam(FlowSamples.support)])
    }

    @Test(
        arguments: [
            ("5", 5), ("1", 1), ("⭐⭐⭐", 3), ("★★★★", 4), ("4 estrelas", 4), ("Nota", nil),
            ("0", nil),
            ("6", nil), ("-5", nil), ("5 produtos", nil), ("⭐⭐⭐⭐⭐⭐", nil), ("10", nil), ("", nil),
        ] as [(String, Int?)]
    )
    func `a rating is one to five`(text: String, stars: Int?) {
        let turn = Self.run(after: 60).take(Self.answer(text), at: Self.at("nota"), [:])
        if let stars {
            #expect(turn.steps.first == .rated(stars))
        } else {
            #expect(!turn.steps.contains { if case .rated = $0 { true } else { false } })
        }
        // One wrong answer ends it, since nobody must rate.
        #expect(turn.steps.last == .close(.success))
    }

    @Test func `a rating is asked once`() {
        let ask = Self.run().take(Self.answer("Avaliar"), at: Self.at("menu"), [:])
        guard case .askRating(let content) = ask.steps.first else {
            Issue.record("not asked")
            return
        }
        #expect(content.options.map(\.id) == ["1", "2", "3", "4", "5"])
        let again = Self.run(hasAskedRating: true).take(
            Self.answer("Avaliar"),
            at: Self.at("menu"),
            [:]
        )
        #expect(again.steps.last == .close(.success))
        #expect(texts(again) == ["Obrigado!"])
    }

    @Test func `what was written before the question is no answer to it`() {
        let old = FlowAnswer(text: "banana", sentAt: Self.now.adding(seconds: -3_600))
        let turn = Self.run().take(old, at: Self.at("menu"), [:])
        #expect(turn.steps.isEmpty)
        #expect(turn.position == Self.at("menu"))
        // Clocks differ by some seconds, and who presses a button has seen it.
        let skewed = FlowAnswer(text: "banana", sentAt: Self.now.adding(seconds: -10))
        #expect(!Self.run().take(skewed, at: Self.at("menu"), [:]).steps.isEmpty)
        let pressed = FlowAnswer(text: "", payload: "vendas", sentAt: old.sentAt)
        #expect(Self.run().take(pressed, at: Self.at("menu"), [:]).position?.block == "cpf")
        // One of several photos, then one that is sent as an answer.
        #expect(Self.run(after: 1).take(Self.answer(""), at: Self.at("menu"), [:]).steps.isEmpty)
        #expect(!Self.run(after: 9).take(Self.answer(""), at: Self.at("menu"), [:]).steps.isEmpty)
    }

    @Test func `a flow that is broken hands over to people`() {
        let lost = FlowDefinition(start: "nada", blocks: [:])
        #expect(Self.run(lost).begin().steps == [.handToTeam(nil)])
        let circle = FlowDefinition(
            start: "a",
            blocks: [
                "a": .message(FlowMessage(text: "a", next: "b")),
                "b": .message(FlowMessage(text: "b", next: "a")),
            ]
        )
        #expect(Self.run(circle).begin().steps.last == .handToTeam(nil))
        let gone = Self.run().take(Self.answer("x"), at: Self.at("sumiu"), [:])
        #expect(gone.steps == [.handToTeam(nil)])
    }
}
