import Engine
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Operations
import TestSupport
import Testing

@testable import Server

/// Boards that people build, who may do what with them, and the links that screens have.
@Suite struct BoardEndpointTests {
    private static let sala = """
        {"name": "Sala de Vendas", "widgets": [
          {"type": "figure", "metric": "waiting_now", "column": 0, "row": 0, "width": 3, "height": 3,
           "warning": 5, "critical": 10},
          {"type": "teams", "column": 3, "row": 0, "width": 9, "height": 12}]}
        """

    /// Another supervisor, of support.
    private func colleague(_ house: ServerHouse) async throws -> Agent {
        let draft = Agent(
            id: .new,
            email: "sara@example.com",
            name: "Sara",
            role: .supervisor,
            scope: .only([house.company.support.id])
        )
        _ = try await house.switchboard.submit(.configure(.agent(draft)), by: .console)
        return try #require(await house.switchboard.read { $0.agent(email: draft.email) })
    }

    @Test func `a supervisor builds a board, changes it and removes it`() async throws {
        let house = try await ServerHouse()
        let sofia = try await house.token(house.company.sofia)
        try await house.test { client in
            let made = try await client.call(.post, "/api/v1/boards", as: sofia, json: Self.sala)
            #expect(made.status == .created)
            #expect(made.json["slug"] == "sala-de-vendas")
            #expect(made.json["mayEdit"] == true)
            #expect(made.json["isShared"] == false)
            let path = "/api/v1/boards/sala-de-vendas"
            let read = try await client.call(.get, path + "/definition", as: sofia)
            #expect(read.json["widgets"] == made.json["widgets"])
            let renamed = try await client.call(
                .patch,
                path,
                as: sofia,
                json: #"{"name": "Vendas", "isShared": true}"#
            )
            #expect(renamed.json["name"] == "Vendas")
            #expect(renamed.json["widgets"] == made.json["widgets"], "what is not named stays")
            #expect(try await client.call(.get, path, as: sofia).json["name"] == "Vendas")
            #expect(
                try await client.call(.get, "/boards/sala-de-vendas.png", as: sofia).status == .ok
            )
            #expect(try await client.call(.delete, path, as: sofia).status == .noContent)
            #expect(try await client.call(.get, path, as: sofia).status == .notFound)
        }
    }

    @Test func `what is wrong with a board is told by place, and nothing is kept`() async throws {
        let house = try await ServerHouse()
        let sofia = try await house.token(house.company.sofia)
        let bad = """
            {"name": "Sala", "widgets": [
              {"type": "figure", "metric": "lucro", "column": 0, "row": 0, "width": 3, "height": 3},
              {"type": "teams", "column": 2, "row": 2, "width": 11, "height": 3},
              {"type": "figure", "metric": "waiting_now", "team": "suporte", "column": 2, "row": 0,
               "width": 3, "height": 3}]}
            """
        try await house.test { client in
            for path in ["/api/v1/boards", "/api/v1/boards/preview"] {
                let answer = try await client.call(.post, path, as: sofia, json: bad)
                #expect(answer.status == .unprocessableContent)
                #expect(answer.json["code"] == "board-has-problems")
                guard case .array(let problems)? = answer.json["boardProblems"] else {
                    Issue.record("no problems are told")
                    return
                }
                // The team that she does not watch is not there for her.
                #expect(
                    problems.map { $0["pointer"] } == [
                        "/widgets/0/metric", "/widgets/1", "/widgets/2/team", "/widgets/2",
                    ]
                )
                #expect(
                    problems.map { $0["code"] } == [
                        "unknown-metric", "out-of-grid", "unknown-scope", "overlap",
                    ]
                )
            }
            let list = try await client.call(.get, "/api/v1/boards", as: sofia)
            guard case .array(let boards)? = list.json["items"] else { return }
            #expect(boards.map { $0["slug"] } == ["operacao", "equipe", "canais", "agentes"])
        }
    }

    @Test func `a board is its owner's; others see it when it is shared, and change it never`()
        async throws
    {
        let house = try await ServerHouse()
        let sofia = try await house.token(house.company.sofia)
        let sara = try await house.token(try await colleague(house))
        let admin = try await house.token(house.company.admin)
        let path = "/api/v1/boards/sala-de-vendas"
        try await house.test { client in
            _ = try await client.call(.post, "/api/v1/boards", as: sofia, json: Self.sala)
            for way in [path, path + "/definition", path + "/links", "/boards/sala-de-vendas.png"] {
                #expect(try await client.call(.get, way, as: sara).status == .notFound, "\(way)")
                #expect(try await client.call(.get, way, as: admin).status == .ok, "\(way)")
            }
            let hidden = try await client.call(.patch, path, as: sara, json: #"{"name": "X"}"#)
            #expect(hidden.status == .notFound)
            _ = try await client.call(.patch, path, as: admin, json: #"{"isShared": true}"#)
            let shared = try await client.call(.get, path + "/definition", as: sara)
            #expect(shared.json["mayEdit"] == false)
            for method in [HTTPRequest.Method.patch, .delete] {
                let json = method == .patch ? #"{"name": "X"}"# : nil
                let answer = try await client.call(method, path, as: sara, json: json)
                #expect(answer.status == .forbidden)
            }
            // The ready ones are nobody's to change.
            let ready = try await client.call(.delete, "/api/v1/boards/operacao", as: admin)
            #expect(ready.status == .forbidden)
        }
    }

    @Test(arguments: ["operacao", "new", "Com Espaço", "-a", "ação"])
    func `a name in URLs that is taken or none is refused`(slug: String) async throws {
        let house = try await ServerHouse()
        let sofia = try await house.token(house.company.sofia)
        let body = Self.sala.replacing(
            #""name": "Sala de Vendas","#,
            with: #""name": "Sala", "slug": "\#(slug)","#
        )
        try await house.test { client in
            let answer = try await client.call(.post, "/api/v1/boards", as: sofia, json: body)
            #expect(answer.json["code"] == "bad-slug")
        }
    }

    @Test func `a supervisor of one team sees no other on any board`() async throws {
        let house = try await ServerHouse()
        let sofia = try await house.token(house.company.sofia)
        let admin = try await house.token(house.company.admin)
        try await house.contactWrites()
        let session = try await house.contactWrites(key: "b", phone: "5511999990001")
        let toSupport = TransferTarget.team(house.company.support.id)
        _ = try await house.switchboard.submit(.transfer(session.id, to: toSupport), by: .console)
        try await house.test { client in
            for slug in ["operacao", "equipe", "canais", "agentes"] {
                _ = try await client.call(.get, "/boards/\(slug).png", as: sofia)
                #expect(house.shelf.board.boards.last == ["Vendas", "Maria"])
                _ = try await client.call(.get, "/boards/\(slug).png", as: admin)
                #expect(
                    house.shelf.board.boards.last == ["Vendas", "Suporte", "Maria", "Maria"]
                )
            }
        }
    }

    @Test func `a link shows names when it is made to, and what its maker sees`() async throws {
        let house = try await ServerHouse()
        let sofia = try await house.token(house.company.sofia)
        try await house.contactWrites()
        try await house.test { client in
            let path = "/api/v1/boards/operacao/links"
            for (names, shown) in [(false, ["Vendas"]), (true, ["Vendas", "Maria"])] {
                let made = try await client.call(
                    .post,
                    path,
                    as: sofia,
                    json: #"{"name": "TV", "showsNames": \#(names)}"#
                )
                #expect(made.status == .created)
                let url = try #require(made.json["url"]?.text)
                let picture = url.replacing("operacao?", with: "operacao.png?")
                #expect(try await client.call(.get, picture).status == .ok)
                #expect(house.shelf.board.boards.last == shown)
            }
        }
    }

    @Test func `a link ends when it is revoked, over, or its maker may watch no more`()
        async throws
    {
        let house = try await ServerHouse()
        let sofia = try await house.token(house.company.sofia)
        let path = "/api/v1/boards/operacao/links"
        try await house.test { client in
            func make(_ body: String) async throws -> (id: String, picture: String) {
                let made = try await client.call(.post, path, as: sofia, json: body)
                let url = try #require(made.json["url"]?.text)
                let id = try #require(made.json["id"]?.text)
                return (id, url.replacing("operacao?", with: "operacao.png?"))
            }
            let first = try await make(#"{"name": "TV"}"#)
            #expect(try await client.call(.get, first.picture).status == .ok)
            let revoked = try await client.call(.delete, path + "/" + first.id, as: sofia)
            #expect(revoked.status == .noContent)
            #expect(try await client.call(.get, first.picture).status == .unauthorized)
            let again = try await client.call(.delete, path + "/" + first.id, as: sofia)
            #expect(again.status == .notFound)

            let end = house.clock.now.adding(seconds: 60).text
            let second = try await make(#"{"name": "TV", "expiresAt": "\#(end)"}"#)
            #expect(try await client.call(.get, second.picture).status == .ok)
            house.clock.advance(seconds: 60)
            #expect(try await client.call(.get, second.picture).status == .unauthorized)
            let past = try await client.call(
                .post,
                path,
                as: sofia,
                json: #"{"name": "TV", "expiresAt": "\#(end)"}"#
            )
            #expect(past.json["field"] == "expiresAt")

            let third = try await make(#"{"name": "TV"}"#)
            var maker = house.company.sofia
            maker.role = .agent
            _ = try await house.switchboard.submit(.configure(.agent(maker)), by: .console)
            #expect(try await client.call(.get, third.picture).status == .unauthorized)
        }
    }

    @Test func `everyone has their own links, and an administrator ends any`() async throws {
        let house = try await ServerHouse()
        let sofia = try await house.token(house.company.sofia)
        let sara = try await house.token(try await colleague(house))
        let admin = try await house.token(house.company.admin)
        let path = "/api/v1/boards/operacao/links"
        try await house.test { client in
            let made = try await client.call(.post, path, as: sofia, json: #"{"name": "TV"}"#)
            let id = try #require(made.json["id"]?.text)
            let listed = try await client.call(.get, path, as: admin)
            guard case .array(let links)? = listed.json["items"] else { return }
            #expect(links.map { $0["id"] } == [.text(id)])
            #expect(links.first?["key"] == nil, "the key is shown once")
            #expect(try await client.call(.get, path, as: sara).json["items"] == .array([]))
            let refused = try await client.call(.delete, path + "/" + id, as: sara)
            #expect(refused.status == .notFound)
            let ended = try await client.call(.delete, path + "/" + id, as: admin)
            #expect(ended.status == .noContent)
        }
    }

    @Test(arguments: [
        ("size=95x95", "size"), ("size=1920", "size"), ("scale=9", "scale"),
        ("theme=pink", "theme"), ("palette=3", "palette"), ("rotate=45", "rotate"),
        ("wait=121", "wait"), ("wait=-1", "wait"),
    ])
    func `a picture that cannot be is refused by its parameter`(query: String, field: String)
        async throws
    {
        let house = try await ServerHouse()
        let sofia = try await house.token(house.company.sofia)
        try await house.test { client in
            let answer = try await client.call(.get, "/boards/operacao.png?\(query)", as: sofia)
            #expect(answer.status == .badRequest)
            #expect(answer.json["field"] == .text(field))
        }
    }

    @Test func `a picture that did not change is not sent twice, in each palette`() async throws {
        let house = try await ServerHouse()
        let sofia = try await house.token(house.company.sofia)
        try await house.test { client in
            var tags: Set<String> = []
            for query in ["", "?palette=2", "?palette=bwr", "?rotate=90"] {
                let path = "/boards/operacao.png" + query
                let picture = try await client.call(.get, path, as: sofia)
                let tag = try #require(picture.headers[.eTag])
                tags.insert(tag)
                let again = try await client.call(
                    .get,
                    path,
                    as: sofia,
                    headers: [.ifNoneMatch: tag]
                )
                #expect(again.status == .notModified)
            }
            #expect(tags.count == 4)
        }
    }
}
