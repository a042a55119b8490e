internal import Engine
internal import Foundation
internal import Testing

@Suite struct WordFilterTests {
    private func ignores(_ text: String, _ entries: [String], cap: Int? = nil) -> Bool {
        WordFilter(ignored: entries, maximumIgnoredLength: cap)
            .startsNoSession(Content(kind: .text, text: text))
    }

    @Test(arguments: [
        ("obrigado", true), ("Obrigado!", true), ("  OBRIGADO  ", true), ("muito obrigado", true),
        ("obrigado, mas não chegou", true), ("Obrigádo", true), ("desobrigado", false),
        ("obrigados", false), ("obrigado2", false), ("", false), ("👍", false),
    ])
    func `an entry of one word matches as a whole word anywhere`(text: String, expected: Bool) {
        #expect(ignores(text, ["Obrigado"]) == expected)
    }

    @Test(arguments: [
        ("muito obrigado", true), ("Muito  Obrigado!", true), ("MUITO OBRIGADÔ", true),
        ("muito obrigado pela ajuda", false), ("obrigado", false), ("obrigado muito", false),
        ("então muito obrigado", false),
    ])
    func `an entry of several words matches the whole message alone`(text: String, expected: Bool) {
        #expect(ignores(text, ["muito obrigado"]) == expected)
    }

    @Test func `accents and case count on neither side`() {
        #expect(ignores("nao", ["NÃO"]))
        #expect(ignores("NÃO", ["nao"]))
        #expect(ignores("e\u{301} isso", ["É isso"]))
        #expect(ignores("Ｏｋ", ["ok"]))
    }

    @Test func `signs are entries too`() {
        #expect(ignores("👍", ["👍"]))
        #expect(!ignores("👍 mas não chegou", ["👍"]))
        #expect(ignores("que bem-vindo", ["bem-vindo"]))
        #expect(!ignores("bem que vindo", ["bem-vindo"]))
    }

    @Test func `a message with an attachment always starts a session`() {
        let filter = WordFilter(ignored: ["obrigado"])
        let photo = Attachment(mediaType: "image/jpeg")
        for kind in [Content.Kind.image, .text, .document] {
            let content = Content(kind: kind, text: "obrigado", attachments: [photo])
            #expect(!filter.startsNoSession(content))
        }
        #expect(!filter.startsNoSession(Content(kind: .location, text: "obrigado")))
        #expect(filter.startsNoSession(Content(kind: .choice, text: "Obrigado", payload: "x")))
    }

    @Test func `a long message starts a session in spite of its words`() {
        let text = "obrigado, mas não chegou"
        #expect(!ignores(text, ["obrigado"], cap: 20))
        #expect(ignores(text, ["obrigado"], cap: 24))
        #expect(ignores("  obrigado  ", ["obrigado"], cap: 8))
    }

    @Test func `a blocked word is named as it was configured`() {
        let filter = WordFilter(blocked: ["Palavrão", "não sei", " "])
        #expect(filter.blockedWord(in: "isso é um PALAVRAO mesmo") == "Palavrão")
        #expect(filter.blockedWord(in: "palavrões") == nil)
        #expect(filter.blockedWord(in: "Nao sei.") == "não sei")
        #expect(filter.blockedWord(in: "eu não sei dizer") == nil)
        #expect(WordFilter().blockedWord(in: "tudo") == nil)
        #expect(!WordFilter().startsNoSession(Content(kind: .text, text: "")))
    }

    @Test func `changed lists are in force at once and survive JSON`() throws {
        var filter = WordFilter()
        filter.ignored = ["ok"]
        filter.blocked = ["nunca"]
        #expect(filter.startsNoSession(Content(kind: .text, text: "Ok.")))
        let data = try JSONEncoder().encode(filter)
        let read = try JSONDecoder().decode(WordFilter.self, from: data)
        #expect(read == filter)
        #expect(read.blockedWord(in: "nunca mais") == "nunca")
        let empty = try JSONDecoder().decode(WordFilter.self, from: Data("{}".utf8))
        #expect(empty == WordFilter())
    }
}
