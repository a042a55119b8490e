import Foundation
import Paper
import Testing

@testable import Templates

@Suite
struct TemplateWordsTests {
    private let words: [Language: [String: String]] = [
        .portuguese: [
            "w.one": "{count} sessão espera", "w.other": "{count} sessões esperam",
            "by": "Atendido por {agent} às {at}", "phase.waiting": "em espera",
            "phase.closed": "encerrada", "plain": "{count} de {total}",
        ],
        .english: [
            "w.one": "{count} session waits", "w.other": "{count} sessions wait",
            "by": "Served at {at} by {agent}", "phase.waiting": "waiting",
            "phase.closed": "closed", "plain": "{count} of {total}",
        ],
    ]

    private func both(
        _ body: String,
        _ facts: String,
        _ values: PageFacts
    ) throws -> [String] {
        try [TemplateBench.portuguese, TemplateBench.english].map {
            try TemplateBench.fill(body, facts: facts, with: values, words: words, in: $0)
        }
    }

    @Test(arguments: [
        (0, "0 sessões esperam", "0 sessions wait"),
        (1, "1 sessão espera", "1 session waits"),
        (1_284, "1.284 sessões esperam", "1,284 sessions wait"),
    ])
    func `words follow a count`(_ n: Int, _ portuguese: String, _ english: String) throws {
        let facts = TemplateBench.facts(["n": "integer"])
        let found = try both("<p title='{#w count=n}'>{#w count=n}</p>", facts, ["n": .integer(n)])
        #expect(
            found == [portuguese, english].map { "<p title=\"\($0)\">\($0)</p>" }
        )
        let rich = try both(
            "<c:message key='w' count='n'><c:argument name='count'><b>{n}</b></c:argument></c:message>",
            facts,
            ["n": .integer(n)]
        )
        #expect(rich[1].hasPrefix("<b>"))
        #expect(rich[1].hasSuffix(n == 1 ? "waits" : "wait"))
    }

    @Test func `arguments come where the language wants them`() throws {
        let facts = TemplateBench.facts(["agent": "text", "at": "moment"])
        let values: PageFacts = ["agent": "Ana", "at": .moment(milliseconds: 0)]
        #expect(
            try both("{#by agent=agent at=at|time}", facts, values)
                == ["Atendido por Ana às 21:00", "Served at 21:00 by Ana"]
        )
        let rich = """
            <c:message key="by"><c:argument name="agent"><b>{agent}</b></c:argument>\
            <c:argument name="at">{at|time}</c:argument></c:message>
            """
        #expect(
            try both(rich, facts, values)
                == ["Atendido por <b>Ana</b> às 21:00", "Served at 21:00 by <b>Ana</b>"]
        )
    }

    @Test func `a count without forms is an argument like others`() throws {
        let facts = TemplateBench.facts(["n": "integer"])
        #expect(
            try both("{#plain count=n total='9'}", facts, ["n": 1]) == ["1 de 9", "1 of 9"]
        )
    }

    @Test func `a choice selects words, and every one of them must be there`() throws {
        let facts = "<c:fact name='p' type='choice' values='waiting closed'/>"
        #expect(
            try both("{#phase[p]}", facts, ["p": "closed"]) == ["encerrada", "closed"]
        )
        #expect(throws: FillError.self) { try both("{#phase[p]}", facts, ["p": "open"]) }
    }

    @Test func `missing words are gaps of their language, and the page goes on`() throws {
        let marked = MarkedText(
            """
            <c:template xmlns="http://www.w3.org/1999/xhtml" xmlns:c="urn:conecta:template">
              <p title="{¦#only}">{¦#wrong} {¦#arg}</p>
            </c:template>
            """
        )
        let bench = try TemplateBench([
            "pages/p.xml": marked.text,
            "locales/pt-BR.json": "{\"only\": \"só\", \"wrongs\": \"x\", \"arg\": \"{a}\"}",
            "locales/en.json": "{\"wrongs\": \"x\", \"arg\": \"y\"}",
        ])
        let gaps = Pages.check(bench.folders)
        #expect(gaps.allSatisfy { $0.weight == .gap && $0.isError })
        let found = gaps.map { "\($0.line):\($0.column)" }
        #expect(found == [0, 1, 1, 2].map { marked.places[$0] }, "\(gaps)")
        #expect(gaps[0].message.contains("missing in en;"))
        #expect(gaps[1].message.contains("did you mean 'wrongs'"))
        let pages = try Pages(folders: bench.folders, words: Pages.words(of: bench.folders))
        let html = try pages.render("p", [:], TemplateBench.english)
        #expect(String(decoding: html, as: UTF8.self) == "<p title=\"só\">wrong y</p>")
    }

    @Test func `a broken catalogue is a finding`() throws {
        let bench = try TemplateBench([
            "pages/p.xml": TemplateBench.template("", "x"), "locales/en.json": "{",
        ])
        #expect(Pages.check(bench.folders).contains { $0.file.hasSuffix("en.json") })
    }
}
