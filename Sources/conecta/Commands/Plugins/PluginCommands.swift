import ArgumentParser
import Foundation
import Operations
import PluginHost

/// Plugins.
struct PluginCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plugin",
        abstract: "Shared libraries that bring channels and reports.",
        subcommands: [
            List.self, Inspect.self, Status.self, Place.self, Resume.self, Reload.self,
            QuarantineCommands.self, PluginSandboxCommand.self, New.self, Build.self, Check.self,
            CheckOne.self, Try.self,
            Kit.self, Pack.self, Keygen.self, Sign.self, Verify.self, Install.self, Rollback.self,
            Remove.self, Trust.self,
        ]
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
            let publishers = try data.installedPlugins.publishers.all
            let listed = listings.map { ListedPlugin($0, publishers) }
            if format.json { return try Console.json(listed) }
            Console.table(
                ["id", "version", "from", "features", "state"],
                zip(listings, listed).map { listing, listed in
                    [
                        listing.id, listing.manifest?.version ?? "-", listed.from ?? "-",
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
                for (index, words) in manifest.asked.enumerated() {
                    Console.line((index == 0 ? "may       " : "          ") + words)
                }
            }
            if let library = listing.library {
                Console.line("library   \(library.path)")
                Console.line(
                    "          \(library.machine), ABI \(library.abi), \(library.length) bytes"
                )
                Console.line("sha256    \(library.sha256)")
                Console.line("needs     \(library.needed.joined(separator: " "))")
            }
            if let sandbox = listing.sandbox {
                let missing = sandbox.missing.map(\.rawValue).joined(separator: " ")
                Console.line(
                    "confined  \(missing.isEmpty ? "fully" : "in part, without \(missing)")"
                )
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

/// Is a plugin with what is known of where it comes from.
private struct ListedPlugin: Encodable {
    private enum Key: String, CodingKey {
        case from
        case isSigned
    }

    let listing: PluginListing
    /// Who signed the package, or what is wrong with it; `nil` for those that came with the program.
    let from: String?
    /// Whether a package was signed by somebody trusted, and is as it was.
    let isSigned: Bool

    init(_ listing: PluginListing, _ publishers: [TrustedPublishers.Publisher]) {
        self.listing = listing
        let seal = InstalledSeal(folder: URL(filePath: listing.folder))
        from = seal?.words(publishers)
        isSigned =
            seal.map { seal in
                seal.change == nil && publishers.contains { $0.key == seal.signature?.key }
            } ?? false
    }

    func encode(to encoder: any Encoder) throws {
        try listing.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(from, forKey: .from)
        try container.encode(isSigned, forKey: .isSigned)
    }
}
