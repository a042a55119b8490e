import Foundation

/// Opens a library in a process of its own, `conecta-worker --probe`, and reads what it says.
///
/// Whatever the library does there, it does to that process alone.
struct ProbeRunner: Sendable {
    /// The path of `conecta-worker`.
    let worker: String
    /// How long a probe may take, in milliseconds.
    var deadline: Int64 = 10_000

    private static let maximumOutput = 8 << 20

    /// Probes a library.
    ///
    /// - Throws: `PluginProblem`, which says what happened to the process.
    func probe(_ library: String) async throws -> ProbeReport {
        let result = try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                continuation.resume(with: Result { try run(["--probe", library]) })
            }
            thread.name = "conecta-probe"
            thread.start()
        }
        return try read(result)
    }

    /// Lets the worker enter its sandbox, and tells how far it got.
    ///
    /// - Throws: `PluginProblem`, which says what happened to the process.
    func sandbox() throws -> SandboxReport {
        let result = try run(["--sandbox"])
        guard result.end == .exit(0),
            let report = try? JSONDecoder()
                .decode(SandboxReport.self, from: Data(result.output))
        else {
            throw PluginProblem(
                "\(worker) did not enter its sandbox: \(result.end)" + Self.tail(result.errors)
            )
        }
        return report
    }

    private func read(_ result: ChildProcess.Result) throws -> ProbeReport {
        switch result.end {
        case .deadline:
            throw PluginProblem("the library hung when it was opened: over \(deadline / 1_000) s")
        case .signal(let number):
            throw PluginProblem(
                "the library crashed when it was opened: \(SignalName.words(number))"
                    + Self.tail(result.errors)
            )
        case .exit(let status):
            let answer = try? JSONDecoder()
                .decode(ProbeReport.Answer.self, from: Data(result.output))
            if status == 0, var report = answer?.report {
                report.sandbox = answer?.sandbox
                return report
            }
            if let problem = answer?.problem { throw PluginProblem(problem) }
            throw PluginProblem(
                "the library ended the process with status \(status) when it was opened"
                    + Self.tail(result.errors)
            )
        }
    }

    private func run(_ arguments: [String]) throws -> ChildProcess.Result {
        let child = ChildProcess(
            path: worker,
            arguments: arguments,
            deadline: ContinuousClock.now + .milliseconds(deadline),
            maximumOutput: Self.maximumOutput
        )
        do {
            return try child.run()
        } catch {
            throw PluginProblem("\(worker) cannot be started: \(error.reason)")
        }
    }

    static func tail(_ errors: [UInt8]) -> String {
        let lines = String(decoding: errors.suffix(2_000), as: UTF8.self)
            .split(whereSeparator: \.isNewline)
        guard let line = lines.last(where: { !$0.isEmpty }) else { return "" }
        return " (\(line.prefix(200)))"
    }
}
