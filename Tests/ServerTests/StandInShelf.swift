import Engine
import Foundation
import Operations
import Paper
import PluginHost

/// Is a shelf with a WhatsApp and a WebChat that are nobody's: they read small JSON bodies.
struct StandInShelf: PluginShelf {
    /// What draws boards.
    let board = StandInBoard()

    func features() async -> [FeatureListing] {
        let texts = [
            """
            {"manifest": {"kind": "channel", "id": "whatsapp", "name": "WhatsApp", "webhook":
              {"signature": {"header": "x-signature", "scheme": "hmac-sha256-hex",
                "prefix": "sha256=", "secret": "appSecret"}}},
             "plugin": "test", "schema": "{}", "icon": ""}
            """,
            """
            {"manifest": {"kind": "channel", "id": "webchat", "name": "WebChat"},
             "plugin": "test", "schema": "{}", "icon": ""}
            """,
            #"""
            {"manifest": {"kind": "report", "id": "sample", "name": "Amostra"}, "plugin": "test",
             "icon": "", "schema": "{\"properties\":{\"from\":{\"type\":\"string\",\"format\":\"date-time\"},\"to\":{\"type\":\"string\",\"format\":\"date-time\"},\"team\":{\"type\":\"string\"},\"rows\":{\"type\":\"integer\"}}}"}
            """#,
        ]
        return texts.compactMap { text in
            try? JSONDecoder().decode(FeatureListing.self, from: Data(text.utf8))
        }
    }

    func openChannel(_ feature: String, _ account: ChannelAccount) async throws -> any ChannelPort {
        StandInPort(hasVisitors: feature == "webchat")
    }

    func check(
        _ feature: String,
        _ account: ChannelAccount
    ) async throws -> [ConfigurationFinding] {
        []
    }

    /// Tries what `openChannel` opens; a configuration that says so cannot work.
    func rehearse(
        _ feature: String,
        _ account: ChannelAccount,
        _ record: RehearsalRecord
    ) async throws -> ChannelRehearsal {
        guard !account.configuration.contains("broken") else {
            let finding = ConfigurationFinding(
                pointer: "/mapping",
                level: .error,
                text: "is broken"
            )
            return ChannelRehearsal(findings: [finding], port: nil)
        }
        let port = try await openChannel(feature, account)
        return ChannelRehearsal(findings: [], port: port)
    }

    func openReport(_ id: String) async throws -> any ReportPort {
        if id == "wallboard" { return board }
        guard id == "sample" else { throw PluginFailure(.unsupported, "no such report here") }
        return StandInReport()
    }

    func close() async {}
}

/// Is a report of one line.
private struct StandInReport: ReportPort {
    func render(
        _ request: ReportRequest,
        data: any ReportData,
        into sink: any ReportSink
    ) async throws {
        try sink.begin(DocumentInfo(title: "Amostra"))
        try sink.emit(.tableStart(Table(columns: [Column(id: "parameters", title: "P")])))
        try sink.emit(.row(Row([Cell(.text(request.parameters))])))
        try sink.emit(.tableEnd)
    }
}

/// Is an account that reads `{"id", "from", "text"}` of providers, and what the server writes of visitors.
private struct StandInPort: ChannelPort {
    let hasVisitors: Bool

    var abilities: ChannelAbilities { hasVisitors ? [.visitor] : [] }

    func traits() async throws -> ChannelTraits {
        var traits = ChannelTraits()
        traits.features = hasVisitors ? [.webhook] : [.webhook, .templates, .start]
        traits.window = hasVisitors ? 0 : 86_400
        traits.resume = hasVisitors ? .none : .template
        traits.rhythm = hasVisitors ? .live : .async
        return traits
    }

    func webhook(_ request: WebhookRequest) async throws -> WebhookResult {
        if hasVisitors { return try visitor(request) }
        let body = try JSONDecoder().decode(ProviderBody.self, from: Data(request.body))
        return WebhookResult(events: [
            ChannelEvent(
                key: body.id,
                kind: .message(ChannelMessage(id: body.id, text: body.text)),
                time: request.received,
                conversation: body.from,
                identities: [ChannelIdentity(kind: .phone, value: body.from)]
            )
        ])
    }

    private func visitor(_ request: WebhookRequest) throws -> WebhookResult {
        let body = try JSONDecoder().decode(VisitorWords.self, from: Data(request.body))
        let files = body.file.map { file in
            var attachment = ChannelAttachment(kind: .image)
            attachment.blob = file.id
            attachment.mime = file.mime
            return [attachment]
        }
        let id = request.visitor + ":" + body.id
        return WebhookResult(events: [
            ChannelEvent(
                key: id,
                kind: .message(
                    ChannelMessage(id: id, text: body.text, attachments: files ?? [])
                ),
                time: request.received,
                conversation: request.visitor,
                identities: [ChannelIdentity(kind: .provider, value: request.visitor)],
                contactName: body.name ?? ""
            )
        ])
    }

    func send(_ message: OutboundMessage) async -> SendResult {
        SendResult(.accepted(id: "sent." + message.idempotencyKey, conversation: ""))
    }

    func poll(since cursor: [UInt8]) async throws -> PollResult { PollResult() }

    func fetchMedia(_ attachment: ChannelAttachment) async throws -> FetchedMedia {
        throw PluginFailure(.unsupported, "no media")
    }

    func resolve(_ address: String) async throws -> ResolvedContact? { nil }

    func sessionChanged(_ news: SessionNews) async throws -> [VisitorPush] { [] }

    func visitorPage() async throws -> VisitorPage {
        VisitorPage(title: "Fale conosco", accent: 0x0A64_C8FF, maximumFile: 32 << 10)
    }

    func show(_ receipt: ReceiptNews) async throws -> [VisitorPush] { [] }

    func templates() async throws -> [TemplateNews] { [] }

    func close() async {}
}

private struct ProviderBody: Decodable {
    var id: String
    var from: String
    var text: String
}

private struct VisitorWords: Decodable {
    struct File: Decodable {
        var id: String
        var mime: String
    }

    var id: String
    var text: String
    var name: String?
    var file: File?
}
