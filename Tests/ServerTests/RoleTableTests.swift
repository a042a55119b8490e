import Engine
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

@testable import Server

@Suite struct RoleTableTests {
    /// An endpoint with the statuses that nobody, an agent, a supervisor and an administrator get.
    struct Row: Sendable, CustomTestStringConvertible {
        var method: HTTPRequest.Method
        var path: String
        var body: String?
        var statuses: [Int]

        init(_ method: HTTPRequest.Method, _ path: String, _ body: String?, _ statuses: Int...) {
            self.method = method
            self.path = path
            self.body = body
            self.statuses = statuses
        }

        var testDescription: String { "\(method.rawValue) \(path)" }
    }

    static let rows = [
        Row(.get, "/api/v1/sessions", nil, 401, 200, 200, 200),
        Row(.get, "/api/v1/sessions/0000000000001", nil, 401, 404, 404, 404),
        Row(.post, "/api/v1/sessions/0000000000001/start", nil, 401, 404, 404, 404),
        Row(.get, "/api/v1/contacts", nil, 401, 200, 200, 200),
        Row(.post, "/api/v1/contacts", "{}", 401, 400, 400, 400),
        Row(.get, "/api/v1/history", nil, 401, 200, 200, 200),
        Row(.get, "/api/v1/me", nil, 401, 200, 200, 200),
        Row(.put, "/api/v1/me/presence", #"{"state":"available"}"#, 401, 200, 200, 200),
        Row(.get, "/api/v1/users", nil, 401, 200, 200, 200),
        Row(.post, "/api/v1/users", "{}", 401, 403, 403, 400),
        Row(.patch, "/api/v1/users/carla@example.com", "{}", 401, 403, 403, 200),
        Row(
            .put,
            "/api/v1/users/bruno@example.com/presence",
            #"{"state":"offline"}"#,
            401,
            403,
            200,
            200
        ),
        Row(.get, "/api/v1/teams", nil, 401, 200, 200, 200),
        Row(.post, "/api/v1/teams", "{}", 401, 403, 403, 400),
        Row(.patch, "/api/v1/teams/vendas", "{}", 401, 403, 403, 200),
        Row(.delete, "/api/v1/teams/vendas", nil, 401, 403, 403, 409),
        Row(.get, "/api/v1/channels", nil, 401, 200, 200, 200),
        Row(.post, "/api/v1/channels", "{}", 401, 403, 403, 400),
        Row(.delete, "/api/v1/channels/nowhere", nil, 401, 403, 403, 404),
        Row(.get, "/api/v1/tags", nil, 401, 200, 200, 200),
        Row(.post, "/api/v1/tags", "{}", 401, 403, 403, 400),
        Row(.get, "/api/v1/templates", nil, 401, 200, 200, 200),
        Row(.post, "/api/v1/templates", "{}", 401, 403, 403, 400),
        Row(.get, "/api/v1/boards", nil, 401, 403, 200, 200),
        Row(.get, "/api/v1/boards/operacao", nil, 401, 403, 200, 200),
        Row(.get, "/boards/operacao.png", nil, 401, 403, 503, 503),
        Row(.get, "/api/v1/reports", nil, 401, 403, 200, 200),
        Row(.get, "/reports/history.pdf", nil, 401, 404, 404, 404),
        Row(.post, "/api/v1/media", nil, 401, 422, 422, 422),
    ]

    @Test(arguments: rows)
    func `an endpoint answers by role`(_ row: Row) async throws {
        let house = try await ServerHouse()
        let people = [nil, house.company.ana, house.company.sofia, house.company.admin]
        var tokens: [String?] = []
        for person in people {
            tokens.append(try await person.asyncMap { try await house.token($0) })
        }
        let asked = tokens
        let statuses = try await house.test { client in
            var statuses: [Int] = []
            for token in asked {
                let answer = try await client.call(
                    row.method,
                    row.path,
                    as: token,
                    json: row.body
                )
                statuses.append(answer.status.code)
            }
            return statuses
        }
        #expect(statuses == row.statuses)
    }

    @Test(arguments: [
        "GET /feed", "GET /api/v1/sessions/x/timeline", "GET /api/v1/sessions/x/legs",
        "GET /api/v1/sessions/x/gallery", "GET /api/v1/sessions/x/templates",
        "POST /api/v1/sessions", "POST /api/v1/sessions/x/messages",
        "POST /api/v1/sessions/x/transfer", "POST /api/v1/sessions/x/close",
        "POST /api/v1/sessions/x/tags", "DELETE /api/v1/sessions/x/tags/y",
        "POST /api/v1/sessions/x/notes", "POST /api/v1/sessions/x/read",
        "POST /api/v1/sessions/x/typing", "POST /api/v1/messages/x/resend",
        "GET /api/v1/messages/x/attachments/0", "GET /api/v1/contacts/x",
        "PATCH /api/v1/contacts/x", "GET /api/v1/contacts/x/sessions",
        "GET /api/v1/contacts/x/gallery", "PUT /api/v1/me/password", "GET /api/v1/users/x",
        "GET /api/v1/teams/x", "GET /api/v1/channels/x", "PATCH /api/v1/channels/x",
        "GET /api/v1/tags/x", "PATCH /api/v1/tags/x", "DELETE /api/v1/tags/x",
        "PATCH /api/v1/templates/x", "GET /api/v1/reports/x", "GET /boards/operacao.pdf",
        "GET /reports/history.csv", "GET /reports/history.png", "GET /reports/history.html",
        "GET /chat/webchat/messages", "GET /chat/webchat/stream", "POST /chat/webchat/typing",
        "POST /chat/webchat/files",
    ])
    func `whoever shows nothing gets nothing`(_ line: String) async throws {
        let house = try await ServerHouse()
        let parts = line.split(separator: " ").map(String.init)
        let method = try #require(HTTPRequest.Method(parts[0]))
        try await house.test { client in
            let body = method == .get || method == .delete ? nil : #"{"text":"a","tag":"b"}"#
            let answer = try await client.call(method, parts[1], json: body)
            #expect(answer.status == .unauthorized)
            #expect(answer.code == "unauthenticated")
        }
    }

    @Test func `a supervisor sees nothing of another team`() async throws {
        let house = try await ServerHouse()
        let session = try await house.contactWrites()
        let sofia = try await house.token(house.company.sofia)
        let carla = try await house.token(house.company.carla)
        try await house.test { client in
            let path = "/api/v1/sessions/\(session.id)"
            let seen = try await client.call(.get, path, as: sofia)
            #expect(seen.status == .ok)
            for end in ["", "/timeline", "/legs", "/gallery", "/templates"] {
                let hidden = try await client.call(.get, path + end, as: carla)
                #expect(hidden.code == "session-not-found")
            }
            let list = try await client.call(.get, "/api/v1/sessions", as: carla)
            #expect(list.json["items"]?.elements.isEmpty == true)
            let taken = try await client.call(.post, path + "/start", as: carla)
            #expect(taken.status == .notFound)
        }
    }
}

extension Optional {
    /// Maps with a function that waits.
    fileprivate func asyncMap<Value>(
        _ transform: (Wrapped) async throws -> Value
    ) async rethrows -> Value? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
