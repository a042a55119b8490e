import CReferences
import Foundation
import Rendering

extension Benchmark {
    /// The history report on paper.
    static let historyPdf = Benchmark(
        name: "history-pdf",
        summary: "a history report of 1,000, 10,000 and 100,000 rows, from blocks to file",
        cases: [
            historyCase(
                "1,000 rows",
                rows: 1_000,
                rounds: 5,
                peers: [
                    HistoryPeers.reportLab(rows: 1_000), HistoryPeers.chromium(rows: 1_000),
                    HistoryPeers.weasyPrint(rows: 1_000),
                ]
            ),
            historyCase(
                "10,000 rows",
                rows: 10_000,
                rounds: 5,
                peers: [HistoryPeers.reportLab(rows: 10_000)]
            ),
            historyCase("100,000 rows", rows: 100_000, rounds: 3),
        ]
    )

    /// The same, as large as it gets: minutes of work, for the peak of memory.
    static let historyMillion = Benchmark(
        name: "history-million",
        summary: "a history report of 1,000,000 rows; runs only when named",
        isOnDemand: true,
        cases: [historyCase("1,000,000 rows", rows: 1_000_000, rounds: 1)]
    )

    private static func historyCase(
        _ title: String,
        rows: Int,
        rounds: Int,
        peers: [Subject] = []
    ) -> Case {
        Case(
            title,
            rounds: rounds,
            ours: { try await draw(rows: rows) },
            references: [
                Subject("C: Cairo with a glyph cache") { try await drawByHand(rows: rows) }
            ] + peers
        )
    }

    private static func draw(rows: Int) async throws -> Double {
        let scratch = try Scratch()
        let file = scratch.folder.appending(path: "history.pdf")
        let drafter = try HouseSample.drafter()
        func draw(_ rows: Int) throws {
            _ = try drafter.pdf(
                HistorySample.spool(rows: rows),
                info: HistorySample.info,
                wording: HouseSample.wording,
                to: file
            )
        }
        try draw(100)
        return try await Stopwatch.once { try draw(rows) }
    }

    private static func drawByHand(rows: Int) async throws -> Double {
        let scratch = try Scratch()
        let file = scratch.folder.appending(path: "history.pdf").path
        func draw(_ rows: Int) throws {
            guard reference_pdf_table(file, rows) > 0 else {
                throw BenchFailure("the reference cannot write \(file)")
            }
        }
        try draw(100)
        return try await Stopwatch.once { try draw(rows) }
    }
}
