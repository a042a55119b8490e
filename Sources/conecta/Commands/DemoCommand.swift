import ArgumentParser
import Demo
import Foundation
import Operations

/// Runs the server with a company that does not exist.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Run the server with a demo company and contacts who write by themselves.",
        discussion: """
            Everything comes through the real channels, with a stand-in for WhatsApp's servers on \
            this machine. The folder is the demo's own: another one is refused.

            Log in as agente@demo, agente2@demo, supervisora@demo, gerente@demo or admin@demo, with \
            the password conecta-demo.
            """
    )

    @OptionGroup var plugins: PluginOptions
    @OptionGroup var log: LogOptions
    @Option(name: .long, help: "The demo's own data folder.") var data = "./data-demo"
    @Option(help: "Where to listen, as HOST:PORT.") var listen = ListenAddress()
    @Option(help: "How many messages contacts write in a minute, about; 0 lets them only answer.")
    var pace = 12.0
    @Option(help: "The seed of the company's past.") var seed: UInt64 = 1

    func validate() throws {
        guard (0...600).contains(pace) else {
            throw ValidationError("--pace must be from 0 to 600")
        }
    }

    func run() async throws {
        let folder = URL(filePath: data, directoryHint: .isDirectory).absoluteURL
        try await Performance(
            settings: try plugins.installation.settings(folder: folder, isDemo: true),
            listen: listen,
            pace: pace,
            seed: seed,
            logger: ConsoleLog.server(log.logLevel)
        ).run()
    }
}
