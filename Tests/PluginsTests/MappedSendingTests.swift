import Foundation
import PluginHost
import Testing

@Suite struct MappedSendingTests {
    @Test func `a message goes out as the template says, secrets in their place`() async throws {
        let workshop = try await PluginWorkshop.open([.init(status: 201, body: #"{"id": 77}"#)])
        let port = try await Self.port(workshop)
        let result = await port.send(Self.message("Bom dia"))
        #expect(result.outcome == .accepted(id: "77", conversation: ""))
        let request = try #require(workshop.provider.requests.first)
        #expect(request.url == "https://api.crm.example/v1/messages")
        let headers = Dictionary(request.headers.map { ($0.name, $0.value) }) { $1 }
        #expect(headers["authorization"] == "Bearer secret-of-apiToken")
        #expect(headers["idempotency-key"] == "k1")
        let expected: NSDictionary = ["to": "c-77", "text": "Bom dia"]
        #expect(try request.json() == expected)
    }

    @Test(arguments: [
        "\",\"to\":\"someone-else", "\\\",\"to\":\"x", "{{secret:apiToken}}", "{{contact.key}}",
        "line\nbreak\u{2028}\u{7F}", "\u{1}\u{1F}\\", "😀 \u{10FFFF}",
    ])
    func `no words of a contact or an agent leave their place`(words: String) async throws {
        let workshop = try await PluginWorkshop.open([.init(status: 200, body: #"{"id": "1"}"#)])
        let account = try MappedAccount(workshop) { fields in
            fields["sendURL"] = "https://api.crm.example/v1/{{contact.key}}/messages?text={{text}}"
            fields["outgoing"] = [
                "headers": ["X-Text": "<{{text}}>"],
                "body": ["to": "{{contact.key}}", "text": "<{{text}}>"],
            ]
        }
        let port = try await workshop.catalogue.openChannel("mapped", account.account)
        var message = Self.message(words)
        message.conversation = "../" + words
        _ = await port.send(message)
        let request = try #require(workshop.provider.requests.first)
        let expected: NSDictionary = ["to": "../" + words, "text": "<\(words)>"]
        #expect(try request.json() == expected)
        #expect(request.url.hasPrefix("https://api.crm.example/v1/..%2F"))
        #expect(request.url.filter { $0 == "/" }.count == 5)
        #expect(!request.url.contains("secret-of"))
        let header = try #require(request.headers.first { $0.name == "x-text" }?.value)
        #expect(!header.contains("secret-of"))
        #expect(header.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        #expect(header.removingPercentEncoding == "<\(words)>")
    }

    @Test(arguments: [".", ".."])
    func `a contact's key that is a step of a path is refused`(key: String) async throws {
        let workshop = try await PluginWorkshop.open()
        let account = try MappedAccount(workshop) { fields in
            fields["sendURL"] = "https://api.crm.example/v1/{{contact.key}}/messages"
        }
        let port = try await workshop.catalogue.openChannel("mapped", account.account)
        var message = Self.message("Oi")
        message.conversation = key
        let error = ProviderError(code: "", text: "\"\(key)\" cannot stand in an address")
        #expect(await port.send(message).outcome == .failed(error))
        #expect(workshop.provider.requests.isEmpty)
    }

    @Test func `options repeat an element, what is optional and empty is left out`() async throws {
        let workshop = try await PluginWorkshop.open([.init(status: 200, body: #"{"id": "1"}"#)])
        let port = try await Self.port(workshop)
        var message = Self.message("Escolha")
        message.replyTo = "m-1"
        message.authorName = "Ana"
        message.options = OutboundOptions(
            kind: .buttons,
            options: [.init(id: "a", title: "Um"), .init(id: "b", title: "Dois")]
        )
        _ = await port.send(message)
        let expected: NSDictionary = [
            "to": "c-77", "text": "Escolha", "replyTo": "m-1", "agent": "Ana",
            "buttons": [["payload": "a", "title": "Um"], ["payload": "b", "title": "Dois"]],
        ]
        #expect(try workshop.provider.requests.first?.json() == expected)
    }

    @Test func `a file goes inside JSON, or as a part of a form`() async throws {
        let answers: [ScriptedProvider.Answer] = [
            .init(status: 200, body: #"{"id": "1"}"#),
            .init(status: 200, body: #"{"ok": true, "result": {"message_id": 5}}"#),
        ]
        let workshop = try await PluginWorkshop.open(answers)
        let writer = try await workshop.blobs.create(mime: "text/plain", fileName: "a.txt")
        try await writer.write(Array("conteúdo".utf8))
        var file = ChannelAttachment(kind: .document)
        file.blob = try await writer.finish().id
        file.mime = "text/plain"
        file.fileName = "a.txt"
        var message = Self.message("veja")
        message.attachments = [file]
        let crm = try await Self.port(workshop)
        _ = await crm.send(message)
        let base64 = Data("conteúdo".utf8).base64EncodedString()
        let expected: NSDictionary = [
            "to": "c-77", "text": "veja",
            "file": ["name": "a.txt", "contentType": "text/plain", "base64": base64],
        ]
        #expect(try workshop.provider.requests[0].json() == expected)
        let bot = try MappedAccount(workshop, preset: 0).account
        let port = try await workshop.catalogue.openChannel("mapped", bot)
        #expect(await port.send(message).outcome == .accepted(id: "5", conversation: ""))
        let request = workshop.provider.requests[1]
        #expect(
            request.url == "https://api.telegram.org/botsecret-of-apiToken/sendDocument"
        )
        let body = String(decoding: request.body, as: UTF8.self)
        #expect(body.contains(#"name="document"; filename="a.txt""#))
        #expect(body.contains("conteúdo"))
        #expect(body.contains(#"name="chat_id""#))
    }

    /// Says what a provider answers, and what it means.
    static let answers: [(Int, String, SendResult.Outcome)] = [
        (200, #"{"id": "x"}"#, .accepted(id: "x", conversation: "")),
        (429, "", .retry(after: 7_000, .init(code: "429", text: "the provider answered 429"))),
        (503, "", .retry(after: 7_000, .init(code: "503", text: "the provider answered 503"))),
        (
            400, #"{"error": {"code": "E7", "message": "sem saldo"}}"#,
            .failed(.init(code: "E7", text: "sem saldo"))
        ),
        (
            200, #"{"done": 1}"#,
            .unknown(
                .init(
                    code: "200",
                    text:
                        "the answer names no message: $.id: is not there; $ is an object with done"
                )
            )
        ),
        (
            200, "<html>",
            .unknown(.init(code: "200", text: "the answer is not JSON, and names no message"))
        ),
    ]

    @Test(arguments: answers)
    func `an answer is read as the settings say`(
        status: Int,
        body: String,
        outcome: SendResult.Outcome
    ) async throws {
        let headers = [WebhookRequest.Header("retry-after", "7")]
        let workshop = try await PluginWorkshop.open([
            .init(status: status, body: body, headers: headers)
        ])
        let port = try await Self.port(workshop)
        let result = await port.send(Self.message("Oi"))
        #expect(result.outcome == outcome)
    }

    @Test func `a gateway's error is unknown, unless sending twice delivers once`() async throws {
        let answers = [ScriptedProvider.Answer](repeating: .init(status: 502, body: ""), count: 2)
        let workshop = try await PluginWorkshop.open(answers)
        let crm = try await Self.port(workshop)
        let safe = await crm.send(Self.message("Oi"))
        let error = ProviderError(code: "502", text: "the provider answered 502")
        #expect(safe.outcome == .retry(after: 0, error))
        let account = try MappedAccount(workshop) { $0["answer"] = ["id": "$.id"] }
        let port = try await workshop.catalogue.openChannel("mapped", account.account)
        #expect(await port.send(Self.message("Oi")).outcome == .unknown(error))
    }

    @Test func `credentials that are refused are told as such`() async throws {
        let workshop = try await PluginWorkshop.open([.init(status: 401, body: "{}")])
        let port = try await Self.port(workshop)
        let result = await port.send(Self.message("Oi"))
        #expect(result.credentialsRefused)
    }

    @Test func `a contact's file is fetched from the named places alone`() async throws {
        let workshop = try await PluginWorkshop.open([.init(status: 200, body: "PDF")])
        let port = try await Self.port(workshop)
        var file = ChannelAttachment(kind: .document)
        for url in [
            "https://api.crm.example/v1/messages", "http://files.crm.example/1",
            "https://files.crm.example:444/1", "https://files.crm.example@evil.example/1",
            "file:///etc/passwd", "https://169.254.169.254/",
        ] {
            file.url = url
            let elsewhere = file
            await #expect(throws: PluginFailure.self) { try await port.fetchMedia(elsewhere) }
        }
        #expect(workshop.provider.requests.isEmpty)
        file.url = "https://files.crm.example/1.pdf"
        _ = try await port.fetchMedia(file)
        #expect(workshop.provider.requests.map(\.url) == [file.url])
    }

    static func port(_ workshop: PluginWorkshop) async throws -> any ChannelPort {
        try await workshop.catalogue.openChannel("mapped", MappedAccount(workshop).account)
    }

    static func message(_ text: String) -> OutboundMessage {
        OutboundMessage(idempotencyKey: "k1", author: .agent, conversation: "c-77", text: text)
    }
}
