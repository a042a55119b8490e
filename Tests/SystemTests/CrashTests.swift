import Foundation
import Synchronization
import Testing

/// Ends the real program between two instructions.
@Suite struct CrashTests {
    private static let number = "5500001"

    @Test(.timeLimit(.minutes(3)))
    func `every message that was answered is there once after kill -9 in mid-traffic`()
        async throws
    {
        try await Premises.run { premises in
            try await premises.command("team", "add", "vendas", "--name", "Vendas")
            let token = try await premises.addPerson("alda@teste", "administrator", named: "Alda")
            try await premises.addWhatsApp("whatsapp-1", number: Self.number)
            let answered = Answered()
            for round in 1...2 {
                try await crash(round, premises, answered)
            }
            let before = try await premises.serving { server in
                let caller = Caller(address: server.address, token: token)
                try await expect(answered, caller)
                // The provider brings again what it did not hear of, and more.
                for id in answered.all.prefix(40) { #expect(try await post(id, caller) == 200) }
                try await expect(answered, caller)
                return try await lists(caller)
            }
            let check = try await premises.run(["check"])
            #expect(check.code == 0, "\(check.text)\(check.complaint)")
            #expect(try await premises.run(["rebuild"]).code == 0)
            #expect(try await premises.run(["check"]).code == 0)
            let after = try await premises.serving { server in
                try await lists(Caller(address: server.address, token: token))
            }
            #expect(before == after)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `what was being sent at kill -9 is unknown afterwards, and sent again only when asked`()
        async throws
    {
        try await Premises.run { premises in
            try await premises.command("team", "add", "vendas", "--name", "Vendas")
            let token = try await premises.addPerson(
                "ana@teste",
                "agent",
                named: "Ana",
                teams: ["vendas"]
            )
            try await premises.addWhatsApp("whatsapp-1", number: Self.number)
            let server = try await premises.open()
            let before = Caller(address: server.address, token: token)
            #expect(try await post("1-1", before) == 200)
            let id = try #require(try await before.all("/api/v1/sessions").first?.id.string)
            let path = "/api/v1/sessions/\(id)"
            #expect(try await before.post(path + "/start").status == 200)
            premises.provider.fallSilent()
            let sent = try await before.post(path + "/messages", #"{"text": "Pronto?"}"#)
            #expect(sent.status == 201)
            let message = try #require(sent.json.id.string)
            try await until("it is on its way") { premises.provider.taken.count == 1 }
            await server.kill()
            premises.provider.speak()

            try await premises.serving { server in
                let after = Caller(address: server.address, token: token)
                try await until("nobody knows what became of it") {
                    try await delivery(of: message, in: path, after) == "unknown"
                }
                let session = try await after.get(path)
                #expect(session.json.phase.string == "inService")
                #expect(session.json.agent.name.string == "Ana")
                #expect(premises.provider.taken.count == 1)
                let again = try await after.post("/api/v1/messages/\(message)/resend")
                #expect(again.status == 200)
                try await until("the provider took it") {
                    try await delivery(of: message, in: path, after) == "accepted"
                }
                #expect(premises.provider.taken.count == 2)
            }
        }
    }

    private func delivery(
        of message: String,
        in path: String,
        _ caller: Caller
    ) async throws -> String? {
        try await caller.all(path + "/timeline").map(\.message)
            .first { $0.id.string == message }?.delivery.string
    }

    /// Posts from eight sides, and ends the server when enough was answered.
    private func crash(_ round: Int, _ premises: Premises, _ answered: Answered) async throws {
        let server = try await premises.open()
        let caller = Caller(address: server.address)
        let goal = answered.count + 120
        await withTaskGroup(of: Void.self) { group in
            for side in 0..<8 {
                group.addTask {
                    for index in 0..<2_000 {
                        let id = "\(round)-\(side)-\(index)"
                        guard let status = try? await post(id, caller) else { return }
                        #expect(status == 200)
                        answered.add(id)
                    }
                }
            }
            group.addTask {
                try? await until("enough is answered", deadline: .seconds(60)) {
                    answered.count >= goal
                }
                await server.kill()
            }
        }
        #expect(answered.count >= goal, "\(server.words)")
    }

    private func post(_ id: String, _ caller: Caller) async throws -> Int {
        // Sixteen people write, each in one of the sides' turns and the next.
        let phone = 5_511_900_000_000 + (id.last?.wholeNumberValue ?? 0)
        let body = try CloudWebhook.text(
            "mensagem \(id).",
            id: "wamid.\(id)",
            from: String(phone),
            named: "Pessoa \(phone)",
            to: Self.number
        )
        return try await caller.hook("whatsapp-1", body).status
    }

    private func expect(_ answered: Answered, _ caller: Caller) async throws {
        let texts = try await caller.received(on: "whatsapp-1").compactMap(\.text.string)
        let counts = Dictionary(texts.map { ($0, 1) }, uniquingKeysWith: +)
        #expect(counts.filter { $0.value > 1 }.isEmpty)
        let missing = answered.all.filter { counts["mensagem \($0)."] == nil }
        #expect(missing.isEmpty)
    }

    /// What people see: open sessions with their timelines, contacts, and the search.
    private func lists(_ caller: Caller) async throws -> [Wire] {
        let sessions = try await caller.all("/api/v1/sessions")
        var found = sessions
        for session in sessions {
            let path = "/api/v1/sessions/\(session.id.string ?? "")"
            found += try await caller.all(path + "/timeline")
            found += try await caller.all(path + "/legs")
        }
        found += try await caller.all("/api/v1/contacts?q=Pessoa")
        return found + (try await caller.all("/api/v1/history"))
    }
}

/// Keeps the ids that the server answered 200 to.
private final class Answered: Sendable {
    private let ids = Mutex<Set<String>>([])

    var count: Int { ids.withLock { $0.count } }

    var all: [String] { ids.withLock { $0.sorted() } }

    func add(_ id: String) {
        ids.withLock { _ = $0.insert(id) }
    }
}
