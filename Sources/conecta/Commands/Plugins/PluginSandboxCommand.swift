import ArgumentParser
import Foundation
import Operations
import PluginHost

/// What this machine offers to confine plugins.
struct PluginSandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract: "Tell how far this machine confines a plugin's process.",
        discussion: """
            Starts a worker that enters its sandbox and tells how far it got. Exits with 1 when that \
            is not enough for the plugins of strangers. They are refused then, unless --accept tells \
            the running server to let them run all the same.
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var format: FormatOptions
    @Flag(help: "Let plugins run though parts are missing, those that are missing now.")
    var accept = false

    func run() async throws {
        guard !accept else {
            return try Reception.show(
                try await Reception(data).ask(.plugin(.acceptSandbox)),
                format
            )
        }
        let installation = try Installation.ofThisProgram()
        let worker = installation.executables.appending(path: "conecta-worker").path
        let report = try PluginInspection.sandbox(worker: worker)
        if format.json { try Console.json(report) } else { show(report) }
        guard report.isSufficient else {
            throw ConsoleError("not enough to run the plugins of strangers")
        }
    }

    private func show(_ report: SandboxReport) {
        Console.table(
            ["part", "level"],
            report.parts.map { [$0.part.rawValue, $0.level.rawValue] }
        )
        Console.line("")
        Console.line("Landlock level \(report.landlock); entered in \(report.microseconds) µs")
        for shortfall in report.missing {
            Console.line("missing: \(shortfall.rawValue): \(shortfall.words)")
        }
    }
}
