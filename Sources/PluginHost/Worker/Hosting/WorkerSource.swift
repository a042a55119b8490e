import Foundation
import Paper

/// Is a version of a plugin, from which processes are started.
struct WorkerSource: Sendable {
    let manifest: PluginManifest
    let folder: String
    let facts: LibraryFacts
    let words: Catalogue

    /// How many calls a process makes at once.
    var threads: Int { min(64, max(1, manifest.concurrency ?? 4)) }

    /// Starts a process, and checks that the library is what its manifest says.
    ///
    /// - Throws: `PluginProblem`, `PluginFailure`.
    func start(_ environment: PluginEnvironment) async throws -> WorkerProcess {
        try await begin(environment).process
    }

    /// Starts a process and gives also what the library says of itself.
    func begin(
        _ environment: PluginEnvironment
    ) async throws -> (process: WorkerProcess, report: ProbeReport) {
        guard try PluginFolders.hash(path: facts.path) == facts.sha256 else {
            throw PluginProblem("the library changed while it was checked; load again")
        }
        let process = try await LaunchThread.shared.run {
            try WorkerProcess(
                plugin: manifest.id,
                environment: environment,
                folder: folder,
                library: facts.path
            )
        }
        do {
            let limit = ContinuousClock.now + .milliseconds(environment.limits.start)
            var answer = try await process.call(.start, until: limit) { carriage in
                try carriage.write(
                    StartOrder(
                        library: facts.path,
                        plugin: manifest.id,
                        threads: UInt32(threads),
                        words: words.all
                    )
                )
            }
            var bytes: [UInt8] = []
            try answer.carry(&bytes)
            let report = try JSONDecoder().decode(ProbeReport.self, from: Data(bytes))
            try report.compare(with: manifest)
            return (process, report)
        } catch {
            process.kill("it did not start")
            throw error
        }
    }
}
