import ArgumentParser
import Foundation
import PluginHost

extension PluginCommands {
    struct Pack: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Pack a plugin that was built and checked into one file."
        )

        @OptionGroup var project: ProjectOptions
        @Option(name: .shortAndLong, help: "The file; ID-VERSION.cnxp here by default.")
        var output: String?
        @Flag(help: "Pack it also without a check that it passed.") var unchecked = false

        func run() async throws {
            let (name, archive) = try PluginPackage.pack(project.project, needsCheck: !unchecked)
            let file = URL(filePath: output ?? name)
            try archive.write(to: file, options: .atomic)
            Console.line(file.path)
        }
    }

    struct Keygen: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a publisher's key: FILE, which is secret, and FILE.pub for operators."
        )

        @Argument(help: "The file of the secret key.") var file: String
        @Option(help: "The publisher's name.") var name: String

        func run() async throws {
            let secret = try PublisherSecret(name: name)
            for path in [file, file + ".pub"] where FileManager.default.fileExists(atPath: path) {
                throw ConsoleError("\(path) is there already")
            }
            let made = FileManager.default.createFile(
                atPath: file,
                contents: Data(secret.text.utf8),
                attributes: [.posixPermissions: 0o600]
            )
            guard made else { throw ConsoleError("\(file) cannot be written") }
            let key = try secret.key
            try Data(key.text(name: secret.name).utf8).write(to: URL(filePath: file + ".pub"))
            Console.line("\(file) is secret: keep it. \(file).pub is for operators.")
            Console.line("fingerprint \(key.fingerprint)")
        }
    }

    struct Sign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Sign a package, in its place."
        )

        @Argument(help: "The package.") var package: String
        @Option(help: "The file of the secret key.") var key: String

        func run() async throws {
            let secret = try PublisherSecret(
                text: String(decoding: try Console.read(key), as: UTF8.self)
            )
            let file = URL(filePath: self.package)
            try PluginPackage(file: file).signed(by: secret).write(to: file, options: .atomic)
            Console.line("\(file.path) is signed by \(secret.name), \(try secret.key.fingerprint)")
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check every hash and the signature of a package, and tell what it holds."
        )

        /// Is what is told of a package.
        private struct Facts: Encodable {
            var id: String
            var version: String
            var name: String
            var machine: String
            var digest: String
            var fingerprint: String?
            var publisher: String?
            var asks: [String]
            var files: [PackageIndex.File]
        }

        @Argument(help: "The package.") var package: String
        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            let package = try PluginPackage(file: URL(filePath: self.package))
            let publishers = TrustedPublishers(folder: InstalledPlugins.folder(of: data.folder))
            let key = package.signature?.key
            let facts = Facts(
                id: package.manifest.id,
                version: package.manifest.version,
                name: package.manifest.name,
                machine: package.index.machine,
                digest: package.digest,
                fingerprint: key?.fingerprint,
                publisher: try key.flatMap { try publishers.publisher(of: $0) }?.name,
                asks: package.manifest.asked,
                files: package.index.files
            )
            if format.json { return try Console.json(facts) }
            Console.line("\(facts.name), \(facts.id) \(facts.version), for \(facts.machine)")
            Console.line("sha256 of the list of files  \(facts.digest)")
            if let fingerprint = facts.fingerprint {
                let trust = facts.publisher.map { "whom you trust as \($0)" }
                Console.line("signed by \(fingerprint), \(trust ?? "whom you do not trust")")
            } else {
                Console.line("not signed")
            }
            for line in facts.asks { Console.line("asks to \(line)") }
            for file in facts.files { Console.line("\(file.sha256)  \(file.path)") }
        }
    }
}
