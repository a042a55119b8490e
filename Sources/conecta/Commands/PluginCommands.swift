import ArgumentParser
import Foundation
import Operations
import PluginHost

/// Plugins.
struct PluginCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin",
        abstract: "Shared libraries that bring channels and reports.",
        subcommands: [List.self, Inspect.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the plugins, and why one cannot be used."
        )

        @OptionGroup var plugins: PluginOptions
        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            let installation = try plugins.installation
            let settings = installation.settings(folder: data.folder)
            let listings = await HostedPlugins.listings(settings, logger: ConsoleLog.quiet)
            if format.json { return try Console.json(listings) }
            Console.table(
                ["id", "version", "features", "state"],
                listings.map { listing in
                    [
                        listing.id, listing.manifest?.version ?? "-",
                        listing.features.map { "\($0.manifest.kind.rawValue) \($0.manifest.id)" }
                            .joined(separator: ", "),
                        listing.reason.map { "refused: \($0)" } ?? "usable",
                    ]
                }
            )
        }
    }

    struct Inspect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell everything about a plugin's folder."
        )

        @OptionGroup var plugins: PluginOptions
        @OptionGroup var format: FormatOptions
        @OptionGroup var data: DataOptions
        @Argument(help: "The folder, or the id of an installed plugin.") var plugin: String

        func run() async throws {
            let installation = try plugins.installation
            var settings = installation.settings(folder: data.folder)
            let folder = URL(filePath: plugin, directoryHint: .isDirectory).absoluteURL
            if FileManager.default.fileExists(atPath: folder.appending(path: "plugin.json").path) {
                settings.plugins = [folder]
            }
            let listings = await HostedPlugins.listings(settings, logger: ConsoleLog.quiet)
            let found = listings.first { listing in
                listing.id == plugin || settings.plugins == [folder]
                    || listing.features.contains { $0.manifest.id == plugin }
            }
            guard let found else { throw ConsoleError("there is no plugin \(plugin)") }
            if format.json { try Console.json(found) } else { show(found) }
            if let reason = found.reason { throw ConsoleError("cannot be used: \(reason)") }
        }

        private func show(_ listing: PluginListing) {
            Console.line("id        \(listing.id)")
            Console.line("folder    \(listing.folder)")
            if let manifest = listing.manifest {
                Console.line("name      \(manifest.name)")
                Console.line("version   \(manifest.version)")
                let hosts = manifest.permissions?.http ?? []
                Console.line(
                    "may reach \(hosts.isEmpty ? "nothing" : hosts.joined(separator: " "))"
                )
            }
            if let library = listing.library {
                Console.line("library   \(library.path)")
                Console.line(
                    "          \(library.machine), ABI \(library.abi), \(library.length) bytes"
                )
                Console.line("sha256    \(library.sha256)")
                Console.line("needs     \(library.needed.joined(separator: " "))")
            }
            for feature in listing.features {
                Console.line("")
                Console.line("\(feature.manifest.kind.rawValue) \(feature.manifest.id)")
                Console.line("  name    \(feature.manifest.name)")
                let secrets = feature.secretFields
                if !secrets.isEmpty { Console.line("  secrets \(secrets.joined(separator: " "))") }
                if !feature.schema.isEmpty { Console.line("  schema  \(feature.schema)") }
            }
        }
    }
}
