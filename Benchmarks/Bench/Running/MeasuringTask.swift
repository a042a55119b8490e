import Foundation

/// Names one measurement among all, so that a process of its own can take it.
///
/// In one process the caches, the heap and the peak of one measurement would be part of the next.
struct MeasuringTask {
    private static let flag = "--measure"

    private let benchmark: String
    private let place: Int
    private let subject: Int

    init(benchmark: Benchmark, case place: Int, subject: Int) {
        self.benchmark = benchmark.name
        self.place = place
        self.subject = subject
    }

    /// Reads the arguments that `run` passes; `nil` for those of people.
    init?(_ arguments: [String]) {
        guard arguments.count == 4, arguments[0] == Self.flag,
            let place = Int(arguments[2]), let subject = Int(arguments[3])
        else { return nil }
        benchmark = arguments[1]
        self.place = place
        self.subject = subject
    }

    /// Takes the measurement in this process.
    func measure() async throws -> Measurement {
        let cases = try Bench.named(benchmark).cases
        guard cases.indices.contains(place), cases[place].subjects.indices.contains(subject)
        else { throw BenchFailure("there is no such measurement", status: 64) }
        return try await Measurement.take(cases[place].subjects[subject])
    }

    /// Takes the measurement in a process of its own.
    func run() throws -> Measurement {
        let process = Process()
        process.executableURL = try Checkout.program
        process.arguments = [Self.flag, benchmark, String(place), String(subject)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0,
            let measurement = try? JSONDecoder().decode(Measurement.self, from: answer)
        else {
            throw BenchFailure("\(benchmark) failed, as its process says above")
        }
        return measurement
    }
}
