import Foundation
import Testing

/// Shows boards on displays without a browser: by long poll and as a stream.
@Suite struct BoardStreamTests {
    private static let number = "5500009"

    /// A company of one team, with a link to its board.
    private func furnish(_ premises: Premises) async throws -> (id: String, query: String) {
        try await premises.command("team", "add", "vendas", "--name", "Vendas")
        _ = try await premises.addPerson("alda@teste", "administrator", named: "Alda")
        try await premises.addWhatsApp("whatsapp-1", number: Self.number)
        let answer = try await premises.command("board", "link", "operacao", "--json")
        let link = try JSONDecoder().decode(Wire.self, from: answer.output)
        let secret = try #require(link.secret.string)
        let key = try #require(secret.firstMatch(of: #/key=([^&\s]+)/#)).1
        return (try #require(link.id.string), "size=320x180&key=\(key)")
    }

    /// Lets a contact write, who then waits.
    private func write(to server: ServerProcess) async throws {
        let body = try CloudWebhook.text(
            "Oi",
            id: "wamid.\(UUID().uuidString)",
            from: "5511999990001",
            to: Self.number
        )
        let answer = try await Caller(address: server.address).hook("whatsapp-1", body)
        #expect(answer.status == 200)
    }

    @Test(.timeLimit(.minutes(3)))
    func `a long poll is answered when the picture changes, and with 304 when it does not`()
        async throws
    {
        try await Premises.run { premises in
            let (_, query) = try await furnish(premises)
            try await premises.serving { server in
                let nobody = Caller(address: server.address)
                let path = "/boards/operacao.png?" + query
                let first = try await nobody.get(path)
                #expect(first.status == 200)
                // The minute of the data may pass meanwhile: then the picture is another one.
                let same = try await until("a poll finds nothing new") {
                    let tag = try await nobody.get(path).headers["etag"] ?? ""
                    let started = Date()
                    let answer = try await nobody.get(
                        path + "&wait=2",
                        headers: ["If-None-Match": tag]
                    )
                    guard answer.status == 304 else { return nil as TimeInterval? }
                    return Date().timeIntervalSince(started)
                }
                #expect(same >= 1.5)
                let tag = try await nobody.get(path).headers["etag"] ?? ""
                let started = Date()
                async let poll = nobody.get(path + "&wait=60", headers: ["If-None-Match": tag])
                try await write(to: server)
                let answer = try await poll
                #expect(answer.status == 200)
                #expect(answer.headers["etag"] != tag)
                #expect(Date().timeIntervalSince(started) < 20)
            }
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `a stream sends what changed and ends with its link, and when the server stops`()
        async throws
    {
        try await Premises.run { premises in
            let (id, query) = try await furnish(premises)
            let other = try await premises.command("board", "link", "equipe", "--json")
            let link = try JSONDecoder().decode(Wire.self, from: other.output)
            let secret = try #require(link.secret.string)
            let kept = try await premises.serving { server -> PartListener in
                let address = server.address + "/boards/operacao.png?stream=1&" + query
                let stream = try #require(PartListener.listen(to: address))
                defer { stream.stop() }
                try await until("the first picture comes", holds: { stream.pictures >= 1 })
                try await write(to: server)
                // Somebody waits: the clock of the wait ticks.
                try await until("more pictures come", holds: { stream.pictures >= 3 })
                try await premises.command("token", "revoke", id)
                try await until("the stream ends with its link", holds: { stream.hasEnded })
                let path = secret.replacing("equipe?", with: "equipe.png?stream=1&")
                let second = try #require(PartListener.listen(to: server.address + path))
                try await until("its picture comes", holds: { second.pictures >= 1 })
                #expect(!second.hasEnded)
                return second
            }
            // `serving` ended the server in order, which waits for nobody's open stream.
            try await until("the stream ends with the server", holds: { kept.hasEnded })
        }
    }
}
