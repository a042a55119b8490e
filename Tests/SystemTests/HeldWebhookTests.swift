import Foundation
import Testing

/// Takes the plugin away from the real program, ends it all of a sudden, and gives the plugin back.
@Suite struct HeldWebhookTests {
    private static let number = "5500007"

    @Test(.timeLimit(.minutes(3)))
    func `what came while the plugin was gone is there once and in order, also after kill -9`()
        async throws
    {
        try await Premises.run { premises in
            try await premises.command("team", "add", "vendas", "--name", "Vendas")
            let token = try await premises.addPerson("alda@teste", "administrator", named: "Alda")
            try await premises.addWhatsApp("whatsapp-1", number: Self.number)
            let empty = premises.desk.appending(path: "no-plugins")
            try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)

            let first = try await premises.open(plugins: empty)
            for index in 0..<30 { #expect(try await post(index, first.address) == 200) }
            await first.kill()
            let second = try await premises.open(plugins: empty)
            let caller = Caller(address: second.address, token: token)
            #expect(try await post(30, second.address) == 200)
            let forged = try await caller.hook("whatsapp-1", body(31), secret: "outro")
            #expect(forged.status == 401)
            let channel = try await caller.get("/api/v1/channels/whatsapp-1").json.connection
            #expect(channel.state.string == "degraded")
            #expect(channel.heldRequests.double == 31)
            let page = try await caller.get("/plugins")
            #expect(page.status == 200 && page.text.contains("Degradado"))
            let ready = try await caller.get("/readyz")
            #expect(ready.status == 200)
            #expect(ready.json.checks.heldRequests.double == 31)
            // The provider's handshake needs no plugin: its word is in the configuration.
            let word = Premises.verifyToken
            let path = "/hooks/whatsapp-1?hub.mode=subscribe&hub.verify_token=\(word)"
            #expect(try await caller.get(path + "&hub.challenge=42").text == "42")
            await second.kill()

            let third = try await premises.open()
            // Ended in the middle of catching up, perhaps: nothing is there twice for it.
            await third.kill()
            try await premises.serving { server in
                let caller = Caller(address: server.address, token: token)
                try await until("all of it is in the books") {
                    try await caller.get("/readyz").json.checks.heldRequests.double == 0
                }
                let texts = try await caller.received(on: "whatsapp-1").compactMap(\.text.string)
                // The timeline begins with the newest.
                #expect(texts.reversed() == (0...30).map { "mensagem \($0)" })
                let after = try await caller.get("/api/v1/channels/whatsapp-1").json.connection
                #expect(after.state.string == "working")
                #expect(try await post(32, server.address) == 200)
            }
            #expect(try await premises.run(["check"]).code == 0)
            #expect(try await premises.run(["rebuild"]).code == 0)
            #expect(try await premises.run(["check"]).code == 0)
            let list = try await premises.command("plugin", "quarantine", "list", "--json")
            #expect(list.text.filter { !$0.isWhitespace } == "[]")
            let nothing = try await premises.run(["plugin", "quarantine", "show", "0000000000001"])
            #expect(nothing.code == 1)
        }
    }

    private func body(_ index: Int) throws -> Data {
        try CloudWebhook.text(
            "mensagem \(index)",
            id: "wamid.\(index)",
            from: "5511900000001",
            named: "Maria",
            to: Self.number
        )
    }

    private func post(_ index: Int, _ address: String) async throws -> Int {
        try await Caller(address: address).hook("whatsapp-1", body(index)).status
    }
}
