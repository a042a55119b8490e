import Foundation
import Paper
import Testing

@testable import Templates

/// A folder of templates for one test, gone with it.
final class TemplateBench {
    let shipped: URL
    let overrides: URL

    init(_ files: [String: String] = [:]) throws {
        let base = FileManager.default.temporaryDirectory
            .appending(path: "conecta-templates-\(UUID().uuidString)")
        shipped = base.appending(path: "shipped")
        overrides = base.appending(path: "overrides")
        try FileManager.default.createDirectory(at: overrides, withIntermediateDirectories: true)
        for (path, text) in files { try write(path, text) }
    }

    deinit {
        try? FileManager.default.removeItem(at: shipped.deletingLastPathComponent())
    }

    var folders: TemplateFolders { TemplateFolders(shipped: shipped, overrides: overrides) }

    func write(_ path: String, _ text: String, override: Bool = false) throws {
        let file = (override ? overrides : shipped).appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }

    /// A template with facts and content.
    static func template(_ facts: String = "", _ body: String) -> String {
        """
        <c:template xmlns="http://www.w3.org/1999/xhtml" xmlns:c="urn:conecta:template">\
        <c:facts>\(facts)</c:facts>\(body)</c:template>
        """
    }

    /// Fills one page that has only this content.
    static func fill(
        _ body: String,
        facts: String = "",
        with values: PageFacts = [:],
        words: [Language: [String: String]] = [:],
        in wording: Wording = portuguese
    ) throws -> String {
        let bench = try TemplateBench(["pages/p.xml": template(facts, body)])
        let pages = try Pages(folders: bench.folders, words: Catalogue(words))
        return String(decoding: try pages.render("p", values, wording), as: UTF8.self)
    }

    /// Declares one fact for each name and type.
    static func facts(_ types: KeyValuePairs<String, String>) -> String {
        types.map { "<c:fact name=\"\($0)\" type=\"\($1)\"/>" }.joined()
    }

    static let portuguese = Wording(language: .portuguese, zone: zone)
    static let english = Wording(language: .english, zone: zone)

    /// Three hours behind UTC, all year.
    private static var zone: TimeZone { TimeZone(secondsFromGMT: -3 * 3_600) ?? .gmt }
}

/// A text in which `¦` marks the places that findings are expected at.
struct MarkedText {
    let text: String
    let places: [String]

    init(_ marked: String) {
        var text = ""
        var places: [String] = []
        var (line, column) = (1, 1)
        for scalar in marked.unicodeScalars {
            if scalar == "¦" {
                places.append("\(line):\(column)")
                continue
            }
            text.unicodeScalars.append(scalar)
            (line, column) = scalar == "\n" ? (line + 1, 1) : (line, column + 1)
        }
        self.text = text
        self.places = places
    }

    /// Checks that the findings of a page with this text stand at the marked places.
    func expectFindings(
        _ messages: String...,
        files: [String: String] = [:],
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let bench = try TemplateBench(files.merging(["pages/p.xml": text]) { one, _ in one })
        let findings = Pages.check(bench.folders).filter {
            $0.file.hasSuffix("p.xml") && $0.weight == .fault
        }
        let found = findings.map { "\($0.line):\($0.column)" }
        #expect(
            found == places,
            "\(findings.map(\.description).joined(separator: "\n"))",
            sourceLocation: sourceLocation
        )
        for (finding, message) in zip(findings, messages) {
            #expect(finding.message.contains(message), sourceLocation: sourceLocation)
        }
    }
}
