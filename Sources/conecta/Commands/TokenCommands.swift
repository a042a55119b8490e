import ArgumentParser
import Operations

/// Access tokens of programs.
struct TokenCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Access tokens of programs.",
        subcommands: [Add.self, List.self, Revoke.self]
    )

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a token and print it, once.",
            discussion: "Programs send it as `Authorization: Bearer TOKEN` and act as the person."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Option(help: "The address of the person it acts as.") var user: String
        @Option(help: "What it is for.") var name: String

        func run() async throws {
            let answer = try await Reception(data).ask(.token(.add(user: user, name: name)))
            try Reception.show(answer, format)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the tokens.")

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Option(help: "Only those of the person with this address.") var user: String?

        func run() async throws {
            try Reception.show(try await Reception(data).ask(.token(.list(user: user))), format)
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a token.")

        @OptionGroup var data: DataOptions
        @Argument(help: "The id that `token list` shows.") var id: String

        func run() async throws {
            _ = try await Reception(data).ask(.token(.revoke(id: id)))
        }
    }
}
