import Foundation
import PluginHost
import Testing

@Suite struct PackageTests {
    @Test func `the same files give the same package, which tar can list`() throws {
        let bench = try PackageBench()
        defer { bench.remove() }
        let archive = try bench.pack()
        #expect(try bench.pack() == archive)
        let file = bench.bench.folder.appending(path: "package.cnxp")
        try archive.write(to: file)
        let tar = Process()
        tar.executableURL = URL(filePath: "/usr/bin/env")
        tar.arguments = ["tar", "-tf", file.path]
        let output = Pipe()
        tar.standardOutput = output
        try tar.run()
        let names = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(),
            as: UTF8.self
        )
        tar.waitUntilExit()
        #expect(tar.terminationStatus == 0)
        #expect(names == "package.json\nFixtures/one.json\nlibecho.so\nplugin.json\n")
        let package = try PluginPackage(archive: archive)
        #expect(package.signature == nil)
        #expect(
            package.index.files.map(\.path) == ["Fixtures/one.json", "libecho.so", "plugin.json"]
        )
    }

    @Test func `a package that is not built or not checked is not made`() throws {
        let bench = try PackageBench()
        defer { bench.remove() }
        let project = PluginProject(folder: bench.project)
        #expect(throws: PluginProblem.self) { try PluginPackage.pack(project) }
        // A report of another library is none of this one.
        var report = try Self.report(of: bench)
        report.sha256 = String(repeating: "0", count: 64)
        try Self.write(report, to: bench)
        #expect(throws: PluginProblem.self) { try PluginPackage.pack(project) }
        report = try Self.report(of: bench)
        report.results = [.init(test: CheckTest(.fixtures, feature: "echo"), findings: ["wrong"])]
        try Self.write(report, to: bench)
        #expect(throws: PluginProblem.self) { try PluginPackage.pack(project) }
        report.results = []
        try Self.write(report, to: bench)
        _ = try PluginPackage.pack(project)
        try FileManager.default.removeItem(at: bench.project.appending(path: "libecho.so"))
        #expect(throws: PluginProblem.self) { try PluginPackage.pack(project, needsCheck: false) }
    }

    private static func report(of bench: PackageBench) throws -> CheckReport {
        let listing = PluginInspection.inspect(folder: bench.project.path)
        return CheckReport(
            id: listing.id,
            version: "1.0.0",
            sha256: try #require(listing.library).sha256,
            seed: 1,
            results: []
        )
    }

    private static func write(_ report: CheckReport, to bench: PackageBench) throws {
        try JSONEncoder().encode(report)
            .write(to: bench.project.appending(path: CheckReport.fileName))
    }

    @Test func `a link among the fixtures is not followed into a package`() throws {
        let bench = try PackageBench()
        defer { bench.remove() }
        try FileManager.default.createSymbolicLink(
            atPath: bench.project.appending(path: "Fixtures/secret.json").path,
            withDestinationPath: "/etc/hostname"
        )
        #expect(throws: PluginProblem.self) { try bench.pack() }
    }

    @Test func `a changed byte anywhere is found`() throws {
        let bench = try PackageBench()
        defer { bench.remove() }
        let key = try PublisherSecret(name: "Editora")
        let archive = try PluginPackage(archive: bench.pack()).signed(by: key)
        #expect(try PluginPackage(archive: archive).signature?.key == key.key)
        var random = SystemRandomNumberGenerator()
        let places = (0..<60).map { _ in Int.random(in: 0..<archive.count, using: &random) }
        for place in places + [0, 100, 156, 512, archive.count - 1] {
            var changed = archive
            changed[place] ^= 0x20
            #expect(throws: PluginProblem.self, "byte \(place)") {
                try PluginPackage(archive: changed)
            }
        }
    }

    @Test func `a signature is of one package and of one key`() throws {
        let bench = try PackageBench()
        defer { bench.remove() }
        let key = try PublisherSecret(name: "Editora")
        let other = try PublisherSecret(name: "Editora")
        let one = try PluginPackage(archive: bench.pack()).signed(by: key)
        // Signing again takes the place of the old signature.
        let again = try PluginPackage(archive: one).signed(by: other)
        #expect(try PluginPackage(archive: again).signature?.key == other.key)
        // The signature of another list of files fits no other.
        try Data("{ }".utf8).write(to: bench.project.appending(path: "Fixtures/one.json"))
        let changed = try bench.pack()
        let end = try #require(one.range(of: Data("signature.json".utf8))).lowerBound
        var body = changed.dropLast(1_024)
        body += one[end...]
        #expect(throws: PluginProblem("the signature is not that of this package")) {
            try PluginPackage(archive: Data(body))
        }
    }

    @Test func `keys are files that say what they are`() throws {
        let secret = try PublisherSecret(name: "Editora Exemplo Ltda.")
        let again = try PublisherSecret(text: secret.text)
        #expect(try again.key == secret.key && again.name == secret.name)
        let (key, name) = try PublisherKey.read(try secret.key.text(name: secret.name))
        #expect(try key == secret.key && name == "Editora Exemplo Ltda.")
        #expect(key.fingerprint.count == 16)
        #expect(throws: PluginProblem.self) { try PublisherKey.read(secret.text) }
        #expect(throws: PluginProblem.self) { try PublisherSecret(text: key.text(name: name)) }
        #expect(throws: PluginProblem.self) { try PublisherKey.read("conecta-publisher AAAA x") }
        #expect(throws: PluginProblem.self) { try PublisherSecret(name: " ") }
        #expect(throws: PluginProblem.self) { try PublisherSecret(name: "a\nb") }
    }
}
