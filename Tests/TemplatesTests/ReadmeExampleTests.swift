import Foundation
import Paper
import Testing

@testable import Templates

@Suite
struct ReadmeExampleTests {
    /// The fenced blocks of a language in the syntax reference, in their order.
    private func blocks(_ language: String) throws -> [String] {
        let file = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "templates/README.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        return text.components(separatedBy: "```\(language)\n").dropFirst()
            .compactMap { $0.components(separatedBy: "\n```").first }
    }

    @Test func `the example of the reference works as it stands`() throws {
        let templates = try blocks("xml")
        try #require(templates.count == 3)
        let english = try #require(try blocks("json").first)
        let bench = try TemplateBench([
            "fragments/card.xml": templates[0], "fragments/frame.xml": templates[1],
            "pages/console.xml": templates[2], "locales/en.json": english,
            "locales/pt-BR.json": english, "static/conecta.css": "", "static/console.js": "",
        ])
        #expect(Pages.check(bench.folders) == [])
        let pages = try Pages(folders: bench.folders, words: Pages.words(of: bench.folders))
        let card: PageFacts = [
            "id": "7", "contact": "Ana & Bia", "team": "Sales", "phase": "waiting",
            "since": .moment(milliseconds: 0), "overflowFrom": .text("Help"), "late": true,
            "tags": .list(["vip"]) { ["label": .text($0)] },
        ]
        let html = try pages.render(
            "console",
            [
                "frame": .record(["viewer": .text("Caio")]),
                "waiting": .list([card]),
                "settings": .record(["sound": .flag(true)]),
            ],
            TemplateBench.english
        )
        let text = String(decoding: html, as: UTF8.self)
        let li = try pages.render(fragment: "card", card, TemplateBench.english)
        #expect(text.contains("<ol>\(String(decoding: li, as: UTF8.self))</ol>"))
        #expect(text.contains("<h1>1 session waits</h1>"))
        #expect(text.contains("<title>Console · Conecta</title>"))
        #expect(text.contains("id=\"settings\">{\"sound\":true}</script>"))
        #expect(text.contains("<span class=\"badge\">Overflow from Help</span>"))
        #expect(text.contains("<li class=\"card late\" id=\"session-7\">"))
    }
}
