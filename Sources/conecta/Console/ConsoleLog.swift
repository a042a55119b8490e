import ArgumentParser
import Logging

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
    /// Names the least that is logged, as people write it.
    enum Level: String, ExpressibleByArgument, CaseIterable {
        case trace
        case debug
        case info
        case notice
        case warning
        case error
    }

    @Option(name: .customLong("log-level"), help: "trace, debug, info, notice, warning or error.")
    var level = Level.notice

    /// The least that is logged.
    var logLevel: Logger.Level { Logger.Level(rawValue: level.rawValue) ?? .notice }
}
