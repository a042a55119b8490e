import ArgumentParser
import Operations

extension ReportCommands {
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Have a report made in the background by the running server.",
            discussion: """
                It is made with the permissions that the person has when it is made, and kept for a \
                while. `report exports` shows how far it is and where its files are. Without a \
                server it waits until one runs.
                """
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The report's id, such as history.") var report: String
        @Option(name: .customLong("as"), help: "The address of the person who asks.")
        var viewer: String
        @Option(help: "The formats, with commas: pdf, csv, html, png.") var formats = "pdf"
        @Option(help: "The start of the period: a day or an RFC 3339 time.") var from: String?
        @Option(help: "The end of the period, exclusive: a day or an RFC 3339 time.")
        var to: String?
        @Option(name: .customLong("param"), help: "A parameter, as name=value; may be repeated.")
        var parameters: [String] = []
        @Flag(help: "Leave identities and other confidential fields out.") var privacy = false

        func validate() throws {
            _ = try kinds
            _ = try values
        }

        func run() async throws {
            let order = ReportOrder(
                report: report,
                format: .pdf,
                parameters: try values,
                viewer: viewer
            )
            let request = ReportCommand.export(order, formats: try kinds, isPrivate: privacy)
            try Reception.show(try await Reception(data).ask(.report(request)), format)
        }

        private var kinds: [DocumentFormat] {
            get throws {
                let names = formats.split(separator: ",").map(String.init)
                let kinds = names.compactMap(DocumentFormat.init)
                guard !kinds.isEmpty, kinds.count == names.count, Set(kinds).count == kinds.count
                else { throw ValidationError("--formats takes some of pdf, csv, html, png") }
                return kinds
            }
        }

        private var values: [String: String] {
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
                return values
            }
        }
    }

    struct Exports: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the reports made in the background, newest first."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            try Reception.show(try await Reception(data).ask(.report(.exports)), format)
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a report in the background that waits or is being made."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The id that `report exports` shows.") var id: Int64

        func run() async throws {
            try Reception.show(try await Reception(data).ask(.report(.cancel(id: id))), format)
        }
    }

    struct Schedules: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the reports that are sent again and again by mail."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            try Reception.show(try await Reception(data).ask(.report(.schedules)), format)
        }
    }
}
