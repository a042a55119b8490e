import Foundation
import Testing

/// Builds boards and links by commands, with and without a server.
@Suite struct BoardCommandTests {
    private static let definition = """
        {"name": "Sala", "isShared": true, "widgets": [
          {"type": "figure", "metric": "waiting_now", "column": 0, "row": 0, "width": 6, "height": 6,
           "warning": 5},
          {"type": "chart", "chart": "volume", "column": 6, "row": 0, "width": 6, "height": 12}]}
        """

    @Test(.timeLimit(.minutes(3)))
    func `a board goes into a file and comes back the same`() async throws {
        try await Premises.run { premises in
            try await premises.command("team", "add", "vendas", "--name", "Vendas")
            _ = try await premises.addPerson("sara@teste", "supervisor", named: "Sara")
            _ = try await premises.addPerson("alda@teste", "administrator", named: "Alda")
            let file = premises.desk.appending(path: "sala.json")
            try Data(Self.definition.utf8).write(to: file)
            let taking = ["board", "import", "sala", file.path]
            let nobody = try await premises.run(taking)
            #expect(nobody.code == 1)
            #expect(nobody.complaint.contains("--user"))
            #expect(try await premises.run(taking + ["--user", "sara@teste"]).code == 0)
            let first = try await premises.command("board", "export", "sala")
            try first.output.write(to: file)
            // With a server the command goes through it, and changes what is there.
            let code = try await premises.serving { _ in try await premises.run(taking).code }
            #expect(code == 0)
            let again = try await premises.command("board", "export", "sala")
            #expect(again.output == first.output)
            let picture = premises.desk.appending(path: "sala.png")
            try await premises.command(
                "board",
                "render",
                "sala",
                "-o",
                picture.path,
                "--size",
                "480x800",
                "--palette",
                "bwr",
                "--rotate",
                "90"
            )
            #expect(try Data(contentsOf: picture).prefix(4) == Data([0x89, 0x50, 0x4E, 0x47]))

            let bad = Self.definition.replacing(#""column": 6"#, with: #""column": 5"#)
            try Data(bad.utf8).write(to: file)
            let refused = try await premises.run(taking)
            #expect(refused.code == 1)
            #expect(refused.complaint.contains("/widgets/1: covers widget 0"))
            #expect(try await premises.command("board", "export", "sala").output == first.output)

            try await premises.command("board", "link", "sala", "--name", "TV", "--days", "3")
            let links = try await premises.command("board", "links", "sala")
            #expect(links.text.contains("TV"))
            try await premises.command("board", "remove", "sala")
            #expect(try await premises.run(["board", "export", "sala"]).code == 1)
            #expect(try await premises.run(["board", "remove", "operacao"]).code == 1)
            let left = try await premises.command("board", "links")
            #expect(!left.text.contains("TV"))
        }
    }
}
