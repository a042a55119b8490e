import Engine
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Store
import Synchronization
import TestSupport
import Testing

@testable import Server

@Suite struct HardeningTests {
    @Test func `a chat is embedded by the sites it names and by no others`() {
        let open = SecurityHeaders.policy(embeddedBy: [])
        #expect(open.hasSuffix("frame-ancestors *"))
        let named = SecurityHeaders.policy(
            embeddedBy: [
                "https://loja.example/ajuda", "http://127.0.0.1:8000", "javascript:x",
                "https://a b; *",
            ]
        )
        #expect(
            named.hasSuffix("frame-ancestors 'self' https://loja.example http://127.0.0.1:8000")
        )
    }

    @Test func `every answer tells browsers to run and guess nothing`() async throws {
        let house = try await ServerHouse()
        try await house.test { client in
            for path in ["/healthz", "/api/v1/me", "/nowhere", "/static/app.js"] {
                let headers = try await client.call(.get, path).headers
                let policy = try #require(headers[.contentSecurityPolicy])
                #expect(policy.contains("script-src 'self'"))
                #expect(!policy.contains("unsafe"))
                #expect(policy.contains("frame-ancestors 'none'"))
                #expect(headers[.xContentTypeOptions] == "nosniff")
                #expect(headers[.frameOptions] == "DENY")
                #expect(headers[.requestID] != nil)
            }
            let chat = try await client.call(.get, "/chat/webchat/about").headers
            #expect(chat[.contentSecurityPolicy]?.contains("frame-ancestors *") == true)
            #expect(chat[.frameOptions] == nil)
        }
    }

    @Test func `an id of the caller is kept when it is one`() async throws {
        let house = try await ServerHouse()
        try await house.test { client in
            let kept = try await client.call(.get, "/healthz", headers: [.requestID: "abc-1"])
            #expect(kept.headers[.requestID] == "abc-1")
            let odd = try await client.call(.get, "/healthz", headers: [.requestID: "a b<c>"])
            #expect(odd.headers[.requestID] != "a b<c>")
        }
    }

    @Test func `static files are kept by browsers, and nothing else is reached`() async throws {
        let house = try await ServerHouse()
        try await house.test { client in
            let file = try await client.call(.get, "/static/app.js")
            #expect(file.headers[.contentType]?.hasPrefix("text/javascript") == true)
            #expect(file.headers[.cacheControl] == "no-cache")
            let tag = try #require(file.headers[.eTag])
            let same = try await client.call(.get, "/static/app.js", headers: [.ifNoneMatch: tag])
            #expect(same.status == .notModified)
            let version = tag.filter { $0 != "\"" }
            let versioned = try await client.call(.get, "/static/app.js?v=\(version)")
            #expect(versioned.headers[.cacheControl]?.contains("immutable") == true)
            for path in ["/static/../data/key", "/static/%2e%2e/data/key", "/static/", "/static"] {
                #expect(try await client.call(.get, path).status == .notFound)
            }
        }
    }

    @Test func `a file that is not what it says is downloaded, never shown`() async throws {
        let house = try await ServerHouse()
        let ana = try await house.token(house.company.ana)
        try await house.test { client in
            let page = ByteBuffer(string: "<script>alert(1)</script>")
            for type in ["image/png", "text/html", "image/svg+xml"] {
                let answer = try await client.execute(
                    uri: "/api/v1/media?name=../a%22b.png",
                    method: .post,
                    headers: [.authorization: "Bearer \(ana)", .contentType: type],
                    body: page
                )
                #expect(answer.status == .created)
                #expect(answer.json["name"] == "a\"b.png")
                let kind = MediaKind(answer.json["mediaType"]?.string ?? "")
                #expect(!kind.isInline)
            }
            let large = try await client.execute(
                uri: "/api/v1/media",
                method: .post,
                headers: [.authorization: "Bearer \(ana)", .contentType: "image/png"],
                body: ByteBuffer(repeating: 1, count: (64 << 10) + 1)
            )
            #expect(large.code == "too-large")
            let typeless = try await client.execute(
                uri: "/api/v1/media",
                method: .post,
                headers: [.authorization: "Bearer \(ana)", .contentType: "nonsense"],
                body: page
            )
            #expect(typeless.status == .unsupportedMediaType)
        }
    }

    @Test func `names of files cannot leave their header`() {
        let header = FileName.disposition("a\"; b=\r\n\u{202E}gpj.ção.exe", isInline: false)
        #expect(header.hasPrefix("attachment; filename=\"a_; b=gpj.__o.exe\""))
        #expect(header.hasSuffix("filename*=UTF-8''a%22%3B%20b%3Dgpj.%C3%A7%C3%A3o.exe"))
        #expect(FileName.clean("C:\\temp\\../foto.jpg") == "foto.jpg")
    }

    @Test(
        arguments: [
            ("bytes=0-3", 0, 4), ("bytes=5-", 5, 10), ("bytes=-3", 7, 10), ("bytes=8-99", 8, 10),
            ("bytes=0-9223372036854775807", 0, 10), ("bytes=-9223372036854775807", 0, 10),
        ] as [(String, Int64, Int64)]
    )
    func `a range is read`(_ header: String, lower: Int64, upper: Int64) throws {
        let range = try #require(ByteRange(header, size: 10))
        #expect(range.lower == lower && range.upper == upper)
    }

    @Test(arguments: ["bytes=10-", "bytes=5-2", "bytes=a-b", "bytes=0-1,3-4", "bytes=--1", "x"])
    func `what is no range is answered with the whole`(_ header: String) {
        #expect(ByteRange(header, size: 10) == nil)
    }

    @Test func `a key is bounded, and refills with time`() {
        let clock = Mutex(Timestamp(seconds: 0))
        let limiter = AttemptLimiter(burst: 2, every: 10) { clock.withLock { $0 } }
        #expect(limiter.take("a") == nil)
        #expect(limiter.take("a") == nil)
        #expect(limiter.take("a") == 10)
        #expect(limiter.take("b") == nil)
        #expect(limiter.take("a", "b") != nil)
        clock.withLock { $0 = Timestamp(seconds: 11) }
        #expect(limiter.take("a") == nil)
        #expect(limiter.take("a") != nil)
        limiter.forgive("a")
        #expect(limiter.take("a") == nil)
    }

    @Test func `moments are written and read in RFC 3339`() throws {
        let zone = try #require(TimeZone(identifier: "America/Sao_Paulo"))
        let moment = Timestamp(milliseconds: 1_795_348_800_007)
        #expect(moment.text == "2026-11-22T12:00:00.007Z")
        #expect(Timestamp(moment.text, zone: zone) == moment)
        #expect(Timestamp(milliseconds: -1).text == "1969-12-31T23:59:59.999Z")
        #expect(Timestamp(milliseconds: 951_782_400_000).text == "2000-02-29T00:00:00.000Z")
        #expect(Timestamp("2026-11-22", zone: zone)?.text == "2026-11-22T03:00:00.000Z")
        #expect(
            Timestamp("2026-11-22T09:00:00-03:00", zone: zone)?.text == "2026-11-22T12:00:00.000Z"
        )
        for text in ["", "yesterday", "2026-13-45", "22/11/2026"] {
            #expect(Timestamp(text, zone: zone) == nil)
        }
    }

    @Test func `JSON is written whole, with nulls and escapes`() {
        let value: JSON = [
            "a": nil, "b": [1, true, "x\"\\\n\u{1}é👍"], "c": .number(1.5), "d": .number(.infinity),
        ]
        let text = String(decoding: value.bytes, as: UTF8.self)
        #expect(text == #"{"a":null,"b":[1,true,"x\"\\\n\u0001é👍"],"c":1.5,"d":null}"#)
        #expect(JSON(parsing: text)?["b"]?.elements.count == 3)
    }

    @Test func `a page that needs a login leads to it and back`() async throws {
        let house = try await ServerHouse()
        try await house.test { client in
            let answer = try await client.call(
                .get,
                "/reports/history.pdf?from=2026-11-01&text=a%20b",
                headers: [.accept: "text/html"]
            )
            #expect(answer.status == .seeOther)
            let back = "/login?next=%2Freports%2Fhistory.pdf%3Ffrom%3D2026-11-01%26text%3Da%2520b"
            #expect(answer.headers[.location] == back)
        }
    }

    @Test func `a kiosk sees its board and nothing else`() async throws {
        let house = try await ServerHouse()
        let link = try await house.folder.accounts.addKioskLink(
            to: "operacao",
            viewer: house.company.sofia.id,
            at: house.clock.now
        )
        try await house.test { client in
            let key = link.secret
            let shown = try await client.call(.get, "/boards/operacao.png?key=\(key)")
            #expect(shown.status == .ok)
            let other = try await client.call(.get, "/boards/outro.png?key=\(key)")
            #expect(other.status == .unauthorized)
            let api = try await client.call(.get, "/api/v1/boards?key=\(key)")
            #expect(api.status == .unauthorized)
            _ = try await house.folder.accounts.revokeKioskLink(link.link.id, at: house.clock.now)
            let late = try await client.call(.get, "/boards/operacao.png?key=\(key)")
            #expect(late.status == .unauthorized)
        }
    }
}
