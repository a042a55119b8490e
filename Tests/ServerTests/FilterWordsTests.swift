import Foundation
import Paper
import Testing

@testable import Server

@Suite struct FilterWordsTests {
    private func words(_ language: Language) throws -> FilterWords {
        let root = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return FilterWords(
            words: try Catalogue(folder: root.appending(path: "templates/locales")),
            language: language,
            choices: ["team": [.init(value: "vendas", name: "Vendas")]]
        )
    }

    @Test func `filters are said in the words of reports, in both languages`() throws {
        let (portuguese, english) = (try words(.portuguese), try words(.english))
        #expect(portuguese.label(of: "basis", title: "Sessões") == "Período")
        #expect(portuguese.value(of: "basis", "started") == "Iniciados no período")
        #expect(english.value(of: "basis", "started") == "Started in the period")
        #expect(english.label(of: "team", title: "Equipe") == "Team")
        #expect(english.value(of: "phase", "closed,waiting") == "Closed, Waiting")
        #expect(portuguese.value(of: "words", "true") == "Sim")
    }

    @Test func `what somebody wrote and what is gone stand as they are`() throws {
        let words = try words(.english)
        #expect(words.value(of: "team", "vendas,gone") == "Vendas, gone")
        #expect(words.value(of: "text", "a, b") == "a, b")
        #expect(words.label(of: "direction", title: "Sentido") == "Sentido")
        #expect(words.value(of: "phase", "{x}") == "{x}")
    }
}
