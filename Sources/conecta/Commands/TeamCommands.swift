public import ArgumentParser
public import Engine
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

        @Option(help: "Who gets a waiting session: everyone, fewestOpen, roundRobin or portfolio.")
        var distribution: Distribution?
        @Option(help: "The slug of the business hours in which it works, or none for always.")
        var hours: String?
        @Option(help: "The team that takes over when nobody is there, or none.")
        var overflowUnavailable: String?
        @Option(help: "For how many seconds nobody must be there.")
        var overflowUnavailableSeconds: Int64?
        @Option(help: "The team that takes over sessions that wait too long, or none.")
        var overflowWait: String?
        @Option(help: "How many seconds are too long; 0 for no limit.")
        var overflowWaitSeconds: Int64?
        @Option(help: "Seconds after the close in which a message opens the session again.")
        var reopen: Int64?
        @Option(help: "Seconds after which a silent contact is warned; 0 for never.")
        var warn: Int64?
        @Option(help: "Seconds after the warning at which the session is closed; 0 for never.")
        var close: Int64?
        @Flag(inversion: .prefixedNo, help: "Whether agents must choose a disposition.")
        var disposition: Bool?
        @Flag(inversion: .prefixedNo, help: "Whether contacts are asked for a rating.")
        var rating: Bool?

        var settings: TeamChanges {
            var settings = TeamChanges()
            settings.name = name
            settings.targetSeconds = target
            settings.goal = goal
            settings.shortAbandonSeconds = shortAbandon
            settings.isActive = active
            settings.distribution = distribution
            settings.hours = slug(hours)
            settings.overflowUnavailable = slug(overflowUnavailable)
            settings.overflowUnavailableSeconds = overflowUnavailableSeconds
            settings.overflowWait = slug(overflowWait)
            settings.overflowWaitSeconds = overflowWaitSeconds
            settings.reopenSeconds = reopen
            settings.warnSeconds = warn
            settings.closeSeconds = close
            settings.requiresDisposition = disposition
            settings.asksRating = rating
            return settings
        }

        private func slug(_ given: String?) -> String? {
            given.map { $0 == "none" ? "" : $0 }
        }

        func validate() throws {
            guard target ?? 1 > 0 else { throw ValidationError("--target must be above 0") }
            let seconds = [
                ("--overflow-unavailable-seconds", overflowUnavailableSeconds),
                ("--overflow-wait-seconds", overflowWaitSeconds), ("--reopen", reopen),
                ("--warn", warn), ("--close", close),
            ]
            for case (let option, let value?) in seconds where value < 0 {
                throw ValidationError("\(option) must not be below 0")
            }
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

extension Distribution: ExpressibleByArgument {}
