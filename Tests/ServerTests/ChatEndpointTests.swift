import Engine
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@testable import Server

@Suite struct ChatEndpointTests {
    private func visitor(
        _ client: any TestClientProtocol,
        named name: String = "Maria"
    ) async throws -> HTTPFields {
        let answer = try await client.call(
            .post,
            "/chat/webchat/visitor",
            json: "{\"name\":\"\(name)\"}"
        )
        let token = try #require(answer.json["token"]?.string)
        return [.visitorToken: token]
    }

    @Test func `a visitor writes, and an agent's answer is there when they look`() async throws {
        let house = try await ServerHouse()
        let ana = try await house.token(house.company.ana)
        try await house.test { client in
            let about = try await client.call(.get, "/chat/webchat/about")
            #expect(about.json["title"] == "Fale conosco")
            #expect(about.json["accent"] == "#0a64c8")
            let visitor = try await visitor(client)
            let path = "/chat/webchat/messages"
            let empty = try await client.call(.get, path, headers: visitor)
            #expect(empty.json["session"] == .null)
            let body = #"{"id":"m1","text":"Olá"}"#
            let wrote = try await client.call(.post, path, json: body, headers: visitor)
            #expect(wrote.status == .accepted)
            _ = try await client.call(.post, path, json: body, headers: visitor)

            let list = try await client.call(.get, "/api/v1/sessions?channel=webchat", as: ana)
            let id = try #require(list.json["items"]?.elements.first?["id"]?.string)
            #expect(list.json["items"]?.elements.first?["contact"]?["name"] == "Maria")
            _ = try await client.call(.post, "/api/v1/sessions/\(id)/start", as: ana)
            let said = try await client.call(
                .post,
                "/api/v1/sessions/\(id)/messages",
                as: ana,
                json: #"{"text":"Oi!"}"#
            )
            let message = try #require(said.json["id"]?.string.flatMap { ID<Message>($0) })

            // Until the channel took it, the visitor does not see it.
            let early = try await client.call(.get, path, headers: visitor)
            #expect(early.json["items"]?.elements.compactMap { $0["clientId"] } == ["m1"])
            _ = try await house.switchboard.submit(.beginSending(message), by: .system)
            let taken = SendOutcome.accepted(providerID: "p1")
            _ = try await house.switchboard.submit(.finishSending(message, taken), by: .system)
            let late = try await client.call(.get, path, headers: visitor)
            let entries = late.json["items"]?.elements ?? []
            #expect(entries.map { $0["from"] } == ["visitor", "agent"])
            #expect(entries.last?["name"] == "Ana")
            #expect(late.json["session"]?["phase"] == "inService")

            // Who was away when it was closed still finds what was said.
            let close = "/api/v1/sessions/\(id)/close"
            let closed = try await client.call(.post, close, as: ana, json: "{}")
            #expect(closed.status == .ok)
            let after = try await client.call(.get, path, headers: visitor)
            #expect(after.json["items"] == late.json["items"])
            #expect(after.json["session"]?["phase"] == "closed")
        }
    }

    @Test func `a made-up token and one of another channel open nothing`() async throws {
        let house = try await ServerHouse()
        try await house.test { client in
            var visitor = try await visitor(client)
            let token = try #require(visitor[.visitorToken])
            let parts = token.split(separator: ".")
            let forged = Data(#"{"id":"other","channel":22}"#.utf8).base64URL + "." + parts[1]
            for bad in [forged, "x", "", token + "x"] {
                visitor[.visitorToken] = bad
                let answer = try await client.call(
                    .get,
                    "/chat/webchat/messages",
                    headers: visitor
                )
                #expect(answer.status == .unauthorized)
            }
            let other = try await client.call(.get, "/chat/whatsapp/about")
            #expect(other.status == .notFound)
        }
    }

    @Test func `a visitor who writes too fast is slowed down`() async throws {
        let house = try await ServerHouse()
        try await house.test { client in
            let visitor = try await visitor(client)
            var last = try await client.call(
                .post,
                "/chat/webchat/messages",
                json: #"{"id":"0","text":"a"}"#,
                headers: visitor
            )
            for index in 1...40 where last.status == .accepted {
                last = try await client.call(
                    .post,
                    "/chat/webchat/messages",
                    json: "{\"id\":\"\(index)\",\"text\":\"a\"}",
                    headers: visitor
                )
            }
            #expect(last.status == .tooManyRequests)
            #expect(last.headers[.retryAfter] != nil)
        }
    }

    @Test func `a file of a visitor is read by pass and by permission, and by nobody else`()
        async throws
    {
        let house = try await ServerHouse()
        let ana = try await house.token(house.company.ana)
        let carla = try await house.token(house.company.carla)
        try await house.test { client in
            var visitor = try await visitor(client)
            let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]
            visitor[.contentType] = "image/png"
            let uploaded = try await client.execute(
                uri: "/chat/webchat/files?name=foto.png",
                method: .post,
                headers: visitor,
                body: ByteBuffer(bytes: picture)
            )
            #expect(uploaded.status == .created)
            let handle = try #require(uploaded.json["id"]?.string)
            let stranger = try await self.visitor(client)
            let body = "{\"id\":\"f1\",\"file\":\"\(handle)\"}"
            let path = "/chat/webchat/messages"
            let stolen = try await client.call(.post, path, json: body, headers: stranger)
            #expect(stolen.status == .badRequest)
            let wrote = try await client.call(.post, path, json: body, headers: visitor)
            #expect(wrote.status == .accepted)

            let list = try await client.call(.get, path, headers: visitor)
            let file = try #require(
                list.json["items"]?.elements.first?["attachments"]?.elements.first
            )
            let url = try #require(file["url"]?.string)
            let bytes = try await client.call(.get, url)
            #expect(Array(buffer: bytes.body) == picture)
            #expect(bytes.headers[.contentType] == "image/png")
            let bare = try await client.call(.get, String(url.prefix { $0 != "?" }))
            #expect(bare.status == .notFound)

            let message = try #require(list.json["items"]?.elements.first?["id"]?.string)
            let guarded = "/api/v1/messages/\(message)/attachments/0"
            #expect(try await client.call(.get, guarded, as: ana).status == .ok)
            #expect(try await client.call(.get, guarded, as: carla).status == .notFound)
            #expect(try await client.call(.get, guarded).status == .unauthorized)
        }
    }
}
