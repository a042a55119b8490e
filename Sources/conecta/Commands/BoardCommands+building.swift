import ArgumentParser
import Foundation
import Operations

extension BoardCommands {
    struct Links: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the kiosk links that have not ended.",
            discussion: "`token revoke ID` ends one at once."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The board's slug; all boards without it.") var slug: String?

        func run() async throws {
            try Reception.show(try await Reception(data).ask(.board(.links(slug: slug))), format)
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the definition of a board that somebody built to a file."
        )

        @OptionGroup var data: DataOptions
        @Argument(help: "The board's slug.") var slug: String
        @Option(name: [.short, .long], help: "The file, or - for the standard output.")
        var output = "-"

        func run() async throws {
            _ = try await Reception(data).ask(.board(.export(slug: slug)), into: output)
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a definition a board, which is added when it is new.",
            discussion: "A board is one JSON object: templates/api/board.schema.json."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "Its name in URLs: lower-case letters, digits and dashes.")
        var slug: String
        @Argument(help: "A file with the definition, or - for the standard input.")
        var file: String
        @Option(help: "Whose board it is, when it is new: an address.") var user: String?

        func run() async throws {
            let text = String(decoding: try Console.read(file), as: UTF8.self)
            let request = BoardCommand.store(slug: slug, definition: text, owner: user)
            try Reception.show(try await Reception(data).ask(.board(request)), format)
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a board that somebody built, and end the links to it."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The board's slug.") var slug: String

        func run() async throws {
            let answer = try await Reception(data).ask(.board(.remove(slug: slug)))
            try Reception.show(answer, format)
        }
    }
}
