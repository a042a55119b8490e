import Engine
import Foundation
import Testing

@testable import Operations

@Suite struct ReportPartsTests {
    private let schema = """
        {"properties":{"from":{"type":"string","format":"date-time"},"rows":{"type":"integer"},
        "hide":{"type":["null","boolean"]},"team":{"type":"array"}}}
        """

    private var zone: TimeZone {
        get throws { try #require(TimeZone(identifier: "America/Sao_Paulo")) }
    }

    @Test func `texts become what the schema asks`() throws {
        let json = try ReportParameters(schema: schema, zone: try zone)
            .json(["from": "2026-11-01", "rows": "12", "hide": "true", "team": "vendas,suporte"])
        let expected =
            #"{"from":"2026-11-01T03:00:00Z","hide":true,"rows":12,"team":["vendas","suporte"]}"#
        #expect(json == expected)
    }

    @Test(arguments: [["rows": "doze"], ["hide": "talvez"], ["cor": "azul"]])
    func `a parameter that does not fit is named`(texts: [String: String]) throws {
        let error = #expect(throws: ReportError.self) {
            try ReportParameters(schema: schema, zone: try zone).json(texts)
        }
        guard case .badParameter(let name, _) = try #require(error) else {
            Issue.record("another error")
            return
        }
        #expect(name == texts.keys.first)
    }

    @Test(
        arguments: [
            ([0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg"),
            ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
            (Array("GIF89a".utf8), "image/gif"), (Array("RIFF\0\0\0\0WEBP".utf8), "image/webp"),
            (Array("<svg onload=".utf8), "application/octet-stream"),
            ([], "application/octet-stream"),
        ] as [([UInt8], String)]
    )
    func `what calls itself a picture goes by its first bytes`(prefix: [UInt8], type: String) {
        #expect(PictureFormat.verified("image/svg+xml", prefix: prefix) == type)
        #expect(PictureFormat.verified("audio/ogg", prefix: prefix) == "audio/ogg")
    }

    @Test func `a turnstile turns away who finds it full`() async throws {
        let turnstile = Turnstile(limit: 1, queue: 0)
        let (inside, leave) = (Record<Void>(), Record<Void>())
        let first = Task {
            try await turnstile.pass {
                inside.add(())
                _ = await leave.wait(for: 1)
            }
        }
        _ = await inside.wait(for: 1)
        await #expect(throws: ReportError.busy(retryAfterSeconds: 2)) {
            try await turnstile.pass {}
        }
        leave.add(())
        try await first.value
        #expect(try await turnstile.pass { 2 } == 2)
    }

    @Test func `a board is drawn once for all who ask at the same time`() async throws {
        let shelf = BoardShelf<Int>(freshness: 250, patience: 1_000)
        let drawn = Record<Int>()
        let key = BoardShelf<Int>.Key(
            board: "operacao",
            teams: .all,
            shape: BoardShape(),
            language: "pt-BR",
            showsNames: true
        )
        func ask(_ version: Int64, _ at: Int64) async throws -> Int {
            let edition = BoardShelf<Int>.Edition(
                version: version,
                at: Timestamp(milliseconds: at)
            )
            return try await shelf.picture(key, now: edition) {
                drawn.add(1)
                return drawn.items.count
            }
        }
        #expect(try await ask(1, 0) == 1)
        #expect(try await ask(2, 200) == 1)
        #expect(try await ask(2, 251) == 2)
        #expect(try await ask(2, 1_200) == 2)
        #expect(try await ask(2, 1_300) == 3)
        #expect(drawn.items.count == 3)
    }
}
