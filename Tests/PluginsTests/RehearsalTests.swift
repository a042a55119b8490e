import Foundation
import PluginHost
import Testing

/// Promises what a trial of a channel shows, and that nothing comes of it.
@Suite struct RehearsalTests {
    @Test func `a trial shows the request that would leave, without a secret in it`() async throws {
        let workshop = try await PluginWorkshop.open()
        let record = RehearsalRecord(answering: .init(body: #"{"id": "out-1"}"#))
        let rehearsal = try await workshop.catalogue.rehearse(
            channel: "mapped",
            MappedAccount(workshop).account,
            record
        )
        let port = try #require(rehearsal.port)
        let result = await port.send(MappedSendingTests.message("Bom dia"))
        #expect(result.outcome == .accepted(id: "out-1", conversation: ""))
        let request = try #require(record.take().requests.first)
        #expect(request.url == "https://api.crm.example/v1/messages")
        let token = request.headers.first { $0.name == "authorization" }?.value
        #expect(token == "Bearer {{secret:apiToken}}")
        #expect(request.body == #"{"text":"Bom dia","to":"c-77"}"#)
        #expect(workshop.provider.requests.isEmpty)
        await port.close()
    }

    @Test func `a trial says which path leads nowhere, and what stands there`() async throws {
        let workshop = try await PluginWorkshop.open()
        let record = RehearsalRecord()
        let account = try MappedAccount(workshop) { fields in
            fields["incoming"] = ["messages": "$.data.list", "contact": "@.from"]
        }
        let rehearsal = try await workshop.catalogue.rehearse(
            channel: "mapped",
            account.account,
            record
        )
        let port = try #require(rehearsal.port)
        let body = #"{"data": {"items": [{"from": "c-1"}], "secret words": "Oi"}}"#
        #expect(try await port.webhook(MappedWebhookTests.post(body)).events == [])
        let notes = record.take().notes.map(\.text)
        let expected = "$.data.list: is not there; $.data is an object with items, secret words"
        #expect(notes.contains(expected))
        // Places and kinds are told, never a contact's words.
        #expect(!notes.contains { $0.contains("Oi") })
        await port.close()
    }

    @Test func `what cannot work is found, and nothing is opened`() async throws {
        let workshop = try await PluginWorkshop.open()
        let account = try MappedAccount(workshop) { $0["sendURL"] = "{{text}}" }
        let rehearsal = try await workshop.catalogue.rehearse(
            channel: "mapped",
            account.account,
            RehearsalRecord()
        )
        #expect(rehearsal.port == nil)
        #expect(rehearsal.findings.map(\.pointer) == ["/sendURL"])
    }

    @Test func `every channel plugin can be tried`() async throws {
        let workshop = try await PluginWorkshop.open()
        let record = RehearsalRecord(
            answering: .init(body: #"{"messages": [{"id": "wamid.T"}]}"#)
        )
        let account = ChannelAccount(
            id: "vendas",
            configuration: """
                {"phoneNumberId": "5500001", "accessToken": "EAAG-secret", "appSecret": "s",
                 "verifyToken": "v"}
                """,
            state: NoState()
        )
        let rehearsal = try await workshop.catalogue.rehearse(channel: "whatsapp", account, record)
        let port = try #require(rehearsal.port)
        let result = await port.send(MappedSendingTests.message("Oi"))
        #expect(result.outcome == .accepted(id: "wamid.T", conversation: ""))
        let request = try #require(record.take().requests.first)
        #expect(request.headers.contains { $0.value == "Bearer {{secret:accessToken}}" })
        #expect(!request.headers.contains { $0.value.contains("EAAG") })
        #expect(workshop.provider.requests.isEmpty)
        await port.close()
    }
}
