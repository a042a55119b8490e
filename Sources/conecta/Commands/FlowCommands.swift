import ArgumentParser
import Foundation
import Operations

/// Flows: the automatic attendance before an agent.
struct FlowCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flow",
        abstract: "Automatic attendance before an agent.",
        discussion: """
            A flow is one JSON object, described by templates/api/flow.schema.json. What is \
            imported is a draft: contacts meet it once it is published.
            """,
        subcommands: [
            List.self, Export.self, Import.self, Publish.self, Validate.self,
        ]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the flows.")

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            try Reception.show(try await Reception(data).ask(.flow(.list)), format)
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the definition of a flow's draft to a file."
        )

        @OptionGroup var data: DataOptions
        @Argument(help: "The flow's slug.") var slug: String
        @Option(name: [.short, .long], help: "The file, or - for the standard output.")
        var output = "-"

        func run() async throws {
            _ = try await Reception(data).ask(.flow(.export(slug: slug)), into: output)
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a definition the draft of a flow, which is added when it is new."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "Its name in URLs: lower-case letters, digits and dashes.")
        var slug: String
        @Argument(help: "A file with the definition, or - for the standard input.")
        var file: String
        @Option(help: "The name that people see.") var name: String?

        func run() async throws {
            let text = String(decoding: try Console.read(file), as: UTF8.self)
            let request = FlowRequest.store(slug: slug, name: name, definition: text)
            try Reception.show(try await Reception(data).ask(.flow(request)), format)
        }
    }

    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a flow's draft the version that new sessions begin with."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The flow's slug.") var slug: String

        func run() async throws {
            try Reception.show(
                try await Reception(data).ask(.flow(.publish(slug: slug))),
                format
            )
        }
    }

    struct Validate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what keeps a definition from being published."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "A file with the definition, or - for the standard input.")
        var file: String

        func run() async throws {
            let text = String(decoding: try Console.read(file), as: UTF8.self)
            let answer = try await Reception(data).ask(.flow(.validate(definition: text)))
            try Reception.show(answer, format)
            guard case .problems(let problems) = answer, !problems.isEmpty else { return }
            throw ConsoleError("the flow cannot be published: \(problems.count) problem(s)")
        }
    }
}
