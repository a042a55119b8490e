import ArgumentParser
import Operations

/// Reports.
struct ReportCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Reports as PDF, picture, CSV or HTML.",
        subcommands: [
            List.self, Render.self, VerifyCommand.self, Export.self, Exports.self, Cancel.self,
            Schedules.self,
        ]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the reports.")

        @OptionGroup var data: DataOptions
        @OptionGroup var plugins: PluginOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            let reception = Reception(data, plugins: plugins)
            try Reception.show(try await reception.ask(.report(.list)), format)
        }
    }

    struct Render: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a report.",
            discussion: """
                The file's ending decides the format: .pdf, .png, .csv or .html. \
                `report list --json` shows which parameters a report takes.
                """
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var plugins: PluginOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The report's id, such as history.") var report: String
        @Option(name: [.short, .long], help: "The file.") var output: String
        @Option(help: "The start of the period: a day or an RFC 3339 time.") var from: String?
        @Option(help: "The end of the period, exclusive: a day or an RFC 3339 time.")
        var to: String?
        @Option(help: "The slug of a team.") var team: String?
        @Option(name: .customLong("param"), help: "A parameter, as name=value; may be repeated.")
        var parameters: [String] = []
        @Option(name: .customLong("as"), help: "The address of the person whose permissions hold.")
        var viewer: String?
        @Option(help: "The page, for a picture.") var page = 1
        @Flag(help: "Leave out names, words and identities.") var privacy = false

        @Option(help: "The sheet: a4 or letter, also with -portrait or -landscape.")
        var paper: String?

        func validate() throws {
            guard page > 0 else { throw ValidationError("--page must be above 0") }
            guard paper.map({ PaperChoice($0) != nil }) ?? true else {
                let names = PaperChoice.names.joined(separator: ", ")
                throw ValidationError("--paper takes one of \(names)")
            }
            _ = try order
        }

        func run() async throws {
            let reception = Reception(data, plugins: plugins)
            let answer = try await reception.ask(.report(.render(order)), into: output)
            try Reception.show(answer, format)
        }

        private var order: ReportOrder {
            get throws {
                var values: [String: String] = [:]
                for parameter in parameters {
                    guard let equals = parameter.firstIndex(of: "=") else {
                        throw ValidationError("--param takes name=value, not \(parameter)")
                    }
                    let value = parameter[parameter.index(after: equals)...]
                    values[String(parameter[..<equals])] = String(value)
                }
                values["from"] = from ?? values["from"]
                values["to"] = to ?? values["to"]
                values["team"] = team ?? values["team"]
                let formats: [DocumentFormat] = [.pdf, .png, .csv, .html]
                return ReportOrder(
                    report: report,
                    format: try DocumentFormat(ofFile: output, among: formats),
                    parameters: values,
                    viewer: viewer,
                    page: page,
                    hidesIdentities: privacy,
                    paper: paper.flatMap(PaperChoice.init)
                )
            }
        }
    }
}
