import Foundation
import Paper
import Testing

@testable import Templates

@Suite
struct HostileFileTests {
    private static let open =
        "<c:template xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:c=\"urn:conecta:template\">"

    private func message(_ text: String) throws -> String {
        let source = Source(file: "p.xml", bytes: Array(text.utf8))
        do {
            _ = try TemplateReader.read(source)
            return ""
        } catch {
            return error.message
        }
    }

    @Test func `entities that multiply are refused before they do`() throws {
        var bomb = "<!DOCTYPE x [<!ENTITY a0 \"ha\">"
        for level in 1...30 {
            let parts = String(repeating: "&a\(level - 1);", count: 10)
            bomb += "<!ENTITY a\(level) \"\(parts)\">"
        }
        bomb += "]>\(Self.open)<p title=\"&a30;\">&a30;</p></c:template>"
        #expect(try message(bomb).contains("DOCTYPE"))
    }

    @Test func `external entities are refused and their files not read`() throws {
        let secret = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data("secret".utf8).write(to: secret)
        defer { try? FileManager.default.removeItem(at: secret) }
        let entity = "<!DOCTYPE x [<!ENTITY s SYSTEM \"file://\(secret.path)\">]>"
        let text = try message("\(entity)\(Self.open)<p>&s;</p></c:template>")
        #expect(text.contains("DOCTYPE"))
        #expect(!text.contains("secret"))
        let dtd = "<!DOCTYPE html SYSTEM \"http://127.0.0.1:1/x.dtd\">"
        #expect(try message("\(dtd)\(Self.open)</c:template>").contains("DOCTYPE"))
    }

    @Test func `an entity of HTML is explained`() throws {
        #expect(try message("\(Self.open)<p>&nbsp;</p></c:template>").contains("&#160;"))
    }

    @Test(arguments: [65, 300, 100_000])
    func `deep nesting is refused`(_ depth: Int) throws {
        let nested =
            String(repeating: "<p>", count: depth) + String(repeating: "</p>", count: depth)
        #expect(try message("\(Self.open)\(nested)</c:template>") != "")
    }

    @Test func `a huge file is refused before it is parsed`() throws {
        let text = String(repeating: "a", count: TemplateReader.largest)
        #expect(try message("\(Self.open)\(text)</c:template>").contains("bytes"))
    }

    @Test func `too many elements are refused`() throws {
        let many = String(repeating: "<p/>", count: TemplateReader.most)
        #expect(try message("\(Self.open)\(many)</c:template>").contains("elements"))
    }

    @Test(arguments: ["", " ", "<", "<a", "plain", "<a/><b/>", "<?xml version='1.0'?>", "<a b/>"])
    func `what is no document is refused`(_ text: String) throws {
        #expect(try message(text) != "")
    }

    @Test func `bytes that are not UTF-8 are refused`() throws {
        let source = Source(file: "p.xml", bytes: Array(Self.open.utf8) + [0xE9, 0x3C])
        #expect(throws: Finding.self) { try TemplateReader.read(source) }
    }

    @Test func `processing instructions are refused`() throws {
        #expect(try message("\(Self.open)<?php x ?></c:template>") != "")
    }

    @Test func `fragments that use each other are refused`() throws {
        let bench = try TemplateBench([
            "fragments/a.xml": TemplateBench.template("", "<c:use fragment='b'/>"),
            "fragments/b.xml": TemplateBench.template("", "<c:use fragment='a'/>"),
        ])
        let findings = Pages.check(bench.folders)
        #expect(findings.contains { $0.message.contains("fragments/a → fragments/b") })
    }

    @Test func `fragments that multiply are refused soon`() throws {
        var files: [String: String] = [:]
        for level in 0..<15 {
            let use = level == 14 ? "" : "<c:use fragment='f\(level + 1)'/>"
            let body = String(repeating: use, count: 10)
            files["fragments/f\(level).xml"] = TemplateBench.template("", body)
        }
        let bench = try TemplateBench(files)
        let findings = Pages.check(bench.folders)
        #expect(findings.contains { $0.message.contains("too large") })
    }

    @Test func `facts that hold themselves are refused`() throws {
        let facts = "<c:fact name='a' type='list' of='a'/>"
        let bench = try TemplateBench(["fragments/a.xml": TemplateBench.template(facts, "x")])
        #expect(Pages.check(bench.folders).contains { $0.message.contains("hold themselves") })
    }
}
