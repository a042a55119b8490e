import Foundation
import Paper
import PluginHost
import Testing

/// Has a program in another language compute the figures again from the legs of sessions.
@Suite struct RecomputationTests {
    private static let reports = [
        "sessions", "agents", "teams", "channels", "service-level", "overflow", "ratings",
        "dispositions",
    ]

    /// Four days, cut neither at midnight nor where sessions begin or end.
    private static let period = ["from": "2026-11-14T15:15:00Z", "to": "2026-11-18T19:30:00Z"]

    @Test(arguments: [3, 11] as [UInt64])
    func `every figure is what the legs say, counted by another program`(
        _ seed: UInt64
    ) async throws {
        let books = try await DemoBooks(seed: seed, days: 8)
        // The whole past: who is active in the period may have begun and ended outside.
        let legs = try await books.csv("legs", [:])
        let messages = try await books.csv("messages", ["from": "2026-01-01T00:00:00Z"])
        let presence = try await books.csv("presence", Self.period)
        let closed = try await books.csv("sessions", Self.period.merging(["basis": "ended"]) { $1 })
        let (teams, hours) = try books.rules()
        var arguments = [
            "--legs", legs, "--messages", messages, "--presence", presence,
            "--from", Self.period["from"] ?? "", "--to", Self.period["to"] ?? "",
            "--closed", closed, "--teams", teams, "--hours", hours,
        ]
        for report in Self.reports {
            arguments.append(report + "=" + (try await books.csv(report, Self.period)))
        }
        let (code, text) = try Self.recompute(arguments)
        #expect(code == 0, "\(text)")
        let compared = text.firstMatch(of: #/compared (\d+) figures/#).flatMap { Int($0.1) } ?? 0
        #expect(compared > 1_000)
    }

    @Test func `a figure that is not what the legs say is named`() async throws {
        let books = try await DemoBooks(seed: 3, days: 3)
        let legs = try await books.csv("legs", [:])
        let messages = try await books.csv("messages", ["from": "2026-01-01T00:00:00Z"])
        let teams = try await books.csv("teams", Self.period)
        var lines = try String(contentsOfFile: teams, encoding: .utf8)
            .components(separatedBy: "\r\n")
        let column = try #require(lines[0].split(separator: ",").firstIndex(of: "answered"))
        var cells = lines[1].split(separator: ",", omittingEmptySubsequences: false)
        cells[column] = "987654"
        lines[1] = cells.joined(separator: ",")
        try lines.joined(separator: "\r\n").write(toFile: teams, atomically: true, encoding: .utf8)
        let (code, text) = try Self.recompute([
            "--legs", legs, "--messages", messages, "--from", Self.period["from"] ?? "",
            "--to", Self.period["to"] ?? "", "teams=" + teams,
        ])
        #expect(code == 1)
        #expect(text.contains("answered: the report says 987654"), "\(text)")
    }

    @Test func `an empty period reads well in every format`() async throws {
        let books = try await DemoBooks(seed: 3, days: 1)
        let period = ["from": "2026-01-01T03:00:00Z", "to": "2026-01-02T03:00:00Z"]
        for report in Self.reports + ["legs"] {
            let parameters = report == "legs" ? period.merging(["basis": "started"]) { $1 } : period
            for format in ReportRequest.Format.allCases {
                let blocks = try await books.blocks(report, parameters, format: format)
                let texts = blocks.map { "\($0)" }.joined()
                // A key of the catalogue on paper is a word that nobody wrote.
                let keys = texts.matches(of: #/"[a-z_]+\.[a-z_.]+[a-z]"/#).map { String($0.output) }
                #expect(format == .csv || keys == [], "\(report) \(format)")
                for case .chart(let chart) in blocks { Issue.record("\(report): \(chart.title)") }
            }
        }
    }

    @Test func `the privacy switch leaves contacts out of every row`() async throws {
        let books = try await DemoBooks(seed: 3, days: 3)
        for report in ["sessions", "legs", "ratings"] {
            // On paper the table of comments is left out with the words that are in it.
            for format in [ReportRequest.Format.csv, .pdf]
            where report != "ratings" || format == .csv {
                let open = try await books.blocks(report, Self.period, format: format)
                let hidden = try await books.blocks(
                    report,
                    Self.period,
                    format: format,
                    hidesConfidential: true
                )
                #expect(Self.rows(open).count == Self.rows(hidden).count)
                guard report == "sessions", format == .csv else { continue }
                #expect(Self.cells(open, "contact").contains { $0 != .nothing })
                #expect(Self.cells(hidden, "contact").allSatisfy { $0 == .nothing })
                #expect(Self.cells(hidden, "identity").allSatisfy { $0 == .nothing })
            }
        }
    }

    @Test func `contacts' comments on their ratings are shown, and left out with their words`()
        async throws
    {
        let books = try await DemoBooks(seed: 3, days: 6)
        let open = try await books.blocks("ratings", Self.period, format: .pdf)
        let hidden = try await books.blocks(
            "ratings",
            Self.period,
            format: .pdf,
            hidesConfidential: true
        )
        func texts(_ blocks: [Block]) -> String { blocks.map { "\($0)" }.joined() }
        #expect(texts(open).contains("atendimento nota 10"))
        #expect(!texts(hidden).contains("atendimento nota 10"))
        #expect(!texts(hidden).contains("Obrigad"))
        #expect(texts(hidden).contains("Comentários não são mostrados"))
        let rows = try await books.blocks("ratings", Self.period)
        #expect(Self.cells(rows, "comment").contains { $0 != .nothing })
    }

    private static func rows(_ blocks: [Block]) -> [Row] {
        blocks.compactMap { block in
            if case .row(let row) = block { row } else { nil }
        }
    }

    /// The cells of a column of a document with one table.
    private static func cells(_ blocks: [Block], _ id: String) -> [Value] {
        for case .tableStart(let table) in blocks {
            guard let index = table.columns.firstIndex(where: { $0.id == id }) else { return [] }
            return rows(blocks).compactMap {
                $0.cells.indices.contains(index) ? $0.cells[index].value : nil
            }
        }
        return []
    }

    /// Runs the program and gives its code and its words.
    private static func recompute(_ arguments: [String]) throws -> (Int32, String) {
        let script = PluginWorkshop.checkout.appending(path: "Tests/Recomputation/recompute.py")
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script.path] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }
}
