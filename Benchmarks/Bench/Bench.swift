import Foundation

/// Runs the benchmarks, each measurement in a process of its own, and prints one table.
@main struct Bench {
    static let all: [Benchmark] = [
        .board, .historyPdf, .historyMillion, .papers, .csv, .template, .ingest, .decide, .floor,
        .search, .plugin, .worker, .feed, .idle,
    ]

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        do {
            if let task = MeasuringTask(arguments) {
                try print(await task.measure().json())
            } else if let task = try SimulateTask(arguments) {
                try print(await task.run())
            } else {
                try compare(arguments)
            }
        } catch let error as BenchFailure {
            exit(error)
        } catch {
            exit(BenchFailure("\(error)"))
        }
    }

    /// Runs what is asked for and prints the table, also when a measurement fails on the way.
    private static func compare(_ names: [String]) throws {
        let chosen = try names.isEmpty ? all.filter { !$0.isOnDemand } : names.map(named)
        try Checkout.require()
        var table = ResultTable()
        defer { print(table.text) }
        for benchmark in chosen {
            for (place, item) in benchmark.cases.enumerated() {
                note("\(benchmark.name): \(item.title) …")
                for subject in item.subjects {
                    guard let package = subject.missing.first else { continue }
                    note("  without \(subject.name): Debian's \(package) is not installed")
                }
                let comparison = try Comparison(of: item, at: place, in: benchmark)
                table.add(comparison, of: item, in: benchmark)
            }
        }
    }

    /// Finds a benchmark by its name.
    static func named(_ name: String) throws(BenchFailure) -> Benchmark {
        if let found = all.first(where: { $0.name == name }) { return found }
        let list = all.map { "  \($0.name.padded(to: 12)) \($0.summary)" }
        throw BenchFailure(
            "there is no benchmark \(name); there are:\n" + list.joined(separator: "\n"),
            status: 64
        )
    }

    private static func exit(_ failure: BenchFailure) -> Never {
        note("bench: \(failure.reason)")
        Foundation.exit(failure.status)
    }

    /// Says something to whoever waits; the table alone goes to the standard output.
    private static func note(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }
}
