import Foundation
import Paper
import Testing

@testable import Templates

@Suite
struct PageFactsTests {
    private func complaint(_ values: PageFacts) throws -> String {
        let facts = """
            <c:fact name="name" type="text"/><c:fact name="n" type="integer?"/>\
            <c:fact name="rows" type="list?"><c:fact name="since" type="moment"/>\
            <c:fact name="who" type="record?"><c:fact name="id" type="text"/></c:fact></c:fact>
            """
        do {
            _ = try TemplateBench.fill("{name}", facts: facts, with: values)
            return ""
        } catch let error as FillError {
            return error.description
        }
    }

    @Test func `facts that fit the declaration are taken`() throws {
        #expect(try complaint(["name": "x"]) == "")
        #expect(try complaint(["n": .integer(nil as Int?), "name": "x", "rows": .list([])]) == "")
    }

    @Test func `each misfit names its fact and what to do`() throws {
        let at = PageFact.moment(milliseconds: 0)
        #expect(try complaint([:]).contains("pages/p: fact name: is missing"))
        #expect(try complaint(["name": nil]).contains("name: is missing"))
        #expect(try complaint(["name": 1]).contains("name: is an integer"))
        #expect(try complaint(["name": 1]).contains("declares text"))
        #expect(try complaint(["name": "x", "nmae": "y"]).contains("nmae: is not declared"))
        #expect(try complaint(["name": "x", "name": "y"]).contains("given twice"))
        #expect(
            try complaint(["name": "x", "rows": .list([["since": at], ["since": "x"]])])
                .contains("fact rows[1].since: is a text")
        )
        #expect(
            try complaint(["name": "x", "rows": .list([["since": at, "who": .record([:])]])])
                .contains("fact rows[0].who.id: is missing")
        )
    }

    @Test func `records made by different code are told apart`() throws {
        var first: PageFacts = ["a": "1", "b": "2"]
        let second: PageFacts = ["b": "4", "a": "3"]
        first["c"] = "5"
        let html = try TemplateBench.fill(
            "<c:for each=\"r\" in=\"l\">{r.a}{r.b}{r.c}{r.c ? '!'};</c:for>",
            facts: "<c:fact name='l' type='list'>"
                + TemplateBench.facts(["a": "text", "b": "text", "c": "text?"]) + "</c:fact>",
            with: ["l": .list([first, second, first, ["a": "6", "c": nil, "b": "7"]])]
        )
        #expect(html == "125!;34;125!;67;")
    }

    @Test func `facts can be read, set, removed and merged`() {
        var facts: PageFacts = ["a": "1"]
        facts["b"] = 2
        facts["a"] = nil
        #expect(facts["a"] == nil)
        #expect(facts["b"] != nil)
        #expect(facts.merging(["b": 3, "c": 4]).fields.count == 2)
    }

    @Test func `a page that is not there is an error, not an empty page`() throws {
        let bench = try TemplateBench(["pages/p.xml": TemplateBench.template("", "x")])
        let pages = try Pages(folders: bench.folders, words: Catalogue())
        #expect(throws: FillError.self) { try pages.render("q", [:], TemplateBench.english) }
        #expect(throws: FillError.self) {
            try pages.render(fragment: "p", [:], TemplateBench.english)
        }
    }

    @Test func `large values grow the page, and the next one reserves it`() throws {
        let bench = try TemplateBench([
            "pages/p.xml": TemplateBench.template(TemplateBench.facts(["t": "text"]), "{t}")
        ])
        let pages = try Pages(folders: bench.folders, words: Catalogue())
        let text = String(repeating: "<", count: 100_000)
        for _ in 0..<2 {
            let count = try pages.render("p", ["t": .text(text)], TemplateBench.english) {
                $0.count
            }
            #expect(count == 400_000)
        }
    }
}
