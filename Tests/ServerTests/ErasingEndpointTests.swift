import Engine
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

@testable import Server

@Suite struct ErasingEndpointTests {
    @Test func `a contact is erased by who answers for the data, and the record stays`()
        async throws
    {
        let house = try await ServerHouse()
        let session = try await house.contactWrites()
        let ana = try await house.token(house.company.ana)
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let path = "/api/v1/contacts/\(session.contact)"
            let open = try await client.call(.post, path + "/erase", as: admin)
            #expect(open.status == .conflict)
            #expect(open.code == "has-open-session")
            let talk = "/api/v1/sessions/\(session.id)"
            _ = try await client.call(.post, talk + "/start", as: ana)
            _ = try await client.call(.post, talk + "/notes", as: ana, json: #"{"text":"alta"}"#)
            _ = try await client.call(.post, talk + "/close", as: ana, json: "{}")
            let refused = try await client.call(.post, path + "/erase", as: ana)
            #expect(refused.status == .forbidden)
            let erased = try await client.call(.post, path + "/erase", as: admin)
            #expect(erased.status == .ok)
            #expect(erased.json["identities"]?.elements.isEmpty == true)
            #expect(erased.json["erasedAt"] != .null)
            let line = try await client.call(.get, talk + "/timeline", as: admin)
            let items = line.json["items"]?.elements ?? []
            let messages = items.compactMap { $0["message"] }.filter { $0["id"] != nil }
            #expect(!messages.isEmpty)
            #expect(messages.allSatisfy { $0["erased"] == true && $0["text"] == "" })
            let notes = items.compactMap { $0["note"]?["text"] }
            #expect(notes == [""])
            let kept = try await client.call(.get, talk, as: admin)
            #expect(kept.json["protocol"] == .text(session.protocolNumber.description))
            let change = try await client.call(.patch, path, as: admin, json: #"{"name":"Maria"}"#)
            #expect(change.code == "already-erased")
        }
    }
}
