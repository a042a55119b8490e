import Foundation
import Operations

extension Reception {
    static func showQuarantine(_ lines: [QuarantineLine]) {
        Console.table(
            ["id", "what", "channel", "received", "deaths", "why"],
            lines.map { line in
                [
                    line.id, line.kind, line.channel, time(line.receivedAt),
                    String(line.deaths.count), line.problem,
                ]
            }
        )
    }

    static func showQuarantined(_ line: QuarantineLine) {
        Console.line("id        \(line.id)")
        Console.line("what      \(line.kind), \(line.size) bytes")
        Console.line("channel   \(line.channel)")
        if let message = line.message { Console.line("message   \(message)") }
        Console.line("received  \(time(line.receivedAt))")
        if let since = line.quarantinedAt { Console.line("since     \(time(since))") }
        Console.line("why       \(line.problem)")
        if line.failures > 0 { Console.line("failures  \(line.failures)") }
        for death in line.deaths {
            Console.line("")
            Console.line("\(time(death.at))  \(death.reason)")
            Console.line("  function  \(death.function)")
            if let signal = death.signal { Console.line("  signal    \(signal)") }
            if let code = death.exitCode { Console.line("  exit code \(code)") }
            for call in death.hostCalls { Console.line("  asked     \(call)") }
            for text in [death.output, death.backtrace] where !text.isEmpty {
                Console.line("")
                Console.line(text)
            }
        }
        if line.isErased { Console.line("\nWhat came is erased.") }
        if let input = line.input { Console.line("\n\(input)") }
    }
}
