import Engine
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store
import TestSupport
import Testing

@testable import Server

@Suite struct QuarantineEndpointTests {
    /// Puts a provider's request into quarantine, as one that ended the plugin twice.
    private func quarantine(_ body: String, in house: ServerHouse) async throws -> ID<HeldRequest> {
        let limits = HoldLimits()
        let death = PluginDeath(
            at: house.clock.now,
            reason: "SIGSEGV in webhook",
            signal: 11,
            function: "webhook",
            hostCalls: ["log"],
            output: "oi",
            backtrace: "#0 webhook"
        )
        let request = RawRequest(
            method: "POST",
            query: "a=1",
            headers: [.init(name: "content-type", value: "application/json")],
            body: Array(body.utf8),
            receivedAt: house.clock.now
        )
        let channel = house.company.whatsapp.id
        let id = try await house.folder.held.hold(
            request,
            for: channel,
            death: death,
            limits: limits
        )
        _ = try await house.folder.held.note(death, of: id, limits: limits)
        return id
    }

    @Test func `administrators see what ended a plugin, with its evidence and what came`()
        async throws
    {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        let manager = try await house.token(house.company.sofia)
        let id = try await quarantine(#"{"text":"segredo"}"#, in: house)
        try await house.test { client in
            let list = try await client.call(.get, "/api/v1/quarantine?channel=whatsapp", as: admin)
            #expect(list.status == .ok)
            #expect(list.json["items"]?.elements.first?["id"]?.string == id.description)
            #expect(list.json["items"]?.elements.first?["deaths"] == .count(2))
            #expect(!String(buffer: list.body).contains("segredo"))
            let path = "/api/v1/quarantine/\(id)"
            let one = try await client.call(.get, path, as: admin)
            #expect(one.json["request"]?["body"]?.string == #"{"text":"segredo"}"#)
            #expect(one.json["evidence"]?.elements.last?["signal"] == .count(11))
            #expect(one.json["evidence"]?.elements.last?["backtrace"]?.string == "#0 webhook")
            for token in [manager, nil] {
                let refused = try await client.call(.get, path, as: token)
                #expect(refused.status == (token == nil ? .unauthorized : .forbidden))
            }
            let channel = try await client.call(.get, "/api/v1/channels/whatsapp", as: admin)
            #expect(channel.json["connection"]?["quarantined"] == .count(1))
            #expect(channel.json["connection"]?["state"]?.string == "working")
        }
    }

    @Test func `an input is tried again or dropped, and both are told by name in the audit`()
        async throws
    {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        let first = try await quarantine("1", in: house)
        let second = try await quarantine("2", in: house)
        try await house.test { client in
            let path = "/api/v1/quarantine/\(first)"
            #expect(try await client.call(.post, path + "/retry", as: admin).status == .noContent)
            #expect(try await client.call(.get, path, as: admin).status == .notFound)
            let waiting = try await house.folder.held.waiting()
            #expect(waiting == [house.company.whatsapp.id: 1])
            let other = "/api/v1/quarantine/\(second)"
            #expect(try await client.call(.delete, other, as: admin).status == .noContent)
            #expect(try await client.call(.delete, other, as: admin).status == .notFound)
        }
        let third = try await quarantine("3", in: house)
        let now = house.clock.now
        try await house.folder.held.eraseWords(before: now.adding(seconds: 1), at: now)
        try await house.test { client in
            let path = "/api/v1/quarantine/\(third)"
            let refused = try await client.call(.post, path + "/retry", as: admin)
            #expect(refused.status == .conflict && refused.code?.string == "erased")
            let one = try await client.call(.get, path, as: admin)
            #expect(one.json["request"] == .null && one.json["erased"] == .bool(true))
        }
    }
}
