import Foundation
import Simulator
import Testing

/// Lets companies live for months, by seeds that say what happens to them.
@Suite struct SimulatorTests {
    // `CONECTA_SIMULATOR_SEEDS` runs others: one seed, or a range such as `1000..1999`.
    private static var seeds: [UInt64] {
        guard let asked = ProcessInfo.processInfo.environment["CONECTA_SIMULATOR_SEEDS"] else {
            return Array(1...200)
        }
        let bounds = asked.split(separator: ".").compactMap { UInt64($0) }
        guard let first = bounds.first, let last = bounds.last, first <= last else { return [] }
        return Array(first...last)
    }

    @Test func `whatever happens to a company, its books stay in order`() async throws {
        let seeds = Self.seeds
        try #require(!seeds.isEmpty, "CONECTA_SIMULATOR_SEEDS is a seed, or two with .. between")
        let (summary, failures) = await Simulation.run(seeds: seeds, commands: 2_000)
        #expect(summary.commands > 0)
        for failure in failures { Issue.record("\(failure)") }
    }
}
