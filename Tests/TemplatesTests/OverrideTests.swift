import Foundation
import Paper
import Testing

@testable import Templates

@Suite
struct OverrideTests {
    private let page = TemplateBench.template(
        TemplateBench.facts(["a": "text", "b": "text?"]),
        "<p>{a}</p>"
    )

    private func html(_ pages: Pages, _ facts: PageFacts = ["a": "x"]) throws -> String {
        String(decoding: try pages.render("p", facts, TemplateBench.portuguese), as: UTF8.self)
    }

    @Test func `an operator's file stands for the shipped one and sees its facts`() throws {
        let bench = try TemplateBench([
            "pages/p.xml": page, "pages/q.xml": page,
            "locales/pt-BR.json": "{\"k\": \"a\", \"l\": \"b\"}",
        ])
        let other = TemplateBench.template("", "<b>{a}{b}{#k}{#l}</b>")
        try bench.write("pages/p.xml", other, override: true)
        try bench.write("locales/pt-BR.json", "{\"k\": \"c\"}", override: true)
        let words = try Pages.words(of: bench.folders)
        let pages = try Pages(folders: bench.folders, words: words)
        #expect(try html(pages) == "<b>xcb</b>")
        let shipped = try pages.render("q", ["a": "x"], TemplateBench.portuguese)
        #expect(String(decoding: shipped, as: UTF8.self) == "<p>x</p>")
    }

    @Test func `an override cannot ask for what the code does not give`() throws {
        let bench = try TemplateBench(["pages/p.xml": page])
        let other = TemplateBench.template(TemplateBench.facts(["c": "text"]), "{c}")
        try bench.write("pages/p.xml", other, override: true)
        let findings = Pages.check(bench.folders)
        #expect(findings.contains { $0.message.contains("no other facts") })
        #expect(throws: TemplateFindings.self) {
            try Pages(folders: bench.folders, words: Catalogue())
        }
    }

    @Test func `an override tells of drift until somebody accepts it`() throws {
        let bench = try TemplateBench(["pages/p.xml": page, "static/a.css": "a"])
        try Drift.override("pages/p.xml", in: bench.folders)
        #expect(Pages.check(bench.folders).isEmpty)
        try bench.write("pages/p.xml", page + "\n")
        let drift = Pages.check(bench.folders)
        #expect(drift.map(\.weight) == [.drift])
        #expect(drift.first?.isError == false)
        #expect(drift.first?.message.contains("has changed") == true)
        try Drift.accept(in: bench.folders)
        #expect(Pages.check(bench.folders).isEmpty)
        try bench.write("static/a.css", "b", override: true)
        #expect(Pages.check(bench.folders).map(\.weight) == [.drift])
        try Drift.accept(["static/a.css"], in: bench.folders)
        #expect(Pages.check(bench.folders).isEmpty)
    }

    @Test func `only shipped files can be overridden, and none twice`() throws {
        let bench = try TemplateBench(["pages/p.xml": page])
        try Drift.override("pages/p.xml", in: bench.folders)
        for path in ["pages/p.xml", "pages/none.xml", "../secret", "/etc/hostname"] {
            #expect(throws: Finding.self) { try Drift.override(path, in: bench.folders) }
        }
    }

    @Test func `a reload keeps the last good version of a template with a fault`() throws {
        let bench = try TemplateBench(["pages/p.xml": page, "pages/q.xml": page])
        let pages = try Pages(folders: bench.folders, words: Catalogue())
        try bench.write("pages/p.xml", TemplateBench.template("", "<p>{a}</p>"))
        try bench.write("pages/q.xml", page.replacing("<p>", with: "<p>new "))
        #expect(pages.reload(words: Catalogue()).count == 1)
        #expect(try html(pages) == "<p>x</p>")
        let other = try pages.render("q", ["a": "x"], TemplateBench.portuguese)
        #expect(String(decoding: other, as: UTF8.self) == "<p>new x</p>")
        try bench.write("pages/p.xml", page.replacing("<p>", with: "<p>now "))
        #expect(pages.reload(words: Catalogue()).isEmpty)
        #expect(try html(pages) == "<p>now x</p>")
    }

    @Test func `static files have addresses with their version`() throws {
        let bench = try TemplateBench([
            "pages/p.xml": TemplateBench.template("", "<link href=\"{asset('a/b.css')}\"/>"),
            "static/a/b.css": "one", "static/.hidden": "x", "static/c.js~": "x",
        ])
        let pages = try Pages(folders: bench.folders, words: Catalogue())
        let first = try #require(pages.assets["a/b.css"])
        #expect(pages.assets.names == ["a/b.css"])
        #expect(first.mediaType == "text/css; charset=utf-8")
        #expect(try html(pages, [:]) == "<link href=\"/static/a/b.css?v=\(first.fingerprint)\">")
        let version = first.fingerprint.description
        #expect(first.cacheControl(version: version).contains("immutable"))
        #expect(first.cacheControl(version: "0") == "no-cache")
        #expect(first.cacheControl(version: nil) == "no-cache")
        try bench.write("static/a/b.css", "two", override: true)
        pages.reload(words: Catalogue())
        #expect(pages.assets["a/b.css"]?.fingerprint != first.fingerprint)
        #expect(pages.assets["../pages/p.xml"] == nil)
    }

    @Test func `links do not lead out of the folder`() throws {
        let bench = try TemplateBench(["pages/p.xml": page, "static/a.css": "a"])
        try FileManager.default.createSymbolicLink(
            at: bench.shipped.appending(path: "static/secret"),
            withDestinationURL: URL(filePath: "/etc/hostname")
        )
        let pages = try Pages(folders: bench.folders, words: Catalogue())
        #expect(pages.assets.names == ["a.css"])
    }
}
