import Engine
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store
import TestSupport
import Testing

@testable import Server

@Suite struct TokenTests {
    @Test func `a token does what its scopes say and no more`() async throws {
        let house = try await ServerHouse()
        let admin = house.company.admin
        let reader = try await house.token(admin, scopes: ["read"])
        let company = try await house.token(admin, scopes: ["company:write"])
        let odd = try await house.token(admin, scopes: ["everything"])
        try await house.test { client in
            let seen = try await client.call(.get, "/api/v1/sessions", as: reader)
            #expect(seen.status == .ok)
            let written = try await client.call(
                .patch,
                "/api/v1/teams/vendas",
                as: reader,
                json: "{}"
            )
            #expect(written.code == "missing-scope")
            #expect(written.json["scope"] == "company:write")
            let own = try await client.call(.patch, "/api/v1/teams/vendas", as: company, json: "{}")
            #expect(own.status == .ok)
            let other = try await client.call(.get, "/api/v1/sessions", as: company)
            #expect(other.code == "missing-scope")
            #expect(try await client.call(.get, "/feed", as: company).code == "missing-scope")
            #expect(try await client.call(.get, "/api/v1/teams", as: odd).code == "missing-scope")
            #expect(try await client.call(.get, "/api/v1/me", as: odd).status == .ok)
            let picture = try await client.call(.get, "/boards/operacao.png", as: company)
            #expect(picture.code == "missing-scope")
        }
    }

    @Test func `a person makes a token, which makes none that may more, and ends it`()
        async throws
    {
        let house = try await ServerHouse()
        let ana = try await house.token(house.company.ana)
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let made = try await client.call(
                .post,
                "/api/v1/tokens",
                as: ana,
                json: #"{"name":"CRM","scopes":["people:write","contacts:read"]}"#
            )
            #expect(made.status == .created)
            let secret = try #require(made.json["secret"]?.string)
            let id = try #require(made.json["id"]?.string)
            let greater = try await client.call(
                .post,
                "/api/v1/tokens",
                as: secret,
                json: #"{"name":"mais"}"#
            )
            #expect(greater.status == .forbidden)
            let less = try await client.call(
                .post,
                "/api/v1/tokens",
                as: secret,
                json: #"{"name":"menos","scopes":["contacts:read"]}"#
            )
            #expect(less.status == .created)
            let all = try await client.call(.get, "/api/v1/tokens", as: admin)
            #expect(all.json["items"]?.elements.count == 4)
            let own = try await client.call(.get, "/api/v1/tokens", as: ana)
            #expect(own.json["items"]?.elements.count == 3)
            let gone = try await client.call(.delete, "/api/v1/tokens/\(id)", as: ana)
            #expect(gone.status == .noContent)
            let late = try await client.call(.get, "/api/v1/me", as: secret)
            #expect(late.status == .unauthorized)
        }
    }

    @Test func `streams end when their token or login does`() async throws {
        let house = try await ServerHouse()
        let accounts = house.folder.accounts
        let hub = house.server.services.feed
        let viewer = Viewer(house.company.ana)
        let made = try await accounts.addToken(
            named: "x",
            for: house.company.ana.id,
            at: house.clock.now
        )
        try await house.test { _ in
            let byToken = StreamClient {}
            let byLogin = StreamClient {}
            _ = await hub.connect(viewer, proof: .token(made.token), after: nil, client: byToken)
            _ = await hub.connect(
                viewer,
                proof: .login(digest: "d"),
                after: nil,
                client: byLogin
            )
            // Said by anyone of this process, such as the console's commands.
            _ = try await accounts.revokeToken(made.token.id, at: house.clock.now)
            try await accounts.setPassword("another password", for: house.company.ana.id)
            for client in [byToken, byLogin] {
                var count = 0
                for await _ in client.chunks { count += 1 }
                #expect(count == 1)
            }
        }
    }

    @Test func `a password that nobody can have makes nobody`() async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let password = String(repeating: "a", count: 1_025)
            let answer = try await client.call(
                .post,
                "/api/v1/users",
                as: admin,
                json: "{\"email\":\"novo@example.com\",\"password\":\"\(password)\"}"
            )
            #expect(answer.code == "weak-password")
            let user = try await client.call(.get, "/api/v1/users/novo@example.com", as: admin)
            #expect(user.status == .notFound)
        }
    }
}
