import CReferences
import Foundation
import Rendering

extension Benchmark {
    /// Conversations on paper.
    static let papers = Benchmark(
        name: "papers",
        summary: "conversations as PDF: one protocol, and 500 with 40 messages each",
        cases: [
            Case(
                "protocol of 40 messages, warm",
                ours: protocolWarm,
                references: [table(rows: 20)]
            ),
            Case(
                "500 conversations × 40 messages",
                rounds: 3,
                ours: conversations,
                references: [table(rows: 11_000)]
            ),
        ]
    )

    /// The raw loop over a table with about as many letters as the conversations have.
    private static func table(rows: Int) -> Subject {
        Subject("C: Cairo, a table of as many letters") {
            let scratch = try Scratch()
            let file = scratch.folder.appending(path: "table.pdf").path
            return try await Stopwatch.median(of: 5) { _ in
                guard reference_pdf_table(file, Int(rows)) > 0 else {
                    throw BenchFailure("the reference cannot write \(file)")
                }
            }
        }
    }

    private static func protocolWarm() async throws -> Double {
        let scratch = try Scratch()
        let file = scratch.folder.appending(path: "protocol.pdf")
        let drafter = try HouseSample.drafter()
        let document = try ConversationSample.spool(conversations: 1, messages: 40)
        return try await Stopwatch.median(of: 15) { _ in
            _ = try drafter.pdf(
                document,
                info: ConversationSample.info,
                wording: HouseSample.wording,
                to: file
            )
        }
    }

    private static func conversations() async throws -> Double {
        let scratch = try Scratch()
        let file = scratch.folder.appending(path: "conversations.pdf")
        let drafter = try HouseSample.drafter()
        return try await Stopwatch.once {
            _ = try drafter.pdf(
                ConversationSample.spool(conversations: 500, messages: 40),
                info: ConversationSample.info,
                wording: HouseSample.wording,
                to: file
            )
        }
    }
}
