import Foundation
import Paper
import Testing

@testable import Operations

@Suite struct InvalidFieldTests {
    private let words = Result {
        let root = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try Catalogue(folder: root.appending(path: "templates/locales"))
    }

    @Test(arguments: InvalidField.Rule.allCases)
    func `every rule has words of its own in both languages`(_ rule: InvalidField.Rule) throws {
        let words = try words.get()
        let texts = Language.allCases.map { language in
            InvalidField("field", rule, value: "eu").text(words, in: language)
        }
        #expect(Set(texts).count == Language.allCases.count)
        #expect(!texts.contains { $0.hasPrefix("invalid.") || $0.contains("{") })
    }

    @Test func `the words repeat no more than the beginning of what was given`() throws {
        let field = InvalidField("to", .recipient, value: String(repeating: "x", count: 9_000))
        #expect(field.text(try words.get(), in: .english).count < 120)
    }
}
