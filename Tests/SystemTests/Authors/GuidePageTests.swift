import Foundation
import Testing

/// Follows the guide for plugin authors to the letter.
@Suite struct GuidePageTests {
    private static let pages = AuthorDesk.checkout.appending(path: "docs/plugins")

    private static func text(_ page: String) throws -> String {
        try String(contentsOf: pages.appending(path: page), encoding: .utf8)
    }

    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            "channel-in-c.md", "channel-in-swift.md", "report-in-c.md", "report-in-swift.md",
            "testing.md", "publishing.md",
        ]
    )
    func `every command of a page works as it stands`(_ page: String) async throws {
        let blocks = try Self.text(page).matches(of: /```sh\n([\s\S]*?)```/).map { String($0.1) }
        #expect(!blocks.isEmpty)
        try await AuthorDesk.use { desk in
            let run = try await desk.shell(blocks.joined(separator: "\n"))
            #expect(run.code == 0, "\(run.text)\n\(run.complaint)")
        }
    }

    @Test func `no page has commands that are not run`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.pages.path)
        let withCommands = try names.filter { try Self.text($0).contains("```sh") }
        #expect(
            Set(withCommands) == [
                "channel-in-c.md", "channel-in-swift.md", "report-in-c.md", "report-in-swift.md",
                "testing.md", "publishing.md",
            ]
        )
    }

    @Test func `the reference names every function and every id of the header`() throws {
        let header = try String(
            contentsOf: AuthorDesk.checkout.appending(
                path: "Sources/CPluginABI/include/conecta_plugin.h"
            ),
            encoding: .utf8
        )
        let reference = try Self.text("reference.md")
        for match in header.matches(of: /\(\*(\w+)\)\(/) where match.1 != "cnx_entry_fn" {
            #expect(reference.contains("`\(match.1)`"), "\(match.1)")
        }
        for match in header.matches(of: /#define (CNX_\w+) "(conecta\.[^"]+)"/) {
            #expect(reference.contains("`\(match.1)`"), "\(match.1)")
            #expect(reference.contains("`\(match.2)`"), "\(match.2)")
        }
        for match in header.matches(of: /^    (CNX_(?:OK|E_\w+)) =/.anchorsMatchLineEndings()) {
            #expect(reference.contains("`\(match.1)`"), "\(match.1)")
        }
    }
}
