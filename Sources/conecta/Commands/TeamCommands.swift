import ArgumentParser
import Operations

/// Teams.
struct TeamCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "team",
        abstract: "Groups of agents who share a queue.",
        subcommands: [Add.self, List.self, Change.self]
    )

    struct Settings: ParsableArguments {
        @Option(help: "The name that people see.") var name: String?
        @Option(help: "The wait in seconds within which a session should be answered.")
        var target: Int64?
        @Option(help: "The fraction of sessions that should be, from 0 to 1.") var goal: Double?
        @Option(help: "Unanswered waits on live channels below so many seconds do not count.")
        var shortAbandon: Int64?
        @Flag(inversion: .prefixedNo, help: "Whether the team takes sessions.") var active: Bool?

        var settings: TeamChanges {
            var settings = TeamChanges()
            settings.name = name
            settings.targetSeconds = target
            settings.goal = goal
            settings.shortAbandonSeconds = shortAbandon
            settings.isActive = active
            return settings
        }

        func validate() throws {
            guard target ?? 1 > 0 else { throw ValidationError("--target must be above 0") }
            guard shortAbandon ?? 0 >= 0 else {
                throw ValidationError("--short-abandon must not be below 0")
            }
            guard (0...1).contains(goal ?? 1) else {
                throw ValidationError("--goal must be from 0 to 1")
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a team.")

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @OptionGroup var settings: Settings
        @Argument(help: "Its name in URLs: lower-case letters, digits and dashes.")
        var slug: String

        func run() async throws {
            let request = TeamRequest.add(slug: slug, settings.settings)
            try Reception.show(try await Reception(data).ask(.team(request)), format)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the teams.")

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            try Reception.show(try await Reception(data).ask(.team(.list)), format)
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract: "Change a team; what is not named stays as it is."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @OptionGroup var settings: Settings
        @Argument(help: "The team's slug.") var slug: String

        func run() async throws {
            let request = TeamRequest.set(slug: slug, settings.settings)
            try Reception.show(try await Reception(data).ask(.team(request)), format)
        }
    }
}
