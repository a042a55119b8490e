import Foundation
import Testing

/// Knocks at every kind of door of the real program as everybody.
@Suite struct RoleTests {
    /// Is a door, and what each of those who knock gets to hear.
    private struct Door {
        var method = "GET"
        let path: String
        var body = ""
        let nobody: Int
        let agent: Int
        let supervisor: Int
        let manager: Int
        let administrator: Int

        var isAboutSession: Bool { path.contains("/sessions/") }

        /// Browsers ask for pages, and are led to the login.
        var headers: [String: String] {
            if !body.isEmpty { return ["Content-Type": "application/json"] }
            return path.hasPrefix("/api/") || path.contains(".") ? [:] : ["Accept": "text/html"]
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `every endpoint answers by role`() async throws {
        try await Premises.run { premises in
            try await premises.command("team", "add", "vendas", "--name", "Vendas")
            try await premises.command("team", "add", "outra", "--name", "Outra")
            var tokens: [String: String] = [:]
            for role in ["agent", "supervisor", "manager", "administrator"] {
                tokens[role] = try await premises.addPerson(
                    "\(role)@teste",
                    role,
                    named: role,
                    teams: ["vendas"]
                )
            }
            for role in ["supervisor", "manager"] {
                try await premises.command("user", "set-role", "\(role)@teste", role, "--scope-all")
            }
            try await premises.addWhatsApp("whatsapp-1", number: "5500001")
            try await premises.addWhatsApp("whatsapp-2", number: "5500002", team: "outra")
            try await premises.serving { server in
                let nobody = Caller(address: server.address)
                var people = ["nobody": nobody]
                for (role, token) in tokens {
                    people[role] = Caller(address: server.address, token: token)
                }
                people["stranger"] = Caller(address: server.address, token: "cnct_inventado")
                let (mine, others) = try await sessions(nobody, people["administrator"] ?? nobody)
                for door in doors(mine, others) { try await knock(at: door, people) }
            }
        }
    }

    /// Makes a session of the agent's team, and one of another team.
    private func sessions(
        _ nobody: Caller,
        _ administrator: Caller
    ) async throws -> (mine: String, others: String) {
        for number in ["5500001", "5500002"] {
            let body = try CloudWebhook.text(
                "oi",
                id: "wamid.\(number)",
                from: "551190000\(number)",
                to: number
            )
            #expect(try await nobody.hook("whatsapp-1", body).status == 200)
        }
        let all = try await administrator.all("/api/v1/sessions")
        #expect(all.count == 2)
        let mine = all.first { $0.team.name.string == "Vendas" }?.id.string
        let others = all.first { $0.team.name.string == "Outra" }?.id.string
        return (try #require(mine), try #require(others))
    }

    private func doors(_ mine: String, _ others: String) -> [Door] {
        let everyone = [
            "sessions", "sessions/\(mine)", "sessions/\(mine)/timeline", "sessions/\(mine)/legs",
            "sessions/\(mine)/gallery", "sessions/\(mine)/templates", "contacts?q=Maria", "history",
            "me", "users", "teams", "teams/vendas", "channels", "channels/whatsapp-1", "tags",
            "templates",
        ]
        let supervisors = ["boards", "boards/operacao", "reports", "reports/history"]
        let pages = ["/console", "/history"]
        let supervisorPages = ["/boards/operacao", "/reports"]
        let administratorPages = [
            "/channels", "/channels/new/whatsapp", "/channels/whatsapp-1", "/plugins",
            "/plugins/quarantine",
        ]
        let documents = [
            "/boards/operacao.png?size=320x180", "/boards/operacao.pdf", "/reports/history.csv",
            "/reports/history.html",
        ]
        let open = ["/healthz", "/readyz"]
        return everyone.map { door("/api/v1/" + $0, 401, 200, 200, 200, 200) }
            + supervisors.map { door("/api/v1/" + $0, 401, 403, 200, 200, 200) }
            + documents.map { door($0, 401, 403, 200, 200, 200) }
            + open.map { door($0, 200, 200, 200, 200, 200) }
            + [door("/login", 200, 303, 303, 303, 303)]
            + pages.map { door($0, 303, 200, 200, 200, 200) }
            + supervisorPages.map { door($0, 303, 403, 200, 200, 200) }
            + administratorPages.map { door($0, 303, 403, 403, 403, 200) }
            + writes(mine, others)
            + [
                // What a person may not see does not exist for them.
                door("/api/v1/sessions/\(others)", 401, 404, 200, 200, 200),
                door("/api/v1/sessions/\(others)/timeline", 401, 404, 200, 200, 200),
                door("/reports/protocol.pdf?session=\(mine)", 401, 200, 200, 200, 200),
                door("/reports/protocol.pdf?session=\(others)", 401, 404, 200, 200, 200),
                door("/api/v1/sessions/nada", 401, 404, 404, 404, 404),
                door("/nada", 404, 404, 404, 404, 404),
            ]
    }

    private func writes(_ mine: String, _ others: String) -> [Door] {
        let user = #"{"email": "x", "name": "x", "role": "agent", "password": "curta"}"#
        return [
            write("POST", "/api/v1/sessions/\(others)/start", "{}", 401, 404, nil, nil, nil),
            write("POST", "/api/v1/sessions/\(others)/close", "{}", 401, 404, nil, nil, nil),
            write("POST", "/api/v1/sessions/\(mine)/read", "{}", 401, 204, 204, 204, 204),
            write(
                "POST",
                "/api/v1/sessions/\(mine)/notes",
                #"{"text": "x"}"#,
                401,
                201,
                201,
                201,
                201
            ),
            // Administrators get as far as what is wrong with it; nobody else is told.
            write("POST", "/api/v1/users", user, 401, 403, 403, 403, nil),
            write("POST", "/api/v1/teams", "{}", 401, 403, 403, 403, nil),
            write("POST", "/api/v1/channels", "{}", 401, 403, 403, 403, nil),
            write("POST", "/api/v1/tags", "{}", 401, 403, 403, 403, nil),
            write("POST", "/api/v1/templates", "{}", 401, 403, 403, 403, nil),
            write("PATCH", "/api/v1/teams/vendas", #"{"name": "Vendas"}"#, 401, 403, 403, 403, 200),
            write("DELETE", "/api/v1/teams/nada", "", 401, 403, 403, 403, 404),
            write("DELETE", "/api/v1/channels/nada", "", 401, 403, 403, 403, 404),
            write(
                "PUT",
                "/api/v1/me/presence",
                #"{"state": "available"}"#,
                401,
                200,
                200,
                200,
                200
            ),
        ]
    }

    private func door(
        _ path: String,
        _ nobody: Int,
        _ agent: Int,
        _ supervisor: Int,
        _ manager: Int,
        _ administrator: Int
    ) -> Door {
        Door(
            path: path,
            nobody: nobody,
            agent: agent,
            supervisor: supervisor,
            manager: manager,
            administrator: administrator
        )
    }

    /// A door for writing; `nil` where it is open and something else is then amiss.
    private func write(
        _ method: String,
        _ path: String,
        _ body: String,
        _ nobody: Int,
        _ agent: Int,
        _ supervisor: Int?,
        _ manager: Int?,
        _ administrator: Int?
    ) -> Door {
        Door(
            method: method,
            path: path,
            body: body,
            nobody: nobody,
            agent: agent,
            supervisor: supervisor ?? 0,
            manager: manager ?? 0,
            administrator: administrator ?? 0
        )
    }

    private func knock(at door: Door, _ people: [String: Caller]) async throws {
        for (person, expected) in [
            ("nobody", door.nobody), ("stranger", door.nobody), ("agent", door.agent),
            ("supervisor", door.supervisor), ("manager", door.manager),
            ("administrator", door.administrator),
        ] {
            // What is open is asked of the one with the least rights alone: it would be done.
            let isAsked = expected > 0 || person == "administrator" && !door.isAboutSession
            guard let caller = people[person], isAsked else { continue }
            // A token of nobody is no worse than none where none is needed.
            guard person != "stranger" || [303, 401].contains(expected) else { continue }
            let answer = try await caller.call(
                door.method,
                door.path,
                door.body.isEmpty ? nil : Data(door.body.utf8),
                headers: door.headers
            )
            let said = "\(door.method) \(door.path) as \(person): \(answer.status)"
            if expected > 0 {
                #expect(answer.status == expected, "\(said)")
            } else {
                #expect([400, 404, 409, 422].contains(answer.status), "\(said) \(answer.text)")
            }
        }
    }
}
