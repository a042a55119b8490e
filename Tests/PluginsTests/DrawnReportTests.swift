import Paper
import PluginHost
import Testing

/// Has every report of a company at work made in every format, as a manager downloads them.
@Suite(.timeLimit(.minutes(5))) struct DrawnReportTests {
    private static let period = ["from": "2026-11-16T03:00:00Z", "to": "2026-11-20T03:00:00Z"]

    @Test(arguments: [
        "sessions", "agents", "teams", "channels", "service-level", "overflow", "ratings", "legs",
        "dispositions", "messages", "presence", "audit", "history",
    ])
    func `a report of a company at work is made in every format`(_ report: String) async throws {
        let books = try await DemoBooks(seed: 3, days: 4)
        for format in ReportRequest.Format.allCases {
            let blocks = try await books.blocks(report, Self.period, format: format)
            let rows = blocks.filter { if case .row = $0 { true } else { false } }
            #expect(!rows.isEmpty, "\(format)")
        }
    }

    @Test(arguments: ["teams", "service-level"])
    func `the service level of each team stands on a dial with its goal`(
        _ report: String
    ) async throws {
        let books = try await DemoBooks(seed: 3, days: 4)
        let dials = try await books.blocks(report, Self.period, format: .pdf).compactMap { block in
            if case .chart(let chart) = block, chart.kind == .gauge { chart } else { nil }
        }
        let dial = try #require(dials.first)
        #expect(dial.series.count > 1)
        #expect(dial.series.allSatisfy { $0.values.count == 1 && !$0.name.isEmpty })
    }
}
