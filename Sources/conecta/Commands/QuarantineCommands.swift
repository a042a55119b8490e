import ArgumentParser
import Foundation
import Operations

/// What was taken out of plugins' ways.
struct QuarantineCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "What ended a plugin twice, and was taken out of its way.",
        subcommands: [List.self, Show.self, Retry.self, Drop.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what is in quarantine, newest first."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Option(help: "The slug of a channel.") var channel: String?

        func run() async throws {
            let request = QuarantineRequest.list(channel: channel)
            try Reception.show(try await Reception(data).ask(.quarantine(request)), format)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show an input with its evidence.",
            discussion: "What came may hold words of contacts: it is shown with --input alone."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Flag(help: "Show what came, too.") var input = false
        @Argument(help: "The id, as the list shows it.") var id: String

        func run() async throws {
            let request = QuarantineRequest.show(id: id, withInput: input)
            try Reception.show(try await Reception(data).ask(.quarantine(request)), format)
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let the plugin have an input again, ahead of what came later."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The id, as the list shows it.") var id: String

        func run() async throws {
            let request = QuarantineRequest.retry(id: id)
            try Reception.show(try await Reception(data).ask(.quarantine(request)), format)
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Throw an input away for good.",
            discussion: "What it tells is lost: say --yes to mean it."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Flag(help: "Really throw it away.") var yes = false
        @Argument(help: "The id, as the list shows it.") var id: String

        func run() async throws {
            guard yes else {
                throw ConsoleError("what \(id) tells would be lost: say --yes to drop it")
            }
            let request = QuarantineRequest.drop(id: id)
            try Reception.show(try await Reception(data).ask(.quarantine(request)), format)
        }
    }
}
