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

    /// Measures all of a case but the subjects whose tools are missing.
    init(of item: Case, at place: Int, in benchmark: Benchmark) throws {
        let subjects = item.subjects.indices.filter { item.subjects[$0].missing.isEmpty }
        let rounds = try (0..<item.rounds).map { round in
            var taken: [Int: Measurement] = [:]
            for subject in subjects where round == 0 || !item.subjects[subject].isSlow {
                let task = MeasuringTask(benchmark: benchmark, case: place, subject: subject)
                taken[subject] = try task.run()
            }
            return taken
        }
        seconds = rounds.compactMap { $0[0]?.seconds }.median
        peakMemory = rounds.compactMap { $0[0]?.peakMemory }.max() ?? 0
        references = subjects.dropFirst().map { subject in
            let pairs = rounds.compactMap { round -> (ours: Double, its: Double)? in
                guard let ours = round[0], let its = round[subject] else { return nil }
                return (ours.seconds, its.seconds)
            }
            return Reference(
                name: item.subjects[subject].name,
                seconds: pairs.map(\.its).median,
                ratio: pairs.map { $0.ours / $0.its }.median
            )
        }
    }
}

extension [Double] {
    /// The middle one in size, the upper of two; zero of none.
    var median: Double { isEmpty ? 0 : sorted()[count / 2] }
}
