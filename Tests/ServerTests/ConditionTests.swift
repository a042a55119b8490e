import Engine
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@testable import Server

@Suite struct ConditionTests {
    @Test func `who has a thing is told so, and changes nothing that another changed`()
        async throws
    {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let path = "/api/v1/teams/vendas"
            let first = try await client.call(.get, path, as: admin)
            let tag = try #require(first.headers[.eTag])
            let same = try await client.call(.get, path, as: admin, headers: [.ifNoneMatch: tag])
            #expect(same.status == .notModified)
            #expect(same.body.readableBytes == 0)
            let changed = try await client.call(
                .patch,
                path,
                as: admin,
                json: #"{"targetSeconds":90}"#,
                headers: [.ifMatch: tag]
            )
            #expect(changed.status == .ok)
            let late = try await client.call(
                .patch,
                path,
                as: admin,
                json: #"{"targetSeconds":30}"#,
                headers: [.ifMatch: tag]
            )
            #expect(late.status == .preconditionFailed)
            #expect(late.code == "precondition-failed")
            let now = try await client.call(.get, path, as: admin)
            #expect(now.json["targetSeconds"] == 90)
            let any = try await client.call(
                .patch,
                path,
                as: admin,
                json: "{}",
                headers: [.ifMatch: "*"]
            )
            #expect(any.status == .ok)
        }
    }

    @Test(arguments: [
        ("/api/v1/teams?slug=vendas", "slug"), ("/api/v1/sessions?phase=closed", "phase"),
        ("/api/v1/sessions?limit=0", "limit"), ("/api/v1/sessions?limit=201", "limit"),
        ("/api/v1/sessions?limit=x", "limit"), ("/api/v1/sessions?cursor=x", "cursor"),
        ("/api/v1/teams?cursor=nobody", "cursor"), ("/api/v1/history?basis=never", "basis"),
        ("/api/v1/history?from=yesterday", "from"), ("/api/v1/history?protocol=1", "protocol"),
        ("/api/v1/figures?by=hour", "by"), ("/api/v1/figures?from=2026-01-02&to=2026-01-01", "to"),
    ])
    func `what is not known or wrong in a query is named`(
        _ uri: String,
        _ field: String
    ) async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let answer = try await client.call(.get, uri, as: admin)
            #expect(answer.status == .badRequest)
            #expect(answer.json["field"] == .text(field))
        }
    }

    @Test(arguments: [
        (#"{"name":"A","colour":"red"}"#, "colour"), (#"{"name":""}"#, "name"),
        (#"{"name":null}"#, "name"), (#"{"name":"A","goal":1.5}"#, "goal"),
        (#"{"name":"A","targetSeconds":0}"#, "targetSeconds"),
        (
            #"{"name":"A","rules":{"inactivity":{"warnSeconds":-1}}}"#,
            "rules.inactivity.warnSeconds"
        ),
        (#"{"name":"A","rules":{"texts":{"goodbye":"x"}}}"#, "rules.texts.goodbye"),
        (#"{"name":"A","rules":{"distribution":"random"}}"#, "rules.distribution"), ("{}", "name"),
    ])
    func `what is not known or wrong in a body is named`(
        _ body: String,
        _ field: String
    ) async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let answer = try await client.call(.post, "/api/v1/teams", as: admin, json: body)
            #expect(answer.status == .badRequest)
            #expect(answer.json["field"] == .text(field))
        }
    }

    @Test func `a method that a path has not is told with those it has`() async throws {
        let house = try await ServerHouse()
        try await house.test { client in
            let answer = try await client.call(.put, "/api/v1/teams/vendas", json: "{}")
            #expect(answer.status == .methodNotAllowed)
            #expect(answer.headers[.allow] == "DELETE, GET, HEAD, PATCH")
            let typed = try await client.execute(
                uri: "/api/v1/teams",
                method: .post,
                headers: [
                    .authorization: "Bearer \(try await house.token(house.company.admin))",
                    .contentType: "text/plain",
                ],
                body: .init(string: "{}")
            )
            #expect(typed.status == .unsupportedMediaType)
        }
    }

    @Test func `a list is read in parts, each thing once`() async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        for index in 0..<5 {
            house.clock.advance(seconds: 1)
            try await house.contactWrites(phone: "551199999000\(index)")
        }
        try await house.test { client in
            for path in ["/api/v1/users", "/api/v1/sessions", "/api/v1/metrics"] {
                let all = try await client.call(.get, path, as: admin)
                var seen: [JSON] = []
                var uri = path + "?limit=2"
                while true {
                    let part = try await client.call(.get, uri, as: admin)
                    seen += part.json["items"]?.elements ?? []
                    guard let cursor = part.json["nextCursor"]?.string else { break }
                    uri = "\(path)?limit=2&cursor=\(cursor.percentEncoded)"
                }
                #expect(
                    seen.compactMap { $0["id"] }
                        == all.json["items"]?.elements.compactMap { $0["id"] }
                )
            }
        }
    }

    @Test(arguments: [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.7", "10.0.0.7"), ("10.0.0.7", "10.0.0.7"),
        ("fe80::1%eth0", "fe80:0:0:0::/64"),
    ])
    func `attempts are counted by block of addresses`(_ address: String, _ block: String) {
        #expect(AddressBlock.name(of: address) == block)
    }

    @Test func `what visitors write comes by the chat alone`() async throws {
        let house = try await ServerHouse()
        try await house.test { client in
            let answer = try await client.call(
                .post,
                "/hooks/webchat",
                json: #"{"type":"message","id":"1","text":"Oi"}"#
            )
            #expect(answer.status == .notFound)
        }
    }
}
