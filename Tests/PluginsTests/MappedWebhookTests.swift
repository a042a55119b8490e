import Foundation
import PluginHost
import Testing

@Suite struct MappedWebhookTests {
    @Test func `webhooks are read as the fixtures say`() async throws {
        let workshop = try await PluginWorkshop.open()
        let findings = try await ChannelConformance(
            workshop.catalogue,
            channel: "mapped",
            account: try MappedAccount(workshop).account
        )
        .run(fixtures: PluginWorkshop.fixtures("MappedWebhook"))
        #expect(findings == [])
    }

    @Test func `each preset works as it is, but for its secrets`() async throws {
        let workshop = try await PluginWorkshop.open()
        let presets = try MappedAccount.presets(workshop)
        #expect(presets.count == 2)
        for preset in presets {
            let findings = try await workshop.catalogue.check(
                channel: "mapped",
                MappedAccount(preset).account
            )
            #expect(findings.filter { $0.level == .error } == [])
        }
    }

    @Test func `the bot's update becomes a message of its chat`() async throws {
        let workshop = try await PluginWorkshop.open()
        let account = try MappedAccount(workshop, preset: 0)
        let port = try await workshop.catalogue.openChannel("mapped", account.account)
        let body = """
            {"update_id": 870001, "message": {"message_id": 12, "date": 1795350000,
             "chat": {"id": -1001234567890, "type": "private"},
             "from": {"id": 5, "is_bot": false, "first_name": "Ana"}, "text": "Olá"}}
            """
        let result = try await port.webhook(Self.post(body))
        #expect(result.events.map(\.described).first?["conversation"] == "-1001234567890")
        #expect(result.events.map(\.described).first?["text"] == "Olá")
        #expect(try await port.webhook(Self.post(#"{"update_id": 1, "poll": {}}"#)).events == [])
        await port.close()
    }

    @Test(arguments: [
        (String(repeating: "[", count: 200_000), "more than 64 deep"),
        (#"{"messages":"# + String(repeating: #"[{"a":"#, count: 100), "more than 64 deep"),
        ("[" + String(repeating: "0,", count: 600_000) + "0]", "more than 500000 values"),
        (#"{"messages": [01]}"#, "a value is expected"),
        (#"{"messages": "\ud8"#, "four hexadecimal digits are expected"),
        ("{\"messages\": 1" + String(repeating: "0", count: 500) + "}", "a number is too long"),
    ])
    func `a body that is no JSON of ours is kept for administrators`(
        body: String,
        reason: String
    ) async throws {
        let workshop = try await PluginWorkshop.open()
        let account = try MappedAccount(workshop).account
        let port = try await workshop.catalogue.openChannel("mapped", account)
        let event = try #require(try await port.webhook(Self.post(body)).events.first?.described)
        #expect(event["kind"] == "account")
        #expect(event["errorText"]?.contains(reason) == true)
        await port.close()
    }

    @Test func `more messages than one webhook may bring are refused, not cut`() async throws {
        let workshop = try await PluginWorkshop.open()
        let account = try MappedAccount(workshop).account
        let port = try await workshop.catalogue.openChannel("mapped", account)
        let body = #"{"messages":["# + String(repeating: "{},", count: 10_000) + "{}]}"
        await #expect(throws: PluginFailure.self) { try await port.webhook(Self.post(body)) }
        await port.close()
    }

    @Test func `the same words of two contacts are two messages, told twice they are one`()
        async throws
    {
        let workshop = try await PluginWorkshop.open()
        let account = try MappedAccount(workshop).account
        let port = try await workshop.catalogue.openChannel("mapped", account)
        let body = """
            {"messages": [{"customer": {"id": "a"}, "content": {"text": "Oi"}},
             {"customer": {"id": "b"}, "content": {"text": "Oi"}},
             {"content": {"text": "Oi"}, "customer": {"id": "a"}}]}
            """
        let keys = try await port.webhook(Self.post(body)).events.map(\.key)
        #expect(keys.count == 3)
        #expect(Set(keys).count == 2)
        #expect(keys[0] == keys[2])
        await port.close()
    }

    static func post(_ body: String) -> WebhookRequest {
        WebhookRequest(
            method: "POST",
            headers: [.init("content-type", "application/json")],
            body: Array(body.utf8),
            received: PluginWorkshop.now
        )
    }
}

/// Is an account of a preset, with secrets and, where a test wants it, other settings.
struct MappedAccount {
    let account: ChannelAccount

    /// Takes a preset of the schema, by default the one of the CRM.
    init(
        _ workshop: PluginWorkshop,
        preset: Int = 1,
        _ change: (inout [String: Any]) -> Void = { _ in }
    ) throws {
        var fields = try Self.presets(workshop)[preset]
        change(&fields)
        self.init(fields)
    }

    init(_ fields: [String: Any]) {
        var fields = fields
        for name in ["apiToken", "webhookSecret"] where fields[name] == nil {
            fields[name] = "secret-of-\(name)"
        }
        let data = (try? JSONSerialization.data(withJSONObject: fields)) ?? Data()
        account = ChannelAccount(
            id: "crm",
            configuration: String(decoding: data, as: UTF8.self),
            state: NoState()
        )
    }

    static func presets(_ workshop: PluginWorkshop) throws -> [[String: Any]] {
        let schema = workshop.catalogue.channels.first { $0.manifest.id == "mapped" }?.schema ?? ""
        let object = try JSONSerialization.jsonObject(with: Data(schema.utf8)) as? [String: Any]
        let presets = object?["x-presets"] as? [[String: Any]] ?? []
        return presets.compactMap { $0["config"] as? [String: Any] }
    }
}
