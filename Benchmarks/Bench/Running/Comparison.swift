/// Is what the rounds of one case came to.
///
/// A round measures ours and then each reference, and its ratios are its own: a machine that grows
/// slow for a minute slows both. What is shown are the medians.
struct Comparison {
    /// Is ours against one reference.
    struct Reference {
        let name: String
        let seconds: Double
        let ratio: Double
    }

    let seconds: Double
    let peakMemory: Int
    let references: [Reference]

    init(of item: Case, at place: Int, in benchmark: Benchmark) throws {
        let rounds = try (0..<item.rounds).map { _ in
            try item.subjects.indices.map { subject in
                try MeasuringTask(benchmark: benchmark, case: place, subject: subject).run()
            }
        }
        seconds = rounds.map { $0[0].seconds }.median
        peakMemory = rounds.map { $0[0].peakMemory }.max() ?? 0
        references = item.references.indices.map { index in
            Reference(
                name: item.references[index].name,
                seconds: rounds.map { $0[index + 1].seconds }.median,
                ratio: rounds.map { $0[0].seconds / $0[index + 1].seconds }.median
            )
        }
    }
}

extension [Double] {
    /// The middle one in size, the upper of two; zero of none.
    var median: Double { isEmpty ? 0 : sorted()[count / 2] }
}
