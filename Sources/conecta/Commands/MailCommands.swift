import ArgumentParser
import Foundation
import Operations

/// The outgoing mail server.
struct MailCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail",
        abstract: "The server that takes our mail.",
        subcommands: [Show.self, Set.self, Remove.self, Test.self]
    )

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the server, without its password."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            try Reception.show(try await Reception(data).ask(.mail(.show)), format)
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set the server.",
            discussion: """
                The password comes from the first line of the standard input with --password-stdin. \
                Without it the one there is stays, unless the host is another.
                """
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The name or address of the server.") var host: String
        @Option(help: "The address that mails come from.") var from: String
        @Option(help: "The name beside it; by default the company's.") var fromName = ""
        @Option(help: "none, starttls or tls.") var security = "starttls"
        @Option(help: "The port; by default 25, 587 or 465, as the security has it.")
        var port: Int?
        @Option(help: "The name to log in with.") var user = ""
        @Flag(help: "Read the password from the standard input.") var passwordStdin = false
        @Option(help: "A file with the certificates that vouch for the server, in PEM.")
        var authorities: String?
        @Option(help: "Where people reach this server, for links in mails.")
        var publicAddress = ""
        @Option(help: "How many megabytes go with a mail; larger files are linked to.")
        var attachmentMegabytes = 10

        func validate() throws {
            guard MailSettings.Security(rawValue: security) != nil else {
                throw ValidationError("--security is none, starttls or tls")
            }
        }

        func run() async throws {
            let kind = MailSettings.Security(rawValue: security) ?? .starttls
            let usual = [MailSettings.Security.none: 25, .starttls: 587, .tls: 465]
            let pem = try authorities.map { String(decoding: try Console.read($0), as: UTF8.self) }
            let settings = MailSettings(
                host: host,
                port: port ?? usual[kind] ?? 587,
                security: kind,
                user: user,
                authorities: pem ?? "",
                fromAddress: from,
                fromName: fromName,
                publicAddress: publicAddress,
                attachmentMegabytes: attachmentMegabytes
            )
            let password = passwordStdin ? try Console.readPassword() : nil
            let request = MailCommand.set(settings, password: password)
            try Reception.show(try await Reception(data).ask(.mail(request)), format)
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Forget the server and its password."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            try Reception.show(try await Reception(data).ask(.mail(.remove)), format)
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send a test mail, and show exactly what the server answers."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The address to send it to.") var to: String

        func run() async throws {
            let answer = try await Reception(data).ask(.mail(.test(to: to)))
            if case .mailTest(let test) = answer, !test.isAccepted {
                if format.json { try Reception.show(answer, format) }
                throw ConsoleError(test.answer)
            }
            try Reception.show(answer, format)
        }
    }
}
