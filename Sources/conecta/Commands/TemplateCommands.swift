import ArgumentParser
import Foundation
import Templates

/// Templates of pages.
struct TemplateCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Templates of pages.",
        subcommands: [Check.self]
    )

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Look for faults in a folder of templates.",
            discussion: """
                The folder is an operator's, whose files stand in place of the shipped ones; \
                without one, the shipped ones are checked. Overrides of files that changed since \
                are reported as drift and are no failure.
                """
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The folder; by default `templates` in the data folder, if there is one.")
        var directory: String?

        func run() async throws {
            let shipped = try Installation.ofThisProgram().templates
            let own = data.folder.appending(path: "templates", directoryHint: .isDirectory)
            var overrides = FileManager.default.fileExists(atPath: own.path) ? own : nil
            if let directory {
                let named = URL(filePath: directory, directoryHint: .isDirectory).absoluteURL
                guard FileManager.default.fileExists(atPath: named.path) else {
                    throw ConsoleError("there is no folder \(directory)")
                }
                let isShipped = named.standardizedFileURL.path == shipped.standardizedFileURL.path
                overrides = isShipped ? nil : named
            }
            let findings = Pages.check(TemplateFolders(shipped: shipped, overrides: overrides))
            if format.json {
                try Console.json(findings.map(FindingLine.init))
            } else {
                for finding in findings { Console.line("\(finding)") }
            }
            let errors = findings.filter(\.isError).count
            guard errors == 0 else { throw ConsoleError("\(errors) error(s) in the templates") }
            if !format.json { Console.line("the templates are in order") }
        }
    }
}

/// Is a finding as JSON.
private struct FindingLine: Encodable {
    var file: String
    var line: Int
    var column: Int
    var weight: String
    var message: String

    init(_ finding: Finding) {
        file = finding.file
        line = finding.line
        column = finding.column
        weight = finding.weight.rawValue
        message = finding.message
    }
}
