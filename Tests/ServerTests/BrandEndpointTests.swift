import Foundation
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

@testable import Server

@Suite struct BrandEndpointTests {
    /// A sound PNG of one pixel.
    private static let pixel =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="

    @Test func `an administrator gives documents a colour and a logo, and takes them away`()
        async throws
    {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        let ana = try await house.token(house.company.ana)
        try await house.test { client in
            let body = "{\"accent\":\"#B40078\",\"logo\":\"\(Self.pixel)\"}"
            let refused = try await client.call(.patch, "/api/v1/company", as: ana, json: body)
            #expect(refused.status == .forbidden)
            let changed = try await client.call(.patch, "/api/v1/company", as: admin, json: body)
            #expect(changed.status == .ok)
            #expect(changed.json["accent"] == "#B40078")
            #expect(changed.json["logo"]?.string == Self.pixel)
            let gone = try await client.call(
                .patch,
                "/api/v1/company",
                as: admin,
                json: #"{"accent":"","logo":""}"#
            )
            #expect(gone.json["accent"] == "")
            #expect(gone.json["logo"] == "")
        }
    }

    @Test(arguments: [
        (#"{"accent":"red"}"#, "accent"), (##"{"accent":"#12345"}"##, "accent"),
        (#"{"logo":"!!!"}"#, "logo"), (#"{"logo":"R0lGODlhAQABAAAAACw="}"#, "logo"),
        (#"{"logo":"iVBORw0KGgoAAAANSUhEUgAA"}"#, "logo"),
    ])
    func `what is no colour or no picture is refused and changes nothing`(
        body: String,
        field: String
    ) async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let answer = try await client.call(.patch, "/api/v1/company", as: admin, json: body)
            #expect((400..<500).contains(answer.status.code))
            #expect(answer.json["field"]?.string == field)
            let company = try await client.call(.get, "/api/v1/company", as: admin)
            #expect(company.json[field] == "")
        }
    }
}
