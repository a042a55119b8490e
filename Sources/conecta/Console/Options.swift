import ArgumentParser
import Foundation

/// Names the data folder: an option of every command.
struct DataOptions: ParsableArguments {
    @Option(name: .long, help: "The folder with the database, media and settings.")
    var data = "./data"

    /// The folder as an address.
    var folder: URL { URL(filePath: data, directoryHint: .isDirectory).absoluteURL }
}

/// Chooses between words for people and JSON for machines.
struct FormatOptions: ParsableArguments {
    @Flag(name: .long, help: "Write JSON.")
    var json = false
}

/// Names where plugins are looked for.
struct PluginOptions: ParsableArguments {
    @Option(
        name: .long,
        parsing: .upToNextOption,
        help: "Folders with plugins; by default those that were installed with this program."
    )
    var plugins: [String] = []

    /// The installation, with other plugin folders where they were named.
    var installation: Installation {
        get throws {
            try Installation.ofThisProgram(plugins: plugins)
        }
    }
}
