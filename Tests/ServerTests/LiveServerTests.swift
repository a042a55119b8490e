import Engine
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@testable import Server

@Suite struct LiveServerTests {
    @Test func `a live server answers, and says when it is ready`() async throws {
        let house = try await ServerHouse()
        let token = try await house.token(house.company.ana)
        try await house.test(.live) { client in
            let ready = try await client.call(.get, "/readyz")
            #expect(ready.status == .ok)
            let me = try await client.call(.get, "/api/v1/me", as: token)
            #expect(me.json["name"] == "Ana")
            let head = try await client.call(.head, "/healthz")
            #expect(head.status == .ok)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `an open feed ends at once when the server stops`() async throws {
        let house = try await ServerHouse()
        let token = try await house.token(house.company.ana)
        try await house.test(.live) { client in
            // The stream is only over when the server ends it: leaving it open must not keep the
            // server, which stops when this closure returns.
            _ = Task { try? await client.call(.get, "/feed", as: token) }
            let hub = house.server.services.feed
            while await !hub.presence().isConnected(house.company.ana.id) { await Task.yield() }
        }
        let hub = house.server.services.feed
        while await hub.presence().isConnected(house.company.ana.id) { await Task.yield() }
    }
}
