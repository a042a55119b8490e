import Foundation
import Simulator

/// Is what `conecta-bench simulate [--seed S] [--seconds N]` asks for: companies that live for months,
/// one after the other, until the time is over or something breaks.
struct SimulateTask {
    private let firstSeed: UInt64
    private let seconds: Double

    // What a company goes through before the next one is founded.
    private static let commands = 2_000

    /// Reads the arguments; `nil` when they ask for something else.
    ///
    /// Without a seed it begins with 1, without a time it runs for a minute.
    init?(_ arguments: [String]) throws(BenchFailure) {
        guard arguments.first == "simulate" else { return nil }
        var rest = arguments.dropFirst()
        var seed: UInt64 = 1
        var seconds = 60.0
        while let name = rest.popFirst() {
            let value = rest.popFirst() ?? ""
            switch name {
            case "--seed":
                guard let number = UInt64(value) else { throw Self.usage }
                seed = number
            case "--seconds":
                guard let number = Double(value), number > 0 else { throw Self.usage }
                seconds = number
            default:
                throw Self.usage
            }
        }
        firstSeed = seed
        self.seconds = seconds
    }

    /// Simulates, and says how many events a second were written.
    ///
    /// - Throws: `BenchFailure` with the seed and a short script when something broke.
    func run() async throws -> String {
        let clock = ContinuousClock()
        let start = clock.now
        let end = start + .seconds(seconds)
        var total = Simulation.Summary()
        var seed = firstSeed
        while clock.now < end {
            let seeds = seed..<seed + 2
            let (summary, failures) = await Simulation.run(
                seeds: seeds,
                commands: Self.commands
            )
            total.add(summary)
            guard failures.isEmpty else {
                throw BenchFailure(failures.map(\.description).joined(separator: "\n\n"))
            }
            seed += 2
        }
        return report(total, seeds: seed - firstSeed, in: clock.now - start)
    }

    private func report(
        _ total: Simulation.Summary,
        seeds: UInt64,
        in time: Duration
    ) -> String {
        let elapsed = max(time / .seconds(1), 0.001)
        let rate = Int((Double(total.events) / elapsed).rounded())
        return """
            seeds \(firstSeed)..\(firstSeed + seeds - 1): nothing broke
            \(total.commands) commands, \(total.events) events, \(total.losses) lost batches, \
            \(total.days) days in \(Int(elapsed.rounded())) s
            \(rate) events/s
            """
    }

    private static let usage = BenchFailure(
        "usage: conecta-bench simulate [--seed NUMBER] [--seconds NUMBER]",
        status: 64
    )
}
