import Foundation
import Testing

/// Tries channels with the real program's command, with and without a server.
@Suite struct ChannelTryCommandTests {
    private static let mapping = """
        {"verification": {"scheme": "token", "header": "X-Key"}, "webhookSecret": "segredo",
         "apiToken": "t0ken", "incoming": {"contact": "$.from", "text": "$.text", "id": "$.id"},
         "sendURL": "https://api.example/send",
         "outgoing": {"headers": {"X-Token": "{{secret:apiToken}}"},
                      "body": {"to": "{{contact.key}}", "text": "{{text}}"}}}
        """

    @Test(.timeLimit(.minutes(2)), arguments: [false, true])
    func `a mapping is tried before there is a channel, and changes before they are kept`(
        isServed: Bool
    ) async throws {
        try await Premises.run { premises in
            try await premises.command("team", "add", "vendas", "--name", "Vendas")
            guard isServed else { return try await tryAll(premises) }
            try await premises.serving { _ in try await tryAll(premises) }
        }
    }

    private func tryAll(_ premises: Premises) async throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "mapping-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(Self.mapping.utf8).write(to: file)
        let body = #"{"id": 7, "from": "c-1", "text": "Oi"}"#
        let tried = try await premises.run(
            [
                "channel", "try", "--plugin", "mapped", "--config", file.path, "--webhook", "-",
                "--header", "X-Key: segredo", "--text", "Bom dia", "--to", "c-1",
            ],
            input: body
        )
        #expect(tried.code == 0, "\(tried.complaint)")
        for line in [
            "verification: passed", "  conversation: c-1", "  text: Oi",
            "POST https://api.example/send", "x-token: {{secret:apiToken}}",
            #"{"text":"Bom dia","to":"c-1"}"#, "outcome: accepted trial",
        ] {
            #expect(tried.text.contains(line + "\n"), "\(line)\n\(tried.text)")
        }
        #expect(!tried.text.contains("t0ken"))
        #expect(try await !premises.run(["channel", "list", "--json"]).text.contains("slug"))

        try await premises.command(
            "channel",
            "add",
            "crm",
            "--plugin",
            "mapped",
            "--config",
            file.path
        )
        let change = FileManager.default.temporaryDirectory
            .appending(path: "change-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: change) }
        try Data(#"{"incoming": {"contact": "$.sender", "id": "$.id"}}"#.utf8).write(to: change)
        let arguments = ["channel", "try", "crm", "--webhook", "-", "--json"]
        let changed = try await premises.run(arguments + ["--config", change.path], input: body)
        #expect(changed.text.contains("$.sender: is not there"))
        #expect(changed.text.contains("unsigned"))
        // The change was for the trial alone.
        let kept = try await premises.run(arguments, input: body)
        #expect(kept.text.contains(#""conversation" : "c-1""#))
        try Data(#"{"sendURL": "{{text}}"}"#.utf8).write(to: change)
        let broken = try await premises.run(arguments + ["--config", change.path], input: body)
        #expect(broken.code == 1)
        #expect(broken.complaint.contains("cannot work like this"))
        try await premises.command("channel", "remove", "crm")
    }
}
