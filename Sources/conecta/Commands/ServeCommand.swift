import ArgumentParser
import Operations

/// Runs the server.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the server.",
        discussion: """
            The first start makes the data folder and a default team; `conecta user add` then makes \
            the first administrator. SIGTERM and SIGINT end it after what is under way is finished.
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var plugins: PluginOptions
    @OptionGroup var log: LogOptions
    @Option(help: "Where to listen, as HOST:PORT.") var listen = ListenAddress()

    func run() async throws {
        let settings = try plugins.installation.settings(folder: data.folder)
        let logger = ConsoleLog.server(log.logLevel)
        try await Serving(settings: settings, listen: listen, logger: logger).run()
    }
}
