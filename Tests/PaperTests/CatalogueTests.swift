import Foundation
import Paper
import Testing

@Suite struct CatalogueTests {
    private let catalogue = Catalogue([
        .portuguese: [
            "hello": "Olá, {name}!", "row.one": "{count} linha", "row.other": "{count} linhas",
            "odd": "{a} {b} {", "only": "só aqui",
        ],
        .english: ["hello": "Hello, {name}!"],
    ])

    @Test func `arguments are filled in and never filled in again`() {
        let text = catalogue.text("hello", in: .english, ["name": "{name}"])
        #expect(text == "Hello, {name}!")
    }

    @Test func `unknown arguments and open braces stay`() {
        #expect(catalogue.text("odd", in: .portuguese, ["b": "x"]) == "{a} x {")
    }

    @Test func `a gap is filled from Portuguese or seen as its key`() {
        #expect(catalogue.text("only", in: .english) == "só aqui")
        #expect(catalogue.text("none", in: .english) == "none")
    }

    @Test func `counts choose their form`() {
        #expect(catalogue.text("row", count: 1, in: .portuguese) == "1 linha")
        #expect(catalogue.text("row", count: 0, in: .portuguese) == "0 linhas")
    }

    @Test func `a broken file is named`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "conecta-catalogue-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("[1]".utf8).write(to: folder.appending(path: "en.json"))
        #expect {
            _ = try Catalogue(folder: folder)
        } throws: { error in
            String(describing: error).contains("en.json")
        }
    }
}
