import Foundation
import Testing

/// Serves a contact from the first message to the documents, as a program does over HTTP.
@Suite struct ServiceTests {
    private static let number = "5500001"
    private static let phone = "5511999990001"
    private static let greeting = "Bom dia, meu pedido não chegou"

    @Test(.timeLimit(.minutes(3)))
    func `a contact is served after the window, transferred and closed, and it is all on paper`()
        async throws
    {
        try await Premises.run { premises in
            let staff = try await furnish(premises)
            try await premises.serving { server in
                try await serve(premises, server.address, staff)
            }
        }
    }

    private struct Staff {
        var ana = ""
        var bruno = ""
        var sara = ""
        var alda = ""
    }

    private func furnish(_ premises: Premises) async throws -> Staff {
        try await premises.command("team", "add", "vendas", "--name", "Vendas")
        try await premises.command("team", "add", "suporte", "--name", "Suporte")
        var staff = Staff()
        let both = ["vendas", "suporte"]
        staff.ana = try await premises.addPerson("ana@teste", "agent", named: "Ana", teams: both)
        staff.bruno = try await premises.addPerson(
            "bruno@teste",
            "agent",
            named: "Bruno",
            teams: both
        )
        staff.sara = try await premises.addPerson("sara@teste", "supervisor", named: "Sara")
        staff.alda = try await premises.addPerson("alda@teste", "administrator", named: "Alda")
        try await premises.command("user", "set-role", "sara@teste", "supervisor", "--scope-all")
        try await premises.addWhatsApp("whatsapp-1", number: Self.number)
        return staff
    }

    private func serve(_ premises: Premises, _ address: String, _ staff: Staff) async throws {
        let alda = Caller(address: address, token: staff.alda)
        let tag = #"{"slug": "orcamento", "name": "Orçamento", "published": true}"#
        #expect(try await alda.post("/api/v1/tags", tag).status == 201)
        let template = """
            {"channel": "whatsapp-1", "name": "retomada", "language": "pt_BR",
             "body": "Olá {{1}}, podemos continuar?"}
            """
        #expect(try await alda.post("/api/v1/templates", template).status == 201)

        let (id, winner, loser) = try await start(address, staff)
        let path = "/api/v1/sessions/\(id)"
        try await writeAfterTheWindow(path, winner, premises)
        try await writeInTheWindow(path, winner, premises)

        let tagged = try await winner.post(path + "/tags", #"{"tag": "orcamento"}"#)
        #expect(tagged.json.tags.elements.map(\.slug.string) == ["orcamento"])
        let moved = try await winner.post(path + "/transfer", #"{"team": "suporte"}"#)
        #expect(moved.status == 200)
        #expect(moved.json.team.name.string == "Suporte")
        #expect(moved.json.phase.string == "waiting")
        let early = try await loser.post(path + "/messages", #"{"text": "cedo demais"}"#)
        #expect(early.status == 409)
        #expect(try await loser.post(path + "/start").status == 200)
        let last = try await loser.post(path + "/messages", #"{"text": "Chega amanhã ✅"}"#)
        #expect(last.status == 201)
        try await until("the last message is sent") { premises.provider.taken.count == 3 }
        try await until("the last message is accepted") {
            try await message(last, in: path, loser).delivery.string == "accepted"
        }
        let closed = try await loser.post(path + "/close")
        #expect(closed.json.phase.string == "closed")
        #expect(closed.json.outcome.string == "success")
        #expect(try await loser.all("/api/v1/sessions").isEmpty)

        let papers = Papers(
            premises: premises,
            protocolNumber: closed.json.protocol.string ?? "",
            session: id,
            contact: "Conceição Araújo",
            words: [Self.greeting, "Olá Conceição, podemos continuar?", "Já vejo", "Chega amanhã"]
        )
        try await papers.examine(as: Caller(address: address, token: staff.sara), agent: loser)
    }

    /// Two agents start the same session at once.
    private func start(
        _ address: String,
        _ staff: Staff
    ) async throws -> (id: String, winner: Caller, loser: Caller) {
        let ana = Caller(address: address, token: staff.ana)
        let bruno = Caller(address: address, token: staff.bruno)
        let yesterday = Date(timeIntervalSinceNow: -25 * 3_600)
        #expect(try await hook(Self.greeting, at: yesterday, ana) == 200)
        let session = try #require(try await ana.all("/api/v1/sessions").first)
        let id = try #require(session.id.string)
        #expect(session.may.elements.contains(.text("start")))
        async let first = ana.post("/api/v1/sessions/\(id)/start")
        async let second = bruno.post("/api/v1/sessions/\(id)/start")
        let answers = try await [first, second]
        #expect(answers.map(\.status).sorted() == [200, 409])
        let won = answers[0].status == 200
        let refusal = won ? answers[1] : answers[0]
        #expect(refusal.json.code.string == "session-taken")
        #expect(refusal.json.agent.name.string == (won ? "Ana" : "Bruno"))
        #expect(refusal.headers["content-type"]?.hasPrefix("application/problem+json") == true)
        return won ? (id, ana, bruno) : (id, bruno, ana)
    }

    private func writeAfterTheWindow(
        _ path: String,
        _ agent: Caller,
        _ premises: Premises
    ) async throws {
        let refused = try await agent.post(path + "/messages", #"{"text": "Ainda está aí?"}"#)
        #expect(refused.status == 409)
        #expect(refused.json.code.string == "window-closed")
        #expect(refused.json.resume.string == "template")
        let offered = try await agent.get(path + "/templates")
        #expect(offered.json.items.elements.map(\.name.string) == ["retomada"])
        let wrong = try await agent.post(
            path + "/messages",
            #"{"template": {"name": "retomada", "language": "pt_BR", "parameters": []}}"#
        )
        #expect(wrong.status == 422)
        #expect(wrong.json.code.string == "template-parameters")
        let body = """
            {"template": {"name": "retomada", "language": "pt_BR", "parameters": ["Conceição"]}}
            """
        let key = ["Idempotency-Key": "retomada-1"]
        let sent = try await agent.post(path + "/messages", body, headers: key)
        #expect(sent.status == 201)
        let again = try await agent.post(path + "/messages", body, headers: key)
        #expect(again.json.id == sent.json.id)
        let taken = try await until("the template is sent") { premises.provider.taken.first }
        #expect(taken.body.contains(#""retomada""#))
        #expect(taken.body.contains("Conceição"))
        #expect(taken.body.contains(Self.phone))

        // What became of it comes late, twice and out of order.
        for status in ["read", "delivered", "read"] {
            let body = try CloudWebhook.status(
                status,
                of: taken.id,
                for: Self.phone,
                on: Self.number
            )
            #expect(try await agent.hook("whatsapp-1", body).status == 200)
        }
        try await until("the template is read") {
            try await message(sent, in: path, agent).delivery.string == "read"
        }
        #expect(premises.provider.taken.count == 1)
    }

    private func writeInTheWindow(
        _ path: String,
        _ agent: Caller,
        _ premises: Premises
    ) async throws {
        #expect(try await hook("Estou aqui", at: Date(), agent) == 200)
        let sent = try await agent.post(path + "/messages", #"{"text": "Já vejo"}"#)
        #expect(sent.status == 201)
        let taken = try await until("the text is sent") {
            premises.provider.taken.dropFirst().first
        }
        #expect(taken.body.contains("Já vejo"))
        let delivered = try CloudWebhook.status(
            "delivered",
            of: taken.id,
            for: Self.phone,
            on: Self.number
        )
        #expect(try await agent.hook("whatsapp-1", delivered).status == 200)
        try await until("the text is delivered") {
            try await message(sent, in: path, agent).delivery.string == "delivered"
        }
    }

    private func message(
        _ sent: Caller.Answer,
        in path: String,
        _ agent: Caller
    ) async throws -> Wire {
        try await agent.all(path + "/timeline").map(\.message)
            .first { $0.id == sent.json.id } ?? .null
    }

    private func hook(_ text: String, at moment: Date, _ caller: Caller) async throws -> Int {
        let body = try CloudWebhook.text(
            text,
            id: "wamid.\(UUID().uuidString)",
            from: Self.phone,
            named: "Conceição Araújo",
            to: Self.number,
            at: moment
        )
        return try await caller.hook("whatsapp-1", body).status
    }
}
