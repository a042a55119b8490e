import Foundation
import Operations

extension Reception {
    static func showExports(_ lines: [ExportLine]) {
        Console.table(
            ["id", "report", "formats", "user", "state", "asked", "bytes", "files"],
            lines.map {
                [
                    $0.id, $0.report, $0.formats.joined(separator: ","), $0.user,
                    $0.problem.isEmpty ? $0.state : "\($0.state): \($0.problem)",
                    time($0.createdAt), String($0.bytes), $0.files.joined(separator: " "),
                ]
            }
        )
    }

    static func showSchedules(_ lines: [ScheduleLine]) {
        Console.table(
            ["id", "name", "report", "owner", "recipients", "next", "last"],
            lines.map {
                [
                    $0.id, $0.name, $0.report, $0.owner, $0.recipients.joined(separator: ","),
                    $0.isActive ? $0.nextAt.map(time) ?? "-" : "paused",
                    $0.lastState.isEmpty ? "-" : $0.lastState,
                ]
            }
        )
    }

    static func showServer(_ line: MailServerLine?) {
        guard let line else { return Console.line("no mail server is set") }
        let settings = line.settings
        let user = settings.user.isEmpty ? "without logging in" : "as \(settings.user)"
        let password = line.hasPassword ? ", with a password" : ""
        Console.line(
            "\(settings.host):\(settings.port), \(settings.security.rawValue), \(user)\(password)"
        )
        Console.line("from \(settings.fromAddress) \(settings.fromName)")
        Console.line("attachments up to \(settings.attachmentMegabytes) MB")
        if !settings.publicAddress.isEmpty { Console.line("links to \(settings.publicAddress)") }
    }
}
