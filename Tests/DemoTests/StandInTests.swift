import Engine
import Foundation
import Logging
import Testing

@testable import Demo

private let ana = DemoContact(name: "Ana Prado", phone: "5511900000001")

private let standInAccount = WhatsAppAccount(
    templates: [
        ProviderTemplate(
            name: "retomar",
            language: "pt_BR",
            body: "Olá, {{1}}! Podemos continuar?",
            buttons: ["Sim", "Não"]
        )
    ]
)

private func quietLogger() -> Logger {
    Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

@Suite struct StandInTests {
    private let clock = LifeTestClock()

    private func standIn(seed: UInt64 = 1) -> WhatsAppStandIn {
        WhatsAppStandIn(
            standInAccount,
            server: "http://server",
            seed: seed,
            clock: clock,
            logger: quietLogger()
        )
    }

    private func text(_ body: String, to phone: String = ana.phone) -> JSON {
        [
            "messaging_product": "whatsapp", "to": .text(phone), "type": "text",
            "text": ["body": .text(body)],
        ]
    }

    private func template(_ name: String, _ parameters: [String]) -> JSON {
        let list = parameters.map { JSON.object(["type": "text", "text": .text($0)]) }
        return [
            "messaging_product": "whatsapp", "to": .text(ana.phone), "type": "template",
            "template": [
                "name": .text(name), "language": ["code": "pt_BR"],
                "components": [["type": "body", "parameters": .array(list)]],
            ],
        ]
    }

    private func code(_ standIn: WhatsAppStandIn, _ body: JSON) async -> Int? {
        do {
            _ = try await standIn.post(body)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `text goes only within a day of the contact's last message`() async throws {
        let standIn = standIn()
        #expect(await code(standIn, text("oi")) == 131047)
        await standIn.bring(
            [["type": "text", "text": ["body": "oi"]]],
            from: ana,
            writtenAt: clock.now
        )
        let answer = try await standIn.post(text("olá"))
        #expect(answer["messages"].elements.first?["id"].string?.hasPrefix("wamid.") == true)
        #expect(answer["contacts"].elements.first?["wa_id"].string == ana.phone)
        clock.advance(seconds: 86_400)
        #expect(await code(standIn, text("olá")) == 131047)
        #expect(await standIn.sent.map(\.text) == ["olá"])
    }

    @Test func `our own messages do not open the window again`() async throws {
        let standIn = standIn()
        await standIn.bring([["type": "text"]], from: ana, writtenAt: clock.now)
        clock.advance(seconds: 86_000)
        _ = try await standIn.post(text("olá"))
        clock.advance(seconds: 500)
        #expect(await code(standIn, text("olá")) == 131047)
    }

    @Test func `a message that comes a day late opens no window`() async {
        let standIn = standIn()
        let yesterday = clock.now.adding(seconds: -90_000)
        await standIn.bring([["type": "text"]], from: ana, writtenAt: yesterday)
        #expect(await code(standIn, text("olá")) == 131047)
    }

    @Test func `a template goes at any time with as many parameters as it takes`() async throws {
        let standIn = standIn()
        #expect(await code(standIn, template("retomar", [])) == 132000)
        #expect(await code(standIn, template("retomar", ["a", "b"])) == 132000)
        #expect(await code(standIn, template("outro", ["a"])) == 132001)
        let answer = try await standIn.post(template("retomar", ["Ana"]))
        #expect(answer["messages"].elements.first?["message_status"].string == "accepted")
        let sent = try #require(await standIn.sent.last)
        #expect(sent.text == "Olá, Ana! Podemos continuar?")
        #expect(sent.buttons == ["Sim", "Não"])
    }

    @Test(
        arguments: [
            ["to": "5511", "type": "text", "text": ["body": "x"]],
            ["messaging_product": "whatsapp", "type": "text", "text": ["body": "x"]],
            [
                "messaging_product": "whatsapp", "to": "maria", "type": "text",
                "text": ["body": "x"],
            ],
            ["messaging_product": "whatsapp", "to": "5511", "type": "text", "text": ["body": ""]],
            ["messaging_product": "whatsapp", "to": "5511", "type": "image", "image": ["id": "9"]],
            ["messaging_product": "whatsapp", "to": "5511", "type": "song", "song": [:]],
            ["messaging_product": "whatsapp", "status": "read"],
        ] as [JSON]
    ) func `what the API would not understand is refused`(_ body: JSON) async {
        #expect(await code(standIn(), body) == 100)
    }

    @Test func `text longer than the API takes is refused`() async {
        let standIn = standIn()
        await standIn.bring([["type": "text"]], from: ana, writtenAt: clock.now)
        #expect(await code(standIn, text(String(repeating: "a", count: 4_097))) == 100)
        #expect(await code(standIn, text(String(repeating: "á", count: 4_096))) == nil)
    }

    @Test func `errors are written as the provider writes them`() {
        let error = GraphError.parameterCount(expected: 1, given: 0).body["error"]
        #expect(error["code"].double == 132000)
        #expect(error["type"].string == "OAuthException")
        #expect(error["error_data"]["messaging_product"].string == "whatsapp")
        #expect(error["error_data"]["details"].string?.contains("expected number") == true)
    }
}

@Suite(.timeLimit(.minutes(1))) struct StandInWebhookTests {
    private let clock = LifeTestClock()

    /// Runs a stand-in against a server until that took some webhooks.
    private func webhooks(
        _ count: Int,
        refusing refusals: Int = 0,
        _ work: (WhatsAppStandIn) async throws -> Void
    ) async throws -> (taken: [LifeTestServer.Taken], server: LifeTestServer) {
        let server = LifeTestServer(refusing: refusals)
        let standIn = WhatsAppStandIn(
            standInAccount,
            server: "http://server",
            seed: 3,
            clock: clock,
            logger: quietLogger()
        )
        let running = Task { await standIn.run(through: server) }
        try await work(standIn)
        var bodies: Set<[UInt8]> = []
        var taken: [LifeTestServer.Taken] = []
        for await post in server.posts() {
            // The provider may bring one twice.
            if bodies.insert(post.request.body).inserted { taken.append(post) }
            if taken.count == count { break }
        }
        running.cancel()
        await running.value
        return (taken, server)
    }

    @Test func `a contact's messages come signed in the provider's envelope`() async throws {
        let (taken, _) = try await webhooks(1) { standIn in
            await standIn.bring(
                [
                    ["type": "text", "text": ["body": "Olá ção"]],
                    ["type": "location", "location": ["latitude": -23, "longitude": -46]],
                ],
                from: ana,
                writtenAt: clock.now
            )
        }
        let post = try #require(taken.first)
        #expect(post.request.url == "http://server/hooks/whatsapp-demo")
        #expect(
            post.signature == Envelope.signature(of: post.request.body, secret: "demo-app-secret")
        )
        #expect(post.signature.count == 71)
        #expect(post.json["object"].string == "whatsapp_business_account")
        let change = try #require(post.json["entry"].elements.first?["changes"].elements.first)
        #expect(change["field"].string == "messages")
        let value = change["value"]
        #expect(value["metadata"]["phone_number_id"].string == standInAccount.phoneNumberId)
        #expect(value["contacts"].elements.first?["profile"]["name"].string == "Ana Prado")
        let messages = value["messages"].elements
        #expect(messages.map { $0["type"].string } == ["text", "location"])
        #expect(messages.first?["from"].string == ana.phone)
        #expect(messages.first?["timestamp"].string == "1795348800")
        #expect(Set(messages.map { $0["id"].string }).count == 2)
    }

    @Test func `the signature is the provider's`() {
        // Computed with openssl: printf '{"a":1}' | openssl dgst -sha256 -hmac key
        let signature = Envelope.signature(of: Array(#"{"a":1}"#.utf8), secret: "key")
        #expect(
            signature
                == "sha256=88a67f24bbcdaed0e6c997404bb79a743baf44c6bab2f4c27328e3009d22e342"
        )
    }

    @Test func `what became of a message is told step by step`() async throws {
        let (taken, _) = try await webhooks(4) { standIn in
            await standIn.bring([["type": "text"]], from: ana, writtenAt: clock.now)
            _ = try await standIn.post([
                "messaging_product": "whatsapp", "to": .text(ana.phone), "type": "text",
                "text": ["body": "oi"],
            ])
        }
        let statuses = taken.flatMap { post in
            post.json["entry"].elements.flatMap { $0["changes"].elements }
                .flatMap { $0["value"]["statuses"].elements }
        }
        #expect(Set(statuses.map { $0["status"].string }) == ["sent", "delivered", "read"])
        #expect(Set(statuses.map { $0["id"].string }).count == 1)
        #expect(statuses.allSatisfy { $0["recipient_id"].string == ana.phone })
    }

    @Test func `a webhook comes again until the server takes it`() async throws {
        let (taken, server) = try await webhooks(1, refusing: 3) { standIn in
            await standIn.bring([["type": "text"]], from: ana, writtenAt: clock.now)
        }
        #expect(taken.count == 1)
        #expect(server.taken.count >= 4)
        #expect(Set(server.taken.map(\.request.body)).count == 1)
    }

    @Test func `some messages are never read and a few never arrive`() {
        var generator = SeededGenerator(seed: 5)
        let fates = (0..<2_000).map { _ in Fate(using: &generator) }
        let failed = fates.count(where: \.isFailure)
        let unread = fates.count { !$0.isFailure && $0.read == nil }
        #expect((10...60).contains(failed))
        #expect((150...350).contains(unread))
        #expect(fates.allSatisfy { fate in fate.delivered.map { $0 > fate.sent } ?? true })
        #expect(fates.allSatisfy { fate in fate.read.map { $0 > fate.delivered ?? .max } ?? true })
    }
}
