import ArgumentParser
import Demo
import Foundation
import Glibc
import PluginHost

/// Names the folder of a plugin's project.
struct ProjectOptions: ParsableArguments {
    @Argument(help: "The plugin's folder.") var folder = "."

    /// The project.
    var project: PluginProject { PluginProject(folder: url) }

    /// The folder as an address.
    var url: URL {
        URL(filePath: folder, directoryHint: .isDirectory).absoluteURL.standardizedFileURL
    }
}

extension PluginCommands {
    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Begin a plugin: a project that builds and passes at once."
        )

        @Argument(help: "The name for people.") var name: String
        @Option(help: "c or swift.") var language: AuthorLanguage
        @Option(help: "channel or report.") var kind = PluginManifest.Kind.channel
        @Option(help: "The reversed domain name; org.example.NAME by default.") var id: String?
        @Argument(help: "The new folder; the name by default.") var folder: String?

        func run() async throws {
            let names = try PluginNames(name, id: id)
            let place = URL(filePath: folder ?? names.slug, directoryHint: .isDirectory)
            let project = try PluginProject.create(
                names,
                kind,
                in: language,
                at: place.absoluteURL.standardizedFileURL,
                kit: try Installation.ofThisProgram().author
            )
            Console.line("\(project.folder.path) holds \(names.id), a \(kind.rawValue).")
            Console.line("Next: conecta plugin build \(folder ?? names.slug)")
        }
    }

    struct Kit: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell where header, PluginKit and the linker's script are."
        )

        func run() async throws {
            let kit = try Installation.ofThisProgram().author
            Console.line("header   \(kit.include.appending(path: "conecta_plugin.h").path)")
            Console.line("kit      \(kit.swiftKit.path)")
            Console.line("exports  \(kit.exports.path)")
        }
    }

    struct Build: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compile a plugin into its library."
        )

        @OptionGroup var project: ProjectOptions
        @Flag(help: "For a debugger, and not for speed.") var debug = false
        @Flag(name: .shortAndLong, help: "Show the commands.") var verbose = false

        func run() async throws {
            var build = PluginBuild(project.project, kit: try Installation.ofThisProgram().author)
            build.isForDebugging = debug
            if verbose { build.onCommand = { Console.note($0) } }
            build.onWarning = { Console.note($0) }
            let facts = try await build.run()
            Console.line("\(facts.path): \(facts.machine), ABI \(facts.abi), \(facts.length) bytes")
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that a plugin keeps the contract, each test in a process of its own."
        )

        @OptionGroup var project: ProjectOptions
        @Option(help: "Repeats the mutations of an earlier run.") var seed: UInt64?
        @OptionGroup var format: FormatOptions

        func run() async throws {
            let seed = seed ?? UInt64.random(in: 1...999_999_999)
            let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().path
            let check = PluginCheck(
                folder: project.url,
                seed: seed,
                runner: (program, ["plugin", "check-one"]),
                worker: try Installation.ofThisProgram().worker
            )
            if !format.json { Console.line("seed \(seed)") }
            let report = try await check.run { result in
                guard !format.json else { return }
                Console.line((result.isPassed ? "ok      " : "failed  ") + result.test.name)
                for finding in result.findings { Console.line("        \(finding)") }
            }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            try (encoder.encode(report) + Data("\n".utf8))
                .write(to: project.url.appending(path: CheckReport.fileName), options: .atomic)
            if format.json { try Console.json(report) }
            let failed = report.results.filter { !$0.isPassed }.count
            guard failed == 0 else {
                throw ConsoleError(
                    "\(failed) of \(report.results.count) tests failed; "
                        + "'conecta plugin check --seed \(seed)' repeats them"
                )
            }
        }
    }

    /// Runs one test; what it finds is written as JSON behind a mark.
    struct CheckOne: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check-one",
            abstract: "Run one test of a plugin in this process.",
            shouldDisplay: false
        )

        @OptionGroup var project: ProjectOptions
        @Option var test: CheckTest.Kind
        @Option var feature: String
        @Option var seed: UInt64

        func run() async throws {
            let findings = try await PluginCheck.perform(
                CheckTest(test, feature: feature),
                folder: project.url,
                seed: seed,
                worker: try Installation.ofThisProgram().worker
            )
            let json = String(decoding: try JSONEncoder().encode(findings), as: UTF8.self)
            Console.line("\n" + PluginCheck.answerMark + json)
            // Without running what the library registered for the end of the process.
            _exit(0)
        }
    }

    struct Try: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Let a plugin work against a stand-in for its provider, on this machine alone."
        )

        @OptionGroup var project: ProjectOptions
        @Option(help: "The message that is sent.") var text = "Olá! Em que posso ajudar?"
        @Option(help: "The stand-in's port; a free one by default.") var port = 0

        func run() async throws {
            let answer = try StandInAnswer(folder: project.url)
            let provider = AnyProvider(
                .init(status: answer.status, headers: answer.headers) { answer.body(number: $0) }
            )
            let number = try await provider.start(port: port)
            let egress = AsyncEgress()
            do {
                let address = "http://127.0.0.1:\(number)"
                Console.line("stand-in for the provider on \(address)")
                let trial = try await PluginTrial(
                    folder: project.url,
                    worker: try Installation.ofThisProgram().worker,
                    address: address,
                    egress: egress
                )
                var shown = 0
                try await trial.run(text: text, say: Console.line) {
                    let new = provider.requests.dropFirst(shown)
                    shown += new.count
                    return new.flatMap(\.lines)
                }
            } catch {
                await provider.stop()
                await egress.shutdown()
                throw error
            }
            await provider.stop()
            await egress.shutdown()
        }
    }
}

extension AnyProvider.Request {
    /// The request as it is shown.
    fileprivate var lines: [String] {
        let unsaid: Set<String> = ["host", "content-length", "accept-encoding", "connection"]
        return [line]
            + headers.filter { !unsaid.contains($0.key) }.sorted { $0.key < $1.key }
            .map { "  \($0.key): \($0.value)" }
            + String(decoding: body, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { "  \($0)" }
    }
}
