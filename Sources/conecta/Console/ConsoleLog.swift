public import ArgumentParser
public import Logging

/// Makes the program's logs: lines on the standard error.
enum ConsoleLog {
    /// For commands: what is wrong comes as their one line, so the log stays silent.
    static let quiet = Logger(label: "conecta") { _ in SwiftLogNoOpLogHandler() }

    /// For servers.
    static func server(_ level: Logger.Level) -> Logger {
        var logger = Logger(label: "conecta") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = level
        return logger
    }
}

/// Chooses how much is logged.
struct LogOptions: ParsableArguments {
    @Option(help: "trace, debug, info, notice, warning or error.")
    var logLevel = Logger.Level.notice
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
