import Foundation
import PluginHost
import Testing

private let whatsApp = ChannelAccount(
    id: "vendas",
    configuration: """
        {"phoneNumberId": "5500001", "accessToken": "EAAG-secret", "appSecret": "s", "verifyToken": "v",
         "apiBase": "https://graph.facebook.com", "apiVersion": "v21.0"}
        """,
    state: NoState()
)

private let webChat = ChannelAccount(
    id: "site",
    configuration: ##"{"title": "Loja", "greeting": "Olá!", "accent": "#2f6fed"}"##,
    state: NoState()
)

@Suite struct ChannelPluginTests {
    @Test func `every plugin of the checkout is ready`() async throws {
        let workshop = try await PluginWorkshop.open()
        for listing in workshop.listings {
            #expect(listing.state == .ready, "\(listing.id): \(listing.reason ?? "not opened")")
        }
        #expect(
            Set(workshop.listings.map(\.id)) == [
                "conecta.whatsapp", "conecta.webchat", "conecta.wallboard", "conecta.protocol",
                "conecta.history", "conecta.example.echo",
            ]
        )
    }

    @Test func `WhatsApp reads every kind of webhook as its fixtures say`() async throws {
        let workshop = try await PluginWorkshop.open()
        let findings = try await ChannelConformance(
            workshop.catalogue,
            channel: "whatsapp",
            account: whatsApp
        )
        .run(fixtures: PluginWorkshop.fixtures("WhatsApp"))
        #expect(findings == [])
    }

    @Test func `WebChat reads what visitors do as its fixtures say`() async throws {
        let workshop = try await PluginWorkshop.open()
        let findings = try await ChannelConformance(
            workshop.catalogue,
            channel: "webchat",
            account: webChat
        )
        .run(fixtures: PluginWorkshop.fixtures("WebChat"))
        #expect(findings == [])
    }

    @Test func `payloads seen in the field lose nothing`() async throws {
        let folder = PluginWorkshop.checkout.deletingLastPathComponent()
            .appending(path: "shared/data/whatsapp-cloud/webhooks")
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
            print("not run: there are no payloads beside the checkout")
            return
        }
        let workshop = try await PluginWorkshop.open()
        let port = try await workshop.catalogue.openChannel("whatsapp", whatsApp)
        for name in names.sorted() where name.hasSuffix(".json") {
            let body = try Data(contentsOf: folder.appending(path: name))
            let result = try await port.webhook(
                WebhookRequest(method: "POST", body: [UInt8](body), received: PluginWorkshop.now)
            )
            #expect(!result.events.isEmpty, "\(name) tells nothing")
            #expect(result.refused.isEmpty, "\(name): \(result.refused)")
        }
        await port.close()
    }

    @Test func `a text goes out in the provider's format with the token in its place`() async throws
    {
        let answer = #"{"messaging_product":"whatsapp","messages":[{"id":"wamid.OUT"}]}"#
        let workshop = try await PluginWorkshop.open([.init(status: 200, body: answer)])
        let port = try await workshop.catalogue.openChannel("whatsapp", whatsApp)
        var message = OutboundMessage(
            idempotencyKey: "k1",
            author: .agent,
            conversation: "5511987650001",
            text: "Já verifico 👍"
        )
        message.replyTo = "wamid.PERGUNTA"
        let result = await port.send(message)
        #expect(result.outcome == .accepted(id: "wamid.OUT", conversation: ""))
        let request = try #require(workshop.provider.requests.first)
        #expect(request.url == "https://graph.facebook.com/v21.0/5500001/messages")
        let token = request.headers.first { $0.name == "authorization" }
        #expect(token?.value == "Bearer EAAG-secret")
        let expected: NSDictionary = [
            "messaging_product": "whatsapp", "recipient_type": "individual", "to": "5511987650001",
            "type": "text", "text": ["body": "Já verifico 👍", "preview_url": false],
            "context": ["message_id": "wamid.PERGUNTA"],
        ]
        #expect(try request.json() == expected)
    }

    @Test func `a template goes out with its parameters in order`() async throws {
        let answer = #"{"messages":[{"id":"wamid.T"}]}"#
        let workshop = try await PluginWorkshop.open([.init(status: 200, body: answer)])
        let port = try await workshop.catalogue.openChannel("whatsapp", whatsApp)
        var message = OutboundMessage(idempotencyKey: "k2", author: .agent, conversation: "BR.77")
        message.template = OutboundTemplate(
            name: "retomar",
            language: "pt_BR",
            arguments: [
                .init(place: .body, index: 1, value: .text("amanhã")),
                .init(place: .body, index: 0, value: .text("Ana")),
            ]
        )
        _ = await port.send(message)
        let expected: NSDictionary = [
            "messaging_product": "whatsapp", "recipient_type": "individual", "recipient": "BR.77",
            "type": "template",
            "template": [
                "name": "retomar", "language": ["code": "pt_BR"],
                "components": [
                    [
                        "type": "body",
                        "parameters": [
                            ["type": "text", "text": "Ana"], ["type": "text", "text": "amanhã"],
                        ],
                    ]
                ],
            ],
        ]
        #expect(try workshop.provider.requests.first?.json() == expected)
    }

    @Test(arguments: [
        (400, #"{"error":{"code":131047,"message":"Re-engagement"}}"#, "windowClosed"),
        (400, #"{"error":{"code":131026,"message":"Undeliverable"}}"#, "failed"),
        (400, #"{"error":{"code":130429,"message":"Rate limit"}}"#, "retry"),
        (401, #"{"error":{"code":190,"message":"Token expired"}}"#, "retry"),
        (500, #"{"error":{"code":131000,"message":"Something went wrong"}}"#, "retry"),
        (502, "<html>Bad gateway</html>", "unknown"),
        (503, "", "retry"),
        (200, "{}", "unknown"),
        (404, "not found", "failed"),
    ])
    func `an answer of the provider decides about the next try`(
        _ status: Int,
        _ body: String,
        _ expected: String
    ) async throws {
        let workshop = try await PluginWorkshop.open([.init(status: status, body: body)])
        let port = try await workshop.catalogue.openChannel("whatsapp", whatsApp)
        let message = OutboundMessage(
            idempotencyKey: "k",
            author: .agent,
            conversation: "5511987650001",
            text: "oi"
        )
        let outcome = await port.send(message).outcome
        #expect("\(outcome)".hasPrefix(expected), "\(outcome)")
    }

    @Test func `a provider that never answers leaves the message unknown`() async throws {
        let workshop = try await PluginWorkshop.open()
        let port = try await workshop.catalogue.openChannel("whatsapp", whatsApp)
        let message = OutboundMessage(
            idempotencyKey: "k",
            author: .agent,
            conversation: "5511987650001",
            text: "oi"
        )
        let outcome = await port.send(message).outcome
        #expect("\(outcome)".hasPrefix("unknown"), "\(outcome)")
    }

    @Test func `our words reach the visitor's stream under our id`() async throws {
        let workshop = try await PluginWorkshop.open()
        let port = try await workshop.catalogue.openChannel("webchat", webChat)
        var message = OutboundMessage(
            idempotencyKey: "m-1",
            author: .agent,
            conversation: "v-3f",
            text: "Abrimos às 8h."
        )
        message.authorName = "Ana"
        let result = await port.send(message)
        #expect(result.outcome == .accepted(id: "m-1", conversation: ""))
        let push = try #require(result.pushes.first)
        #expect(push.conversation == "v-3f")
        #expect(push.name == "message")
        let shown = try JSONSerialization.jsonObject(with: Data(push.json.utf8)) as? NSDictionary
        #expect(shown?["text"] as? String == "Abrimos às 8h.")
        #expect(shown?["id"] as? String == "m-1")
    }
}
