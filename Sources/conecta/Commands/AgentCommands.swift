import ArgumentParser
import Operations

/// What agents serve.
struct AgentCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agent",
        abstract: "What agents serve.",
        subcommands: [SetTeams.self]
    )

    struct SetTeams: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set the teams whose queues a person serves."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The person's address.") var email: String
        @Argument(help: "The slugs of the teams; none takes the person out of all.")
        var teams: [String] = []

        func run() async throws {
            let request = UserRequest.setTeams(email: email, teams: teams)
            try Reception.show(try await Reception(data).ask(.user(request)), format)
        }
    }
}
