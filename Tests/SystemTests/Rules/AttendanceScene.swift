import Foundation
import Testing

/// Is a company with two teams, three agents and a WhatsApp number, in a real server.
///
/// The words of its tests are those of the rules: who does what, and what everybody then sees.
struct AttendanceScene {
    let premises: Premises
    let admin: Caller
    let ana: Caller
    let bruno: Caller
    let carla: Caller
    private let contact = "5511987654321"

    /// Opens the company for a test.
    static func run(_ test: (AttendanceScene) async throws -> Void) async throws {
        try await Premises.run { premises in
            for team in ["vendas", "suporte"] {
                try await premises.command("team", "add", team, "--name", team.capitalized)
            }
            let admin = try await premises.addPerson("chefe@teste", "administrator", named: "Chefe")
            let ana = try await premises.addPerson(
                "ana@teste",
                "agent",
                named: "Ana",
                teams: ["vendas"]
            )
            let bruno = try await premises.addPerson(
                "bruno@teste",
                "agent",
                named: "Bruno",
                teams: ["vendas"]
            )
            let carla = try await premises.addPerson(
                "carla@teste",
                "agent",
                named: "Carla",
                teams: ["suporte"]
            )
            try await premises.addWhatsApp("zap", number: "5500001")
            try await premises.serving { server in
                let callers = [admin, ana, bruno, carla].map {
                    Caller(address: server.address, token: $0)
                }
                let scene = AttendanceScene(
                    premises: premises,
                    admin: callers[0],
                    ana: callers[1],
                    bruno: callers[2],
                    carla: callers[3]
                )
                for agent in callers.dropFirst() { try await scene.presence(agent, "available") }
                try await test(scene)
            }
        }
    }

    /// A contact writes, perhaps at another time.
    func writes(
        _ text: String,
        id: String = UUID().uuidString,
        as phone: String? = nil,
        named name: String = "Maria Souza",
        hoursAgo: Double = 0
    ) async throws {
        let body = try CloudWebhook.text(
            text,
            id: "wamid.\(id)",
            from: phone ?? contact,
            named: name,
            to: "5500001",
            at: Date(timeIntervalSinceNow: -hoursAgo * 3_600)
        )
        let answer = try await admin.hook("zap", body)
        try expect(answer, 200)
    }

    /// The place in the feed at which everything until now was told.
    func place() async throws -> Int {
        Int(try await admin.get("/api/v1/sessions").json.asOf.double ?? 0)
    }

    /// The one open session.
    func session(_ caller: Caller? = nil) async throws -> Wire {
        let open = try await (caller ?? admin).all("/api/v1/sessions")
        guard let only = open.first, open.count == 1 else {
            throw NeverCame(description: "one open session wanted, not \(open.count)")
        }
        return only
    }

    /// The id of the one open session.
    func id() async throws -> String {
        try await session().id.string ?? ""
    }

    /// What was said and done in a session.
    func timeline(_ id: String, _ caller: Caller? = nil) async throws -> [Wire] {
        try await (caller ?? admin).all("/api/v1/sessions/\(id)/timeline")
    }

    /// Does something with a session, which must succeed.
    @discardableResult
    func act(
        _ caller: Caller,
        _ id: String,
        _ action: String,
        _ body: String = "{}"
    ) async throws -> Wire {
        let answer = try await caller.post("/api/v1/sessions/\(id)/\(action)", body)
        guard (200..<300).contains(answer.status) else {
            throw NeverCame(description: "\(action): \(answer.status) \(answer.text)")
        }
        return answer.json
    }

    /// Tries something with a session, and gives the code of the refusal.
    func refusal(
        _ caller: Caller,
        _ id: String,
        _ action: String,
        _ body: String = "{}"
    ) async throws -> Wire {
        let answer = try await caller.post("/api/v1/sessions/\(id)/\(action)", body)
        guard answer.status >= 400 else {
            throw NeverCame(description: "\(action) was done: \(answer.text)")
        }
        return answer.json
    }

    /// Changes the presence of the agent who calls.
    func presence(_ agent: Caller, _ state: String) async throws {
        let body = #"{"state": "\#(state)"}"#
        let type = ["Content-Type": "application/json"]
        let path = "/api/v1/me/presence"
        try expect(try await agent.call("PUT", path, Data(body.utf8), headers: type), 200)
    }

    /// Changes a part of the configuration.
    @discardableResult
    func change(_ path: String, _ body: String) async throws -> Wire {
        let type = ["Content-Type": "application/json"]
        let answer = try await admin.call(
            "PATCH",
            "/api/v1/\(path)",
            Data(body.utf8),
            headers: type
        )
        try expect(answer, 200)
        return answer.json
    }

    /// Adds a part of the configuration.
    @discardableResult
    func add(_ path: String, _ body: String) async throws -> Wire {
        let answer = try await admin.post("/api/v1/\(path)", body)
        try expect(answer, 201)
        return answer.json
    }

    private func expect(_ answer: Caller.Answer, _ status: Int) throws {
        guard answer.status == status else {
            throw NeverCame(description: "\(status) wanted, not \(answer.status): \(answer.text)")
        }
    }
}

extension Wire {
    /// The kinds of a timeline's entries.
    static func kinds(_ timeline: [Wire]) -> [String] { timeline.compactMap(\.kind.string) }

    /// The strings of a list.
    var strings: [String] { elements.compactMap(\.string) }
}
