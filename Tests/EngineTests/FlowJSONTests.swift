internal import Engine
internal import Foundation
internal import Testing

@Suite struct FlowJSONTests {
    private static let minimal = """
        {"start": "a", "blocks": {"a": {"kind": "team"}}}
        """

    private static let odd = """
        {
          "start": "q",
          "blocks": {
            "q": {"kind": "question", "text": "?", "variable": "x", "next": "r",
                  "validation": {"kind": "text", "mask": "99"}, "retry": {"limit": 2, "onLimit": "t"}},
            "r": {"kind": "rating", "text": "?", "next": "m"},
            "m": {"kind": "menu", "text": "?", "style": "numbers",
                  "options": [{"id": "1", "label": "Um", "next": "c"}]},
            "c": {"kind": "close", "outcome": "lost"},
            "t": {"kind": "team", "team": "000000000000b", "text": "Já vai"}
          },
          "exits": {"closeWords": [], "team": "000000000000B"},
          "inactivity": {"closeMinutes": 10}
        }
        """

    @Test func `the schema uses nothing that its check does not know`() throws {
        #expect(try FlowSchema().unknownKeywords == [])
    }

    @Test func `a definition is written as the schema says, and read back the same`() throws {
        let schema = try FlowSchema()
        var full = FlowSamples.reception
        full.exits.team = FlowSamples.sales
        for definition in [full, FlowSamples.reception, FlowDefinition()] {
            let data = try JSONEncoder().encode(definition)
            #expect(try schema.faults(of: data) == [])
            #expect(try JSONDecoder().decode(FlowDefinition.self, from: data) == definition)
        }
    }

    @Test(arguments: [minimal, odd])
    func `what people write by hand may leave out what has a default`(text: String) throws {
        let data = Data(text.utf8)
        #expect(try FlowSchema().faults(of: data) == [])
        let definition = try JSONDecoder().decode(FlowDefinition.self, from: data)
        let again = try JSONEncoder().encode(definition)
        #expect(try JSONDecoder().decode(FlowDefinition.self, from: again) == definition)
        #expect(try FlowSchema().faults(of: again) == [])
    }

    @Test func `defaults are what the schema says`() throws {
        let odd = try JSONDecoder().decode(FlowDefinition.self, from: Data(Self.odd.utf8))
        #expect(odd.exits.closeWords == [])
        #expect(odd.exits.teamWords == ["atendente"])
        #expect(odd.exits.team == FlowSamples.sales)
        #expect(odd.blocks["t"] == .team(FlowHandOver(team: FlowSamples.sales, text: "Já vai")))
        #expect(odd.blocks["r"] == .rating(FlowRating(text: "?", next: "m")))
        guard case .question(let question) = odd.blocks["q"] else {
            Issue.record("no question")
            return
        }
        #expect(question.validation == .text(minimum: 1, maximum: 1_000, mask: "99"))
    }

    @Test(arguments: [
        #"{"start": "a"}"#,
        #"{"start": "a", "blocks": {"a": {"kind": "nada"}}}"#,
        #"{"start": "a", "blocks": {"a": {"text": "x", "next": "b"}}}"#,
        #"{"start": "a", "blocks": {"a": {"kind": "message", "text": "x"}}}"#,
        #"{"start": "a", "blocks": {"a": {"kind": "message", "text": "x", "next": "b", "nxt": 1}}}"#,
        #"{"start": "a", "blocks": {"a": {"kind": "team", "team": "vendas"}}}"#,
        #"{"start": "a", "blocks": {"a": {"kind": "hours", "hours": 7, "open": "", "closed": ""}}}"#,
        #"{"start": "a", "blocks": {"a": {"kind": "close", "outcome": "won"}}}"#,
        #"{"start": "a", "blocks": {}, "exit": {}}"#,
        #"{"start": "a", "blocks": {}, "inactivity": {"warn": 1}}"#,
        """
        {"start": "a", "blocks": {"a": {"kind": "question", "text": "?", "variable": "x", "next": "",
        "validation": {"kind": "cpf", "minimum": 1}}}}
        """,
    ])
    func `what the schema refuses is refused when it is read`(text: String) throws {
        let data = Data(text.utf8)
        #expect(try !FlowSchema().faults(of: data).isEmpty)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(FlowDefinition.self, from: data)
        }
    }

    @Test func `a flow and its versions survive JSON`() throws {
        let flow = Flow(id: ID(3), slug: "loja", name: "Loja", draft: FlowSamples.reception)
        let data = try JSONEncoder().encode(flow)
        #expect(try JSONDecoder().decode(Flow.self, from: data) == flow)
        let position = FlowPosition(
            version: ID(4),
            block: "menu",
            wrongAnswers: 1,
            askedAt: Timestamp(seconds: 5),
            answeredAt: [Timestamp(seconds: 4)]
        )
        let written = try JSONEncoder().encode(position)
        #expect(try JSONDecoder().decode(FlowPosition.self, from: written) == position)
    }
}
