import Engine
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

@testable import Server

@Suite struct SessionEndpointTests {
    @Test func `of two agents one takes a session, and the other is told who`() async throws {
        let house = try await ServerHouse()
        let session = try await house.contactWrites()
        let ana = try await house.token(house.company.ana)
        let bruno = try await house.token(house.company.bruno)
        try await house.test { client in
            let path = "/api/v1/sessions/\(session.id)"
            let won = try await client.call(.post, path + "/start", as: ana)
            #expect(won.status == .ok)
            #expect(won.json["phase"] == "inService")
            let lost = try await client.call(.post, path + "/start", as: bruno)
            #expect(lost.status == .conflict)
            #expect(lost.code == "session-taken")
            #expect(lost.json["agent"]?["name"] == "Ana")
        }
    }

    @Test func `an agent serves a session from start to close`() async throws {
        let house = try await ServerHouse()
        let session = try await house.contactWrites()
        let ana = try await house.token(house.company.ana)
        try await house.test { client in
            let path = "/api/v1/sessions/\(session.id)"
            _ = try await client.call(.post, path + "/start", as: ana)
            let sent = try await client.call(
                .post,
                path + "/messages",
                as: ana,
                json: #"{"text":"Bom dia, em que posso ajudar?"}"#
            )
            #expect(sent.status == .created)
            #expect(sent.json["delivery"] == "queued")
            #expect(sent.json["author"]?["agent"]?["name"] == "Ana")

            let tagged = try await client.call(
                .post,
                path + "/tags",
                as: ana,
                json: #"{"tag":"urgente"}"#
            )
            #expect(tagged.json["tags"]?.elements.first?["slug"] == "urgente")
            let hidden = try await client.call(
                .post,
                path + "/tags",
                as: ana,
                json: #"{"tag":"oculta"}"#
            )
            #expect(hidden.code == "tag-not-published")
            let note = try await client.call(
                .post,
                path + "/notes",
                as: ana,
                json: #"{"text":"Pediu desconto"}"#
            )
            #expect(note.status == .created)
            #expect(note.json["note"]?["text"] == "Pediu desconto")

            let closed = try await client.call(.post, path + "/close", as: ana, json: "{}")
            #expect(closed.json["phase"] == "closed")
            #expect(closed.json["outcome"] == "success")
            let line = try await client.call(.get, path + "/timeline", as: ana)
            let kinds = line.json["items"]?.elements.compactMap { $0["kind"]?.string }
            #expect(
                kinds == [
                    "closed", "note", "tagAdded", "message", "leg", "message", "leg", "opened",
                ]
            )
            let number = session.protocolNumber.description
            let found = try await client.call(.get, "/api/v1/sessions/\(number)", as: ana)
            #expect(found.json["id"]?.string == session.id.description)
        }
    }

    @Test func `the same key sends a message once`() async throws {
        let house = try await ServerHouse()
        let session = try await house.contactWrites()
        let ana = try await house.token(house.company.ana)
        try await house.test { client in
            let path = "/api/v1/sessions/\(session.id)"
            _ = try await client.call(.post, path + "/start", as: ana)
            let key: HTTPFields = [.idempotencyKey: "my-message-1"]
            let body = #"{"text":"Uma vez"}"#
            let first = try await client.call(
                .post,
                path + "/messages",
                as: ana,
                json: body,
                headers: key
            )
            let second = try await client.call(
                .post,
                path + "/messages",
                as: ana,
                json: body,
                headers: key
            )
            #expect(first.status == .created && second.status == .created)
            #expect(first.json["id"] == second.json["id"])
            let other = try await client.call(
                .post,
                path + "/messages",
                as: ana,
                json: #"{"text":"Outra"}"#,
                headers: key
            )
            #expect(other.code == "idempotency-mismatch")
            let line = try await client.call(.get, path + "/timeline", as: ana)
            let out = line.json["items"]?.elements.filter {
                $0["message"]?["direction"] == "outbound"
            }
            #expect(out?.count == 1)
        }
    }

    @Test func `free text is refused when the window is over, and a template goes`() async throws {
        let house = try await ServerHouse()
        let session = try await house.contactWrites()
        let ana = try await house.token(house.company.ana)
        try await house.test { client in
            let path = "/api/v1/sessions/\(session.id)"
            _ = try await client.call(.post, path + "/start", as: ana)
            house.clock.advance(seconds: 86_401)
            let free = try await client.call(
                .post,
                path + "/messages",
                as: ana,
                json: #"{"text":"Oi?"}"#
            )
            #expect(free.status == .conflict)
            #expect(free.code == "window-closed")
            #expect(free.json["resume"] == "template")
            let wrong = try await client.call(
                .post,
                path + "/messages",
                as: ana,
                json: #"{"template":{"name":"saudacao"}}"#
            )
            #expect(wrong.code == "template-parameters")
            let sent = try await client.call(
                .post,
                path + "/messages",
                as: ana,
                json: #"{"template":{"name":"saudacao","parameters":["Maria"]}}"#
            )
            #expect(sent.status == .created)
            #expect(sent.json["text"] == "Olá, Maria!")
            let list = try await client.call(.get, path + "/templates", as: ana)
            #expect(list.json["items"]?.elements.compactMap { $0["name"] } == ["saudacao"])
        }
    }

    @Test func `a session that was given away is out of sight`() async throws {
        let house = try await ServerHouse()
        let session = try await house.contactWrites()
        let ana = try await house.token(house.company.ana)
        let carla = try await house.token(house.company.carla)
        try await house.test { client in
            let path = "/api/v1/sessions/\(session.id)"
            let moved = try await client.call(
                .post,
                path + "/transfer",
                as: ana,
                json: #"{"team":"suporte"}"#
            )
            #expect(moved.status == .noContent)
            let seen = try await client.call(.get, path, as: carla)
            #expect(seen.json["team"]?["name"] == "Suporte")
        }
    }

    @Test func `an agent begins a conversation with a new contact by template alone`()
        async throws
    {
        let house = try await ServerHouse()
        let ana = try await house.token(house.company.ana)
        try await house.test { client in
            let who =
                #""channel":"whatsapp","identity":{"kind":"phone","value":"+55 11 98888-7777"}"#
            let free = try await client.call(
                .post,
                "/api/v1/sessions",
                as: ana,
                json: "{\(who),\"name\":\"João\",\"text\":\"Oi\"}"
            )
            #expect(free.code == "window-closed")
            let begun = try await client.call(
                .post,
                "/api/v1/sessions",
                as: ana,
                json: "{\(who),\"template\":{\"name\":\"saudacao\",\"parameters\":[\"João\"]}}"
            )
            #expect(begun.status == .created)
            #expect(begun.json["contact"]?["name"] == "João")
            #expect(begun.json["address"] == "5511988887777")
            let again = try await client.call(
                .post,
                "/api/v1/sessions",
                as: ana,
                json: "{\(who),\"template\":{\"name\":\"saudacao\",\"parameters\":[\"João\"]}}"
            )
            #expect(again.code == "has-open-session")
            #expect(again.json["session"] == begun.json["id"])
        }
    }

    @Test func `a wrong body names its field`() async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let path = "/api/v1/teams"
            let typed = try await client.call(.post, path, as: admin, json: #"{"name":5}"#)
            #expect(typed.json["field"] == "name")
            let broken = try await client.call(.post, path, as: admin, json: "{")
            #expect(broken.status == .badRequest)
            let made = try await client.call(
                .post,
                path,
                as: admin,
                json: #"{"name":"Pós-venda & Afins"}"#
            )
            #expect(made.status == .created)
            #expect(made.json["slug"] == "pos-venda-afins")
            let twice = try await client.call(
                .post,
                path,
                as: admin,
                json: #"{"name":"Pós-venda & Afins"}"#
            )
            #expect(twice.code == "bad-slug")
        }
    }
}
