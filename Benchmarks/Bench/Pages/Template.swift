import CReferences
import Foundation
import Paper
import Templates

extension Benchmark {
    /// A page of a long list.
    static let template = Benchmark(
        name: "template",
        summary: "a page of 70 rows with 10 escaped fields",
        cases: [
            Case(
                "70 × 10 fields",
                in: .rate(of: "pages"),
                ours: fill,
                references: [Subject("C: chunks and escaping", fillByHand)]
            )
        ]
    )

    private static func fill() async throws -> Double {
        let scratch = try Scratch()
        let pages = try PageSample.pages(in: scratch.folder)
        let wording = HouseSample.wording
        let rows = PageSample.rows
        return try await Stopwatch.median(of: 9, each: 1_000) { _ in
            let length = try pages.render("list", PageSample.facts(rows), wording) { $0.count }
            guard length > 20_000 else { throw BenchFailure("the page is too short: \(length)") }
        }
    }

    private static func fillByHand() async throws -> Double {
        let capacity = 1 << 17
        let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: capacity)
        let fields = PageSample.rows.flatMap(\.self).map { UnsafePointer(strdup($0)) }
        defer {
            buffer.deallocate()
            for field in fields { free(UnsafeMutablePointer(mutating: field)) }
        }
        return try await Stopwatch.median(of: 9, each: 1_000) { _ in
            let length = reference_fill(buffer, capacity, fields, 70, 10)
            guard length > 20_000 else { throw BenchFailure("the page is too short: \(length)") }
        }
    }
}
