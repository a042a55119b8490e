import Foundation
import Testing

/// Sets how the company looks by commands, with and without a server.
@Suite struct CompanyCommandTests {
    /// A white picture of one point.
    private static let logo = """
        iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg==
        """

    @Test(.timeLimit(.minutes(3)))
    func `colour and logo are set, shown and taken away again`() async throws {
        try await Premises.run { premises in
            let bytes = try #require(Data(base64Encoded: Self.logo))
            let file = premises.desk.appending(path: "logo.png")
            try bytes.write(to: file)
            try await premises.command(
                "company",
                "set",
                "--name",
                "Açúcar S.A.",
                "--accent",
                "#0A7F5A"
            )
            let made = try await premises.serving { _ in
                try await premises.command("company", "logo", file.path, "--json").text
            }
            #expect(made.contains("\"logoBytes\" : \(bytes.count)"))
            let shown = try await premises.command("company", "show").text
            #expect(shown.contains("Açúcar S.A.") && shown.contains("#0A7F5A"))
            let saved = premises.desk.appending(path: "saved.png")
            try await premises.command("company", "logo", "-o", saved.path)
            #expect(try Data(contentsOf: saved) == bytes)
            try await premises.command("company", "logo", "--remove")
            try await premises.command("company", "set", "--accent", "none")
            let plain = try await premises.command("company", "show", "--json").text
            #expect(plain.contains("\"accent\" : \"\"") && plain.contains("\"logoBytes\" : 0"))
            #expect(plain.contains("Açúcar S.A."))
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `what cannot be drawn is refused in one line`() async throws {
        try await Premises.run { premises in
            try await premises.command("company", "set", "--name", "Açúcar S.A.")
            let file = premises.desk.appending(path: "logo.png")
            try #require(Data(base64Encoded: Self.logo)).prefix(30).write(to: file)
            for (arguments, word) in [
                (["logo", file.path], "PNG or JPEG"), (["set", "--accent", "verde"], "#RRGGBB"),
                (["set", "--time-zone", "Marte/Norte"], "Marte/Norte"),
                (["set", "--language", "tlh"], "pt-BR or en"),
                (["logo", "-o", file.path], "no logo"),
            ] {
                let run = try await premises.run(["company"] + arguments)
                #expect(run.code == 1)
                #expect(run.complaint.contains(word))
                #expect(run.complaint.split(separator: "\n").count == 1)
            }
            #expect(try await premises.run(["company", "set"]).code == 64)
            #expect(try await premises.run(["company", "logo"]).code == 64)
        }
    }
}
