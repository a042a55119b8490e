import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

@testable import Server

/// Moments in queries and bodies that no calendar has.
@Suite struct MomentTests {
    @Test(arguments: [
        "-9223372036854775808", "9223372036854775807", "99999999999999-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "10000-01-01T00:00:00Z", "1e300",
    ])
    func `are refused by their name`(moment: String) async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            for path in ["/api/v1/figures", "/api/v1/history", "/api/v1/boards/operacao/links"] {
                guard !path.hasSuffix("links") else {
                    let answer = try await client.call(
                        .post,
                        path,
                        as: admin,
                        json: #"{"name": "TV", "expiresAt": "\#(moment)"}"#
                    )
                    #expect(answer.status == .badRequest)
                    #expect(answer.json["field"] == "expiresAt")
                    continue
                }
                for name in ["from", "to"] {
                    let answer = try await client.call(
                        .get,
                        "\(path)?\(name)=\(moment)",
                        as: admin
                    )
                    #expect(answer.status == .badRequest, "\(path) \(name)")
                    #expect(answer.json["field"] == .text(name), "\(path) \(name)")
                }
            }
        }
    }
}
