import Foundation
import Testing

@Suite struct CatalogueTests {
    private static let templates = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "templates")

    private func words(_ language: String) throws -> [String: String] {
        let file = Self.templates.appending(path: "locales/\(language).json")
        return try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
    }

    @Test func `Portuguese and English have the same keys`() throws {
        let portuguese = Set(try words("pt-BR").keys)
        let english = Set(try words("en").keys)
        #expect(portuguese.subtracting(english).sorted() == [])
        #expect(english.subtracting(portuguese).sorted() == [])
    }

    @Test func `both languages take the same arguments`() throws {
        let english = try words("en")
        for (key, text) in try words("pt-BR") {
            let mine = text.matches(of: #/\{(\w+)\}/#).map { String($0.1) }
            let theirs = (english[key] ?? "").matches(of: #/\{(\w+)\}/#).map { String($0.1) }
            #expect(Set(mine) == Set(theirs), "\(key)")
        }
    }

    @Test func `no words are empty`() throws {
        for language in ["pt-BR", "en"] {
            let empty = try words(language).filter { $0.value.isEmpty }.keys.sorted()
            #expect(empty == [], "\(language)")
        }
    }
}
