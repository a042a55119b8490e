import Engine
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing

@testable import Server

@Suite struct RoleTableTests {
    /// The roles in the order of the table's columns; nobody first.
    private func people(_ house: ServerHouse) async throws -> [String?] {
        let company = house.company
        let draft = Agent(
            id: .new,
            email: "marta@example.com",
            name: "Marta",
            role: .manager,
            scope: .all
        )
        _ = try await house.switchboard.submit(.configure(.agent(draft)), by: .console)
        let manager = await house.switchboard.read { $0.agent(email: draft.email) }
        var tokens: [String?] = [nil]
        for person in [company.ana, company.sofia, try #require(manager), company.admin] {
            tokens.append(try await house.token(person))
        }
        return tokens
    }

    @Test func `every endpoint answers every role as the table says`() async throws {
        let house = try await ServerHouse()
        let people = try await people(house)
        let table = RoleTable.rows
        let routes = try house.server.services.router().routes
            .filter { $0.method != .head }
            .map { "\($0.method.rawValue) \($0.path.description)" }
        try await house.test { client in
            for route in Set(routes).sorted() where !RoleTable.isPage(route) {
                let expected = table[route] ?? "not in the table"
                var statuses: [String] = []
                for token in people {
                    // A stream that is let in has no end.
                    guard token == nil || !RoleTable.streams.contains(route) else {
                        statuses.append("---")
                        continue
                    }
                    let answer = try await self.ask(client, route, as: token)
                    statuses.append(String(answer.status.code))
                }
                let found = statuses.joined(separator: " ")
                #expect(found == expected, "\(route)")
            }
            for route in table.keys.sorted() {
                #expect(routes.contains(route), "\(route) is in the table, and not served")
            }
        }
    }

    private func ask(
        _ client: any TestClientProtocol,
        _ route: String,
        as token: String?
    ) async throws -> TestResponse {
        let parts = route.split(separator: " ").map(String.init)
        let method = try #require(HTTPRequest.Method(parts[0]))
        let path = parts[1].split(separator: "/").map { part in
            switch part {
            case "{index}", "{number}": "1"
            case "{id}.pdf", "{id}.png", "{id}.csv", "{id}.html":
                String(part.replacing("{id}", with: "history"))
            case "{slug}.png", "{slug}.pdf": String(part.replacing("{slug}", with: "operacao"))
            default: part.hasPrefix("{") ? "x" : String(part)
            }
        }
        let takesBody = [.post, .put, .patch].contains(method)
        return try await client.call(
            method,
            "/" + path.joined(separator: "/"),
            as: token,
            json: takesBody ? "{}" : nil
        )
    }

    @Test func `every endpoint of the interface has a rule`() async throws {
        let house = try await ServerHouse()
        for route in try house.server.services.router().routes {
            let path = route.path.description
            guard path.hasPrefix("/api/v1/") else { continue }
            #expect(AccessRule.rule(for: path) != nil, "\(path)")
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
            for end in ["", "/timeline", "/legs", "/gallery", "/templates", "/canned-messages"] {
                let hidden = try await client.call(.get, path + end, as: carla)
                #expect(hidden.code == "session-not-found")
            }
            let list = try await client.call(.get, "/api/v1/sessions", as: carla)
            #expect(list.json["items"]?.elements.isEmpty == true)
            let taken = try await client.call(.post, path + "/start", as: carla)
            #expect(taken.status == .notFound)
        }
    }

    @Test func `a group takes parts of the product away`() async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        let sofia = try await house.token(house.company.sofia)
        let session = try await house.contactWrites()
        try await house.test { client in
            let made = try await client.call(
                .post,
                "/api/v1/permission-groups",
                as: admin,
                json: #"{"name":"Restrito","teams":["vendas"],"areas":["boards"]}"#
            )
            #expect(made.status == .created)
            let changed = try await client.call(
                .patch,
                "/api/v1/users/sofia@example.com",
                as: admin,
                json: #"{"group":"restrito"}"#
            )
            #expect(changed.status == .ok)
            let answers: [(String, HTTPResponse.Status)] = [
                ("/api/v1/boards", .ok), ("/api/v1/reports", .forbidden),
                ("/api/v1/figures", .forbidden), ("/api/v1/history", .forbidden),
                ("/api/v1/contacts", .forbidden),
                // Whose open session one sees, one knows.
                ("/api/v1/contacts/\(session.contact)", .ok),
            ]
            for (path, status) in answers {
                #expect(try await client.call(.get, path, as: sofia).status == status, "\(path)")
            }
        }
    }
}
