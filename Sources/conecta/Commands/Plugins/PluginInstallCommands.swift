import ArgumentParser
import Foundation
import PluginHost

extension DataOptions {
    /// The plugins that are installed in the data folder.
    var installedPlugins: InstalledPlugins {
        get throws {
            InstalledPlugins(data: folder, worker: try Installation.ofThisProgram().worker)
        }
    }
}

extension PluginCommands {
    struct Install: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Install a package, or update what is installed, after asking.",
            discussion: """
                The signature must be that of a publisher you trust: see 'conecta plugin trust'. The \
                plugin takes effect with 'conecta plugin reload' or at the server's next start; \
                'conecta plugin rollback' brings the former version back.
                """
        )

        @Argument(help: "The package.") var package: String
        @Flag(help: "Let in what nobody you trust signed.") var allowUnsigned = false
        @Flag(name: .shortAndLong, help: "Agree without being asked.") var yes = false
        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            let package = try PluginPackage(file: URL(filePath: self.package))
            let done = try await data.installedPlugins.install(
                package,
                allowsUnsigned: allowUnsigned,
                agree: agree
            )
            guard let done else { throw ConsoleError("not installed: it was not agreed to") }
            if format.json { return try Console.json(done) }
            Console.line(
                "\(done.id) \(done.version) is installed: 'conecta plugin reload' makes a server take it"
            )
        }

        /// Shows what would be done, and asks.
        private func agree(_ plan: InstallPlan) throws -> Bool {
            for line in Self.lines(plan) { Console.note(line) }
            if yes { return true }
            Console.note("Install it? [y/N]")
            guard let answer = readLine()?.lowercased() else {
                throw ConsoleError("nobody can be asked here: --yes agrees")
            }
            return ["y", "yes", "s", "sim"].contains(answer)
        }

        private static func lines(_ plan: InstallPlan) -> [String] {
            var lines = ["\(plan.name), \(plan.id) \(plan.version)"]
            lines.append("from \(plan.publisher ?? "nobody you trust")")
            if let former = plan.formerVersion {
                lines.append("in the place of \(former)")
                lines += plan.added.map { "+ may now \($0)" }
                lines += plan.dropped.map { "- may no longer \($0)" }
                let kept = plan.asked.filter { !plan.added.contains($0) }
                lines += kept.map { "  may still \($0)" }
            } else {
                lines += plan.asked.map { "  may \($0)" }
            }
            return lines + plan.warnings.map { "! \($0)" }
        }
    }

    struct Rollback: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring the former version of a plugin back; once more undoes that."
        )

        @Argument(help: "The plugin's id.") var id: String
        @OptionGroup var data: DataOptions

        func run() async throws {
            let version = try await data.installedPlugins.rollBack(id)
            Console.line(
                "\(id) is \(version) again: 'conecta plugin reload' makes a server take it"
            )
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take an installed plugin away."
        )

        @Argument(help: "The plugin's id.") var id: String
        @OptionGroup var data: DataOptions

        func run() async throws {
            try await data.installedPlugins.remove(id)
            Console.line("\(id) is removed; a server that runs keeps it until its next start")
        }
    }

    struct Trust: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Publishers whose plugins may be installed.",
            subcommands: [Add.self, List.self, Remove.self]
        )

        struct Add: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Trust the publisher of a key."
            )

            @Argument(help: "The publisher's FILE.pub.") var file: String
            @Option(help: "What to call them; their own name by default.") var name: String?
            @OptionGroup var data: DataOptions

            func run() async throws {
                let text = String(decoding: try Console.read(file), as: UTF8.self)
                let (key, named) = try PublisherKey.read(text)
                try data.installedPlugins.publishers.add(key, name: name ?? named)
                Console.line("\(name ?? named) is trusted, \(key.fingerprint)")
            }
        }

        struct List: AsyncParsableCommand {
            static let configuration = CommandConfiguration(abstract: "List them.")

            @OptionGroup var data: DataOptions
            @OptionGroup var format: FormatOptions

            func run() async throws {
                let publishers = try data.installedPlugins.publishers.all
                if format.json { return try Console.json(publishers) }
                Console.table(
                    ["name", "fingerprint"],
                    publishers.map { [$0.name, $0.key.fingerprint] }
                )
            }
        }

        struct Remove: AsyncParsableCommand {
            static let configuration = CommandConfiguration(
                abstract: "Trust a publisher no more; what is installed of theirs stays."
            )

            @Argument(help: "The name or the fingerprint.") var publisher: String
            @OptionGroup var data: DataOptions

            func run() async throws {
                try data.installedPlugins.publishers.remove(publisher)
                Console.line("\(publisher) is not trusted any more")
            }
        }
    }
}
