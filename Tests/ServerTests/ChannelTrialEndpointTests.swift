import Engine
import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@testable import Server

@Suite struct ChannelTrialEndpointTests {
    private static let webhook = """
        {"webhook": {"body": "{\\"id\\": \\"m1\\", \\"from\\": \\"+551199\\", \\"text\\": \\"Oi\\"}",
         "headers": {"Content-Type": "application/json"}}, "message": {"text": "Olá"}}
        """

    @Test func `a trial shows what would be read and sent, and leaves no trace`() async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let slug = house.company.whatsapp.slug
            let answer = try await client.call(
                .post,
                "/api/v1/channels/\(slug)/try",
                as: admin,
                json: Self.webhook
            )
            #expect(answer.status == .ok)
            let event = answer.json["webhook"]?["events"]?.elements.first
            #expect(event?["text"] == "Oi")
            #expect(event?["conversation"] == "+551199")
            // It is shown although the server would have refused it.
            #expect(answer.json["webhook"]?["verification"] != "passed")
            #expect(answer.json["message"]?["outcome"] == "accepted")
            #expect(answer.json["findings"] == [])
            let sessions = try await client.call(.get, "/api/v1/sessions", as: admin)
            #expect(sessions.json["items"] == [])
        }
    }

    @Test func `a channel that is not there yet can be tried, with what is wrong with it`()
        async throws
    {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let path = "/api/v1/channels/try"
            let broken = try await client.call(
                .post,
                path,
                as: admin,
                json: #"{"plugin": "whatsapp", "config": {"x": "broken"}, "message": {}}"#
            )
            #expect(broken.status == .ok)
            #expect(broken.json["findings"]?.elements.first?["pointer"] == "/mapping")
            #expect(broken.json["message"] == .null)
            let none = try await client.call(.post, path, as: admin, json: #"{"message": {}}"#)
            #expect(none.status == .badRequest)
            let unknown = try await client.call(
                .post,
                path,
                as: admin,
                json: #"{"plugin": "pombo", "message": {}}"#
            )
            #expect(unknown.status == .unprocessableContent)
            let list = try await client.call(
                .post,
                path,
                as: admin,
                json: #"{"plugin": "whatsapp", "config": []}"#
            )
            #expect(list.status == .badRequest)
        }
    }

    @Test func `only administrators try channels, and see their pages`() async throws {
        let house = try await ServerHouse()
        let agent = try await house.token(house.company.ana)
        try await house.test { client in
            let slug = house.company.whatsapp.slug
            for path in ["/api/v1/channels/try", "/api/v1/channels/\(slug)/try"] {
                let answer = try await client.call(.post, path, as: agent, json: Self.webhook)
                #expect(answer.status == .forbidden)
            }
        }
    }
}
