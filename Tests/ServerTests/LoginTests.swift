import Engine
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store
import TestSupport
import Testing

@testable import Server

@Suite struct LoginTests {
    private static let password = "a good password"
    private static let secret = FormSecret(cookie: "cookie-of-the-form")

    private func send(
        _ client: any TestClientProtocol,
        email: String = "ana@example.com",
        password: String = LoginTests.password,
        token: String = LoginTests.secret.token,
        next: String = ""
    ) async throws -> TestResponse {
        let form =
            "email=\(email.percentEncoded)&password=\(password.percentEncoded)"
            + "&csrf=\(token)&next=\(next.percentEncoded)"
        return try await client.execute(
            uri: "/login",
            method: .post,
            headers: [
                .contentType: "application/x-www-form-urlencoded",
                .cookie: "conecta_form=\(Self.secret.cookie)",
            ],
            body: ByteBuffer(string: form)
        )
    }

    @Test func `a person logs in with a form, acts and logs out`() async throws {
        let house = try await ServerHouse()
        try await house.folder.accounts.setPassword(Self.password, for: house.company.ana.id)
        try await house.test { client in
            let entered = try await send(client)
            #expect(entered.status == .seeOther)
            #expect(entered.headers[.location] == "/console")
            let header = try #require(entered.headers[.setCookie])
            #expect(header.contains("HttpOnly") && header.contains("SameSite=Lax"))
            let cookie = try #require(header.split(separator: ";").first.map(String.init))

            let me = try await client.call(.get, "/api/v1/me", headers: [.cookie: cookie])
            #expect(me.json["email"] == "ana@example.com")
            let token = try #require(me.json["csrf"]?.string)

            let left = try await client.execute(
                uri: "/logout",
                method: .post,
                headers: [
                    .contentType: "application/x-www-form-urlencoded", .cookie: cookie,
                ],
                body: ByteBuffer(string: "csrf=\(token)")
            )
            #expect(left.headers[.location] == "/login")
            let after = try await client.call(.get, "/api/v1/me", headers: [.cookie: cookie])
            #expect(after.status == .unauthorized)
        }
    }

    @Test func `a wrong password is told without a reason, and too many are throttled`()
        async throws
    {
        let house = try await ServerHouse()
        try await house.test { client in
            for _ in 0..<10 {
                let answer = try await send(client, password: "wrong password")
                #expect(answer.headers[.location] == "/login?error=invalid")
            }
            let tired = try await send(client, password: "wrong password")
            #expect(tired.headers[.location] == "/login?error=throttled")
            house.clock.advance(seconds: 60)
            let rested = try await send(client, password: "wrong password")
            #expect(rested.headers[.location] == "/login?error=invalid")
        }
    }

    @Test func `a form without its token lets nobody in`() async throws {
        let house = try await ServerHouse()
        try await house.test { client in
            let answer = try await send(client, token: "made-up")
            #expect(answer.headers[.location] == "/login?error=csrf")
            #expect(answer.headers[.setCookie] == nil)
        }
    }

    @Test func `demo accounts come in only in the demo`() async throws {
        let house = try await ServerHouse()
        try await house.test { client in
            let answer = try await send(client, email: "agente@demo")
            #expect(answer.headers[.location] == "/login?error=demo")
        }
        let demo = try await ServerHouse(isDemo: true)
        try await demo.test { client in
            let answer = try await send(client, email: "agente@demo")
            #expect(answer.headers[.location] == "/login?error=invalid")
        }
    }

    @Test(arguments: [
        "//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)",
        "/a\r\nSet-Cookie: b", "",
    ])
    func `a login leads to no other server`(_ next: String) {
        #expect(LocalPath(next) == nil)
    }

    @Test func `a cookie changes nothing without the token`() async throws {
        let house = try await ServerHouse()
        let secret = try await house.login(house.company.ana)
        try await house.test { client in
            let body = #"{"state":"available"}"#
            let cookie: HTTPFields = [.cookie: "conecta_session=\(secret)"]
            let path = "/api/v1/me/presence"
            let bare = try await client.call(.put, path, json: body, headers: cookie)
            #expect(bare.code == "bad-csrf")

            var shown = cookie
            shown[.csrfToken] = FormSecret(cookie: secret + "x").token
            let wrong = try await client.call(.put, path, json: body, headers: shown)
            #expect(wrong.code == "bad-csrf")

            shown[.csrfToken] = FormSecret(cookie: secret).token
            let fine = try await client.call(.put, path, json: body, headers: shown)
            #expect(fine.status == .ok)

            shown[.fetchSite] = "cross-site"
            let foreign = try await client.call(.put, path, json: body, headers: shown)
            #expect(foreign.code == "bad-csrf")
        }
    }

    @Test func `a person who may log in no more is out at once`() async throws {
        let house = try await ServerHouse()
        let token = try await house.token(house.company.ana)
        var gone = house.company.ana
        gone.isActive = false
        _ = try await house.switchboard.submit(.configure(.agent(gone)), by: .console)
        try await house.test { client in
            let answer = try await client.call(.get, "/api/v1/me", as: token)
            #expect(answer.status == .unauthorized)
        }
    }
}
