import Engine
import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import PluginHost
import Synchronization
import TestSupport
import Testing

@testable import Operations
@testable import Server
@testable import Store

@Suite struct OutgoingWebhookTests {
    private static let events = #""events":["session.opened","session.waiting","message.received"]"#

    private func add(
        _ client: any TestClientProtocol,
        _ admin: String,
        more: String = ""
    ) async throws -> (id: String, secret: String) {
        let made = try await client.call(
            .post,
            "/api/v1/webhooks",
            as: admin,
            json: "{\"name\":\"CRM\",\"url\":\"http://127.0.0.1:9/hook\",\(Self.events)\(more)}"
        )
        #expect(made.status == .created)
        return (try #require(made.json["id"]?.string), try #require(made.json["secret"]?.string))
    }

    /// Reads on in the journal as the courier does, and gives what is due.
    private func due(_ house: ServerHouse) async throws -> [PendingDelivery] {
        let webhooks = house.webhooks.webhooks
        var place = try await webhooks.place()
        repeat { place = try await webhooks.follow(from: place) } while !place.isUpToDate
        return try await webhooks.due(at: house.clock.now, without: [], perWebhook: 10).due
    }

    @Test func `what happens is told once to each who wants to hear of it, without its words`()
        async throws
    {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.contactWrites("antes", phone: "5511999990009")
        try await house.test { client in
            let plain = try await add(client, admin)
            let whole = try await add(client, admin, more: #","includeContent":true"#)
            try await house.contactWrites("segredo")
            let due = try await due(house)
            #expect(due.count == 6)
            let bodies = due.compactMap { JSON(parsing: $0.body) }
            let types = bodies.compactMap { $0["type"]?.string }
            #expect(Set(types) == ["session.opened", "session.waiting", "message.received"])
            let told = due.filter { $0.webhook == Int64(plain.id) }.map(\.body).joined()
            #expect(!told.contains("segredo") && !told.contains("Maria"))
            #expect(told.contains("\"protocol\""))
            let words = due.filter { $0.webhook == Int64(whole.id) }.map(\.body).joined()
            #expect(words.contains("segredo") && !words.contains("antes"))
            // Reading on makes nothing anew.
            #expect(try await self.due(house).map(\.id) == due.map(\.id))
        }
    }

    @Test func `a delivery is signed as Standard Webhooks has it`() {
        let delivery = PendingDelivery(
            id: "msg_1",
            webhook: 1,
            url: "https://example.com",
            body: #"{"a":1}"#,
            keys: [Array("new key".utf8), Array("old key".utf8)],
            round: 0
        )
        let headers = delivery.headers(at: Timestamp(milliseconds: 1_000_999))
        #expect(headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(headers.map(\.value).prefix(2) == ["msg_1", "1000"])
        // Made with another program, each with one of the keys.
        let expected =
            "v1,InuJgAZEhcDbe5EYW6K0eYqDWFpdnEtvkwOlqLUYz1g= "
            + "v1,nB37omwUywyPI9CR4A4vUVoCXAMRRMPkDaFEn2yG/5g="
        #expect(headers.last?.value == expected)
    }

    @Test func `for a day the secret before signs beside a new one`() async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let hook = try await add(client, admin)
            try await house.contactWrites()
            let path = "/api/v1/webhooks/\(hook.id)/rotate-secret"
            let rotated = try await client.call(.post, path, as: admin)
            let fresh = try #require(rotated.json["secret"]?.string)
            let keys = [fresh, hook.secret].map(WebhookSecrets.bytes(of:))
            #expect(keys.allSatisfy { $0.count == 32 })
            #expect(try await due(house).first?.keys == keys)
            house.clock.advance(seconds: 86_401)
            #expect(try await due(house).first?.keys == [keys[0]])
        }
    }

    @Test func `what fails is tried again ever later, given up in the end, and again by hand`()
        async throws
    {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let hook = try await add(client, admin)
            try await house.contactWrites()
            let webhooks = house.webhooks.webhooks
            let first = try #require(try await due(house).first)
            var pauses: [Int64] = []
            while let delivery = try await due(house).first(where: { $0.id == first.id }) {
                let attempt = WebhookAttempt(
                    status: 500,
                    error: "answered 500",
                    milliseconds: 7,
                    at: house.clock.now
                )
                let next = RetrySchedule.webhooks.next(
                    after: delivery.round + 1,
                    at: house.clock.now,
                    wish: nil
                )
                try await webhooks.finish(delivery.id, attempt, nextAt: next)
                guard let next else { break }
                pauses.append(next.since(house.clock.now) / 1_000)
                house.clock.advance(seconds: next.since(house.clock.now) / 1_000)
            }
            #expect(pauses == [5, 30, 120, 600, 3_600, 21_600, 86_400])
            let log = "/api/v1/webhooks/\(hook.id)/deliveries"
            let failed = try await client.call(.get, log + "?state=failed", as: admin)
            let entry = try #require(failed.json["items"]?.elements.first)
            #expect(entry["id"] == .text(first.id))
            #expect(entry["attempts"] == 8 && entry["status"] == 500)
            #expect(entry["nextAttemptAt"] == .null)
            let again = try await client.call(.post, "\(log)/\(first.id)/retry", as: admin)
            #expect(again.status == .accepted)
            #expect(again.json["state"] == "pending")
            let pending = try await due(house)
            #expect(pending.contains { $0.id == first.id && $0.round == 0 })
        }
    }

    @Test(
        arguments: [
            (200, nil), (204, nil), (301, "answered 301; redirects are not followed"),
            (410, "answered 410"), (503, "answered 503"),
        ] as [(Int, String?)]
    )
    func `an answer is taken for what it is`(_ status: Int, _ error: String?) async throws {
        let house = try await ServerHouse()
        let post = WebhookPost(
            egress: StandInEgress { _ in status },
            policy: WebhookPolicy(allowsLoopback: true),
            clock: .system
        )
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            _ = try await add(client, admin)
            try await house.contactWrites()
            let delivery = try #require(try await due(house).first)
            let (attempt, _) = await post.send(delivery)
            #expect(attempt.status == status)
            #expect(attempt.error == error)
        }
    }

    @Test func `the courier tells what happened, with what it said before a stop`()
        async throws
    {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        let clock = house.clock
        let wall = WallClock(
            now: { clock.now },
            wait: { _ in try await Task.sleep(for: .seconds(3_600)) }
        )
        try await house.test { client in
            let hook = try await add(client, admin)
            let (sent, continuation) = AsyncStream.makeStream(of: EgressRequest.self)
            let egress = StandInEgress { request in
                continuation.yield(request)
                return 200
            }
            var logger = Logger(label: "webhooks")
            logger.logLevel = .critical
            let courier = WebhookCourier(
                desk: house.webhooks,
                switchboard: house.switchboard,
                egress: egress,
                clock: wall,
                logger: logger
            )
            let running = Task { try await courier.run() }
            let tested = try await client.call(
                .post,
                "/api/v1/webhooks/\(hook.id)/test",
                as: admin
            )
            #expect(tested.status == .accepted)
            var told = sent.makeAsyncIterator()
            let first = try #require(await told.next())
            #expect(first.url == "http://127.0.0.1:9/hook" && first.method == "POST")
            #expect(first.permitsPrivateAddresses)
            let id = first.headers.first { $0.name == "webhook-id" }?.value
            #expect(tested.json["id"]?.string == id)
            try await house.contactWrites()
            var ids: Set<String> = []
            for _ in 0..<3 {
                let request = try #require(await told.next())
                ids.formUnion(request.headers.filter { $0.name == "webhook-id" }.map(\.value))
            }
            #expect(ids.count == 3)
            running.cancel()
            _ = try? await running.value
        }
    }

    @Test(arguments: [
        "http://example.com/a", "https://user:word@example.com/", "https://example.com/#part",
        "ftp://example.com", "https://", "http://10.0.0.1/", "http://127.0.0.2.example.com/",
    ])
    func `an address that nobody granted is refused`(_ url: String) async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let answer = try await client.call(
                .post,
                "/api/v1/webhooks",
                as: admin,
                json: "{\"name\":\"A\",\"url\":\"\(url)\",\(Self.events)}"
            )
            #expect(answer.status == .unprocessableContent || answer.status == .badRequest)
            #expect(answer.json["field"] == "url")
        }
    }

    @Test func `grants open just their origin`() throws {
        let policy = WebhookPolicy(grants: ["http://10.0.0.5:8000"])
        #expect(try policy.admit("http://10.0.0.5:8000/hook"))
        #expect(try !policy.admit("https://example.com/hook"))
        #expect(throws: WebhookAddressError.self) { try policy.admit("http://10.0.0.5/hook") }
        #expect(throws: WebhookAddressError.self) { try policy.admit("http://127.0.0.1/hook") }
    }

    @Test func `a webhook that is switched off waits, and hears nothing meanwhile`()
        async throws
    {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let hook = try await add(client, admin)
            let path = "/api/v1/webhooks/\(hook.id)"
            let off = #"{"active":false}"#
            #expect(try await client.call(.patch, path, as: admin, json: off).status == .ok)
            try await house.contactWrites()
            #expect(try await due(house).isEmpty)
            let on = #"{"active":true,"events":["session.closed"]}"#
            let changed = try await client.call(.patch, path, as: admin, json: on)
            #expect(changed.json["events"]?.elements == ["session.closed"])
            #expect(try await due(house).isEmpty)
            #expect(try await client.call(.delete, path, as: admin).status == .noContent)
            #expect(try await client.call(.get, path, as: admin).status == .notFound)
        }
    }
}

/// Is a way out that leads nowhere: it answers by itself.
private struct StandInEgress: HTTPEgress {
    let answer: @Sendable (EgressRequest) -> Int

    func send(_ request: EgressRequest) async throws -> any EgressResponse {
        StandInAnswer(status: answer(request))
    }
}

private struct StandInAnswer: EgressResponse {
    let status: Int
    var headers: [WebhookRequest.Header] { [] }

    func next() async throws -> [UInt8]? { nil }
}
