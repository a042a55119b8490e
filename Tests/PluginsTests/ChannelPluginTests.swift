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

private let business = ChannelAccount(
    id: "vendas",
    configuration: """
        {"phoneNumberId": "5500001", "accessToken": "EAAG-secret", "appSecret": "s", "verifyToken": "v",
         "businessAccountId": "2201"}
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
                "conecta.sessions", "conecta.figures", "conecta.messages", "conecta.presence",
                "conecta.audit", "conecta.mapped",
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

    @Test func `a template goes out with the parts of its header and its buttons`() async throws {
        let upload = #"{"id":"media-7"}"#
        let answer = #"{"messages":[{"id":"wamid.T"}]}"#
        let workshop = try await PluginWorkshop.open([
            .init(status: 200, body: upload), .init(status: 200, body: answer),
        ])
        let port = try await workshop.catalogue.openChannel("whatsapp", whatsApp)
        let blob = try await workshop.blobs.create(mime: "application/pdf", fileName: "boleto.pdf")
        try await blob.write(Array("%PDF".utf8))
        let file = ChannelAttachment(
            kind: .document,
            blob: try await blob.finish().id,
            mime: "application/pdf",
            fileName: "boleto.pdf"
        )
        var message = OutboundMessage(idempotencyKey: "k3", author: .agent, conversation: "551")
        message.template = OutboundTemplate(
            name: "boleto",
            language: "pt_BR",
            arguments: [
                .init(place: .header, index: 0, value: .media(file)),
                .init(place: .body, index: 0, value: .text("Ana")),
                .init(place: .button, index: 0, value: .payload("pago")),
                .init(place: .button, index: 1, value: .url("410")),
                .init(place: .button, index: 2, value: .text("341917")),
            ]
        )
        #expect(await port.send(message).outcome == .accepted(id: "wamid.T", conversation: ""))
        let sent = try workshop.provider.requests.last?.json()
        let expected: NSArray = [
            [
                "type": "header",
                "parameters": [
                    ["type": "document", "document": ["id": "media-7", "filename": "boleto.pdf"]]
                ],
            ], ["type": "body", "parameters": [["type": "text", "text": "Ana"]]],
            [
                "type": "button", "sub_type": "quick_reply", "index": "0",
                "parameters": [["type": "payload", "payload": "pago"]],
            ],
            [
                "type": "button", "sub_type": "url", "index": "1",
                "parameters": [["type": "text", "text": "410"]],
            ],
            [
                "type": "button", "sub_type": "copy_code", "index": "2",
                "parameters": [["type": "coupon_code", "coupon_code": "341917"]],
            ],
        ]
        let template = sent?["template"] as? NSDictionary
        #expect(template?["components"] as? NSArray == expected)
    }

    @Test func `options go out as buttons, as a list, or with numbers`() async throws {
        let answer = ScriptedProvider.Answer(status: 200, body: #"{"messages":[{"id":"w"}]}"#)
        let workshop = try await PluginWorkshop.open([answer, answer, answer, answer])
        let port = try await workshop.catalogue.openChannel("whatsapp", whatsApp)
        func send(_ kind: OutboundOptions.Kind, _ titles: [String], _ text: String) async throws
            -> NSDictionary
        {
            var message = OutboundMessage(
                idempotencyKey: "k",
                author: .flow,
                conversation: "5511987650001",
                text: text
            )
            message.options = OutboundOptions(
                kind: kind,
                options: titles.enumerated().map { index, title in
                    .init(
                        id: "o\(index)",
                        title: title,
                        description: String(repeating: "x", count: 80 * index)
                    )
                }
            )
            _ = await port.send(message)
            return try #require(try workshop.provider.requests.last?.json())
        }
        let buttons = try await send(.buttons, ["Sim", "Não"], "Podemos?")
        let expected: NSDictionary = [
            "type": "button", "body": ["text": "Podemos?"],
            "action": [
                "buttons": [
                    ["type": "reply", "reply": ["id": "o0", "title": "Sim"]],
                    ["type": "reply", "reply": ["id": "o1", "title": "Não"]],
                ]
            ],
        ]
        #expect(buttons["type"] as? String == "interactive")
        #expect(buttons["interactive"] as? NSDictionary == expected)
        let list = try await send(.list, ["Um", "Dois"], "Escolha")
        let action = (list["interactive"] as? NSDictionary)?["action"] as? NSDictionary
        let rows: NSArray = [
            ["id": "o0", "title": "Um"],
            [
                "id": "o1", "title": "Dois",
                "description": String(repeating: "x", count: 71) + "…",
            ],
        ]
        #expect(action?["sections"] as? NSArray == [["rows": rows]])
        #expect((action?["button"] as? String)?.isEmpty == false)
        let twice = try await send(.buttons, ["Sim", "Sim"], "Podemos?")
        #expect(
            (twice["text"] as? NSDictionary)?["body"] as? String == "Podemos?\n\n1. Sim\n2. Sim"
        )
        let long = try await send(.buttons, ["Sim", "Não"], String(repeating: "a", count: 1_025))
        #expect(long["type"] as? String == "text")
    }

    @Test func `the provider's list of templates is read to its end`() async throws {
        let first = """
            {"data": [{"id": "1", "name": "um", "language": "pt_BR", "status": "APPROVED",
              "category": "UTILITY", "components": [{"type": "BODY", "text": "Olá, {{1}}"}]}],
             "paging": {"cursors": {"after": "Q+=="}, "next": "https://graph.facebook.com/x?access_token=y"}}
            """
        let second = """
            {"data": [{"id": "2", "name": "dois", "language": "en", "status": "REJECTED",
              "rejected_reason": "PROMOTIONAL", "components": []}, {"id": "3"}], "paging": {}}
            """
        let workshop = try await PluginWorkshop.open([
            .init(status: 200, body: first), .init(status: 200, body: second),
        ])
        let port = try await workshop.catalogue.openChannel("whatsapp", business)
        let listed = try await port.templates()
        #expect(listed.map(\.name) == ["um", "dois"])
        #expect(listed.map(\.state) == [.approved, .rejected])
        #expect(listed[0].components == #"[{"text":"Olá, {{1}}","type":"BODY"}]"#)
        #expect(listed[1].error?.text == "PROMOTIONAL")
        let addresses = workshop.provider.requests.map(\.url)
        #expect(addresses[0].hasPrefix("https://graph.facebook.com/v21.0/2201/message_templates?"))
        #expect(addresses[1].hasSuffix("&after=Q%2B%3D%3D"))
    }

    @Test func `without a business account no templates can be listed`() async throws {
        let workshop = try await PluginWorkshop.open()
        let port = try await workshop.catalogue.openChannel("whatsapp", whatsApp)
        await #expect(throws: PluginFailure.self) { try await port.templates() }
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

    @Test func `a menu reaches the visitor's stream with its options`() async throws {
        let workshop = try await PluginWorkshop.open()
        let port = try await workshop.catalogue.openChannel("webchat", webChat)
        var message = OutboundMessage(
            idempotencyKey: "m-2",
            author: .flow,
            conversation: "v-3f",
            text: "Sobre o quê?"
        )
        message.options = OutboundOptions(
            kind: .buttons,
            options: [.init(id: "vendas", title: "Comprar", description: "Loja")]
        )
        let push = try #require(await port.send(message).pushes.first)
        let shown = try JSONSerialization.jsonObject(with: Data(push.json.utf8)) as? NSDictionary
        let expected: NSArray = [["id": "vendas", "title": "Comprar", "detail": "Loja"]]
        #expect(shown?["options"] as? NSArray == expected)
    }
}
