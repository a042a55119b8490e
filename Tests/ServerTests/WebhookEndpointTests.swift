import Engine
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store
import Testing

@testable import Server

@Suite struct WebhookEndpointTests {
    private static let body = #"{"id":"wamid.1","from":"5511999990000","text":"Oi"}"#

    // HMAC-SHA256 of the body with the channel's secret, and with another one.
    private static let signature =
        "sha256=c05fc48d371bd51b815141a243afe030eaf2c407bc41edb54471d4a8f6e2c860"
    private static let foreign =
        "sha256=4a89ed2e7251ddcffa65a72f101811a39c7e3aa1cc85ed18d890010c8ec84b79"

    private func post(
        _ client: any TestClientProtocol,
        signature: String?
    ) async throws -> TestResponse {
        var headers: HTTPFields = [.contentType: "application/json"]
        if let signature, let name = HTTPField.Name("X-Signature") { headers[name] = signature }
        return try await client.execute(
            uri: "/hooks/whatsapp?secret=abc",
            method: .post,
            headers: headers,
            body: ByteBuffer(string: Self.body)
        )
    }

    @Test func `a signed webhook is answered when its message is on disk`() async throws {
        let house = try await ServerHouse()
        try await house.test { client in
            let answer = try await post(client, signature: Self.signature)
            #expect(answer.status == .ok)
            let sessions = await house.switchboard.read { $0.sessions.count }
            #expect(sessions == 1)
            let again = try await post(client, signature: Self.signature)
            #expect(again.status == .ok)
            let session = await house.switchboard.read { $0.sessions.values.first }
            let id = try #require(session?.id)
            let items = try await house.folder.library.timeline(of: id, before: nil, limit: 50)
            let messages = items.filter { if case .message = $0.entry { true } else { false } }
            #expect(messages.count == 1)
        }
    }

    @Test(arguments: [Self.foreign, String(Self.signature.dropLast()), "", nil])
    func `a wrong or missing signature is 401 and nothing is stored`(_ signature: String?)
        async throws
    {
        let house = try await ServerHouse()
        try await house.test { client in
            let answer = try await post(client, signature: signature)
            #expect(answer.status == .unauthorized)
            let sessions = await house.switchboard.read { $0.sessions.count }
            #expect(sessions == 0)
        }
    }

    @Test func `a webhook of nobody and one that is too large are refused`() async throws {
        let house = try await ServerHouse()
        try await house.test { client in
            let unknown = try await client.execute(uri: "/hooks/nowhere", method: .post)
            #expect(unknown.status == .notFound)
            let large = try await client.execute(
                uri: "/hooks/whatsapp",
                method: .post,
                body: ByteBuffer(repeating: 32, count: WebhookController.maximumBody + 1)
            )
            #expect(large.status == .contentTooLarge)
            #expect(large.json["maximum"] == .count(WebhookController.maximumBody))
        }
    }
}
