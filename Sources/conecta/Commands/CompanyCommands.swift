import ArgumentParser
import Foundation
import Operations

/// The company that runs the server.
struct CompanyCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "company",
        abstract: "The company on documents and boards: name, zone, colour and logo.",
        subcommands: [Show.self, Change.self, Picture.self]
    )

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show the company.")

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            try Reception.show(try await Reception(data).ask(.company(.show)), format)
        }
    }

    struct Change: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract: "Change the company; what is not named stays as it is."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Option(help: "The name on documents.") var name: String?
        @Option(help: "The registration number (CNPJ) on documents; empty for none.")
        var registration: String?
        @Option(help: "The time zone, such as America/Sao_Paulo.") var timeZone: String?
        @Option(help: "The language of contacts and documents: pt-BR or en.")
        var language: String?
        @Option(help: "The colour of documents and boards as #RRGGBB, or none.")
        var accent: String?
        @Option(help: "After how many days people and words are erased; 0 for never.")
        var retentionDays: Int?

        func validate() throws {
            let words = [name, registration, timeZone, language, accent]
            guard words.contains(where: { $0 != nil }) || retentionDays != nil
            else { throw ValidationError("name what to change") }
            guard name?.isEmpty != true else { throw ValidationError("--name must not be empty") }
        }

        func run() async throws {
            var changes = CompanyChanges()
            changes.name = name
            changes.registration = registration
            changes.timeZone = timeZone
            changes.language = language
            changes.accent = accent == "none" ? "" : accent
            changes.retentionDays = retentionDays
            let request = CompanyRequest.set(changes)
            try Reception.show(try await Reception(data).ask(.company(request)), format)
        }
    }

    struct Picture: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "logo",
            abstract: "Set, save or remove the logo of documents and boards.",
            discussion: "A PNG or JPEG file of at most 64 KiB; - is the standard input."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The file with the new logo.") var file: String?
        @Flag(help: "Remove the logo.") var remove = false
        @Option(name: .shortAndLong, help: "Write the logo there is to a file.")
        var output: String?

        func validate() throws {
            let ways = [file != nil, remove, output != nil].count { $0 }
            guard ways == 1 else { throw ValidationError("name a file, or --remove, or --output") }
        }

        func run() async throws {
            if let output {
                let answer = try await Reception(data).ask(.company(.logo), into: output)
                return try Reception.show(answer, format)
            }
            let bytes = try file.map(Console.read) ?? Data()
            // The server refuses an empty logo no more than it keeps one: it would be removed.
            guard remove || !bytes.isEmpty else { throw ConsoleError("\(file ?? "") is empty") }
            let request = CompanyRequest.setLogo(bytes)
            try Reception.show(try await Reception(data).ask(.company(request)), format)
        }
    }
}
