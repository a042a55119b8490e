import Engine
import HTTPTypes
import HummingbirdTesting
import Store
import TestSupport
import Testing

@testable import Server

@Suite struct RepetitionTests {
    @Test func `what was done under a key is answered again, also after a restart`()
        async throws
    {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let key: HTTPFields = [.idempotencyKey: "make-team-1"]
            let path = "/api/v1/teams"
            let body = #"{"name":"Pós-venda"}"#
            let made = try await client.call(.post, path, as: admin, json: body, headers: key)
            #expect(made.status == .created)
            let again = try await client.call(.post, path, as: admin, json: body, headers: key)
            #expect(again.status == .created)
            #expect(again.json == made.json)
            #expect(again.headers[.idempotencyReplayed] == "true")
            let other = try await client.call(
                .post,
                path,
                as: admin,
                json: #"{"name":"Outra"}"#,
                headers: key
            )
            #expect(other.status == .unprocessableContent)
            #expect(other.code == "idempotency-mismatch")
            let teams = try await client.call(.get, path, as: admin)
            #expect(teams.json["items"]?.elements.count == 3)
        }
        // Another keeper of the same folder, as after a restart, knows it too.
        let name = "\(house.company.admin.id) POST /api/v1/teams make-team-1"
        let kept = try await house.folder.accounts.repeats()
            .begin(name, content: [1], at: house.clock.now)
        #expect(kept == .different)
    }

    @Test func `a key that is being used, was given back or is old`() async throws {
        let house = try await ServerHouse()
        let repeats = house.folder.accounts.repeats()
        let now = Timestamp(seconds: 1_000_000)
        #expect(try await repeats.begin("k", content: [1], at: now) == .new)
        #expect(try await repeats.begin("k", content: [1], at: now) == .running)
        #expect(try await repeats.begin("k", content: [2], at: now) == .different)
        try await repeats.abandon("k")
        #expect(try await repeats.begin("k", content: [2], at: now) == .new)
        let answer = StoredAnswer(status: 201, mediaType: "a/b", body: [7])
        try await repeats.finish("k", answer)
        #expect(try await repeats.begin("k", content: [2], at: now) == .done(answer))
        let later = now.adding(seconds: 86_401)
        #expect(try await repeats.begin("k", content: [1], at: later) == .new)
    }

    @Test func `a refusal under a key is decided anew`() async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let key: HTTPFields = [.idempotencyKey: "k"]
            let path = "/api/v1/tags"
            let body = #"{"name":"Novo","slug":"urgente"}"#
            let refused = try await client.call(.post, path, as: admin, json: body, headers: key)
            #expect(refused.code == "bad-slug")
            let gone = try await client.call(.delete, "/api/v1/tags/urgente", as: admin)
            #expect(gone.status == .noContent)
            let made = try await client.call(.post, path, as: admin, json: body, headers: key)
            #expect(made.status == .created)
        }
    }
}
