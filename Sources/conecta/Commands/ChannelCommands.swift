import ArgumentParser
import Foundation
import Operations

/// Channels.
struct ChannelCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "channel",
        abstract: "Accounts through which contacts write.",
        subcommands: [
            List.self, Add.self, Change.self, Remove.self, Test.self, Try.self,
            Templates.self,
        ]
    )

    struct Settings: ParsableArguments {
        @Option(help: "The name that people see.") var name: String?
        @Option(help: "The slug of the team that new sessions wait for.") var team: String?
        @Flag(inversion: .prefixedNo, help: "Whether it takes and sends messages.")
        var active: Bool?
        @Option(help: "The slug of the flow that receives contacts, or none.") var flow: String?

        var settings: ChannelChanges {
            var settings = ChannelChanges()
            settings.name = name
            settings.team = team
            settings.isActive = active
            settings.flow = flow.map { $0 == "none" ? "" : $0 }
            return settings
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the channels.")

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            try Reception.show(try await Reception(data).ask(.channel(.list)), format)
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a channel.",
            discussion: """
                The configuration is a JSON object; `conecta plugin inspect` shows which fields a \
                plugin takes. Give it as a file or on the standard input, so that its secrets do \
                not stand on the command line.
                """
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @OptionGroup var settings: Settings
        @Argument(help: "Its name in URLs: lower-case letters, digits and dashes.")
        var slug: String
        @Option(help: "The id of the channel plugin, such as whatsapp.") var plugin: String
        @Option(help: "A file with the configuration, or - for the standard input.")
        var config: String

        func run() async throws {
            let request = ChannelRequest.add(
                slug: slug,
                plugin: plugin,
                configuration: String(decoding: try Console.read(config), as: UTF8.self),
                settings.settings
            )
            try Reception.show(try await Reception(data).ask(.channel(request)), format)
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract: "Change a channel; what is not named stays as it is."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @OptionGroup var settings: Settings
        @Argument(help: "The channel's slug.") var slug: String
        @Option(help: "A file with fields to change, or - for the standard input.")
        var config: String?

        func run() async throws {
            let configuration = try config.map {
                String(decoding: try Console.read($0), as: UTF8.self)
            }
            let request = ChannelRequest.set(
                slug: slug,
                configuration: configuration,
                settings.settings
            )
            try Reception.show(try await Reception(data).ask(.channel(request)), format)
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a channel without open sessions."
        )

        @OptionGroup var data: DataOptions
        @Argument(help: "The channel's slug.") var slug: String

        func run() async throws {
            _ = try await Reception(data).ask(.channel(.remove(slug: slug)))
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask the plugin, and through it the provider, whether a channel works."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The channel's slug.") var slug: String

        func run() async throws {
            let answer = try await Reception(data).ask(.channel(.test(slug: slug)))
            try Reception.show(answer, format)
            guard case .findings(let findings) = answer else { return }
            let errors = findings.filter { $0.level == "error" }.count
            guard errors == 0 else {
                throw ConsoleError("channel \(slug) cannot work like this: \(errors) error(s)")
            }
        }
    }

    struct Templates: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask the provider which message templates it knows for a channel.",
            discussion: """
                New ones are added, changed ones follow, and those that the provider lists no more \
                are put away. A server does this by itself some times a day.
                """
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The channel's slug.") var slug: String

        func run() async throws {
            let answer = try await Reception(data).ask(.channel(.templates(slug: slug)))
            try Reception.show(answer, format)
        }
    }
}
