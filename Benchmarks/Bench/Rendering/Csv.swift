import Foundation
import Rendering

extension Benchmark {
    /// The history report as CSV.
    static let csv = Benchmark(
        name: "csv",
        summary: "rows of a history report to a CSV file",
        cases: [
            Case(
                "200,000 rows of 13 columns",
                in: .rate(of: "rows"),
                ours: writeRows,
                references: [Subject("writing the same bytes", writeBytes)]
            )
        ]
    )

    private static let rows = 200_000

    private static func writeRows() async throws -> Double {
        let scratch = try Scratch()
        let document = try HistorySample.spool(rows: rows)
        let file = scratch.folder.appending(path: "history.csv")
        let seconds = try await Stopwatch.median(of: 3) { _ in
            _ = try CsvWriter.write(document, to: file)
        }
        return seconds / Double(rows)
    }

    private static func writeBytes() async throws -> Double {
        let scratch = try Scratch()
        let file = scratch.folder.appending(path: "history.csv")
        _ = try CsvWriter.write(HistorySample.spool(rows: rows), to: file)
        let bytes = try Data(contentsOf: file)
        let seconds = try await Stopwatch.median(of: 3) { _ in
            try bytes.write(to: file, options: .atomic)
        }
        return seconds / Double(rows)
    }
}
