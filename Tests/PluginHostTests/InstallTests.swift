import Foundation
import PluginHost
import TestSupport
import Testing

@Suite struct InstallTests {
    private let key: PublisherSecret

    init() throws { key = try PublisherSecret(name: "Editora") }

    @discardableResult
    private func install(
        _ package: PluginPackage,
        _ bench: PackageBench,
        allowsUnsigned: Bool = false,
        agrees: Bool = true
    ) async throws -> InstallPlan? {
        try await bench.installed.install(package, allowsUnsigned: allowsUnsigned) { _ in agrees }
    }

    @Test func `only what a trusted publisher signed is let in, unless one says otherwise`()
        async throws
    {
        let bench = try PackageBench()
        defer { bench.remove() }
        let unsigned = try PluginPackage(archive: bench.pack())
        let signed = try bench.pack(signedBy: key)
        for package in [unsigned, signed] {
            await #expect(throws: PluginProblem.self) { try await install(package, bench) }
        }
        #expect(bench.version == nil)
        try bench.installed.publishers.add(key.key, name: "Editora")
        let plan = try #require(try await install(signed, bench))
        #expect(plan.publisher == "Editora" && plan.warnings.isEmpty && plan.formerVersion == nil)
        #expect(bench.version == "1.0.0")
        let seal = try #require(InstalledSeal(folder: bench.place))
        #expect(seal.words(try bench.installed.publishers.all) == "Editora")
        // What was trusted once and is no more is said to be so.
        try bench.installed.publishers.remove("Editora")
        #expect(seal.words(try bench.installed.publishers.all).hasPrefix("not trusted"))
        await #expect(throws: PluginProblem.self) { try await install(unsigned, bench) }
        try await install(unsigned, bench, allowsUnsigned: true)
        #expect(InstalledSeal(folder: bench.place)?.words([]) == "unsigned")
    }

    @Test func `a host finds what was installed`() async throws {
        let bench = try PackageBench()
        defer { bench.remove() }
        try await install(PluginPackage(archive: bench.pack()), bench, allowsUnsigned: true)
        let catalogue = try bench.bench.catalogue()
        let folder = InstalledPlugins.folder(of: bench.data).path
        let listings = await catalogue.load(folders: [folder])
        #expect(listings.map(\.state) == [.ready])
    }

    @Test func `what is not agreed to changes nothing`() async throws {
        let bench = try PackageBench()
        defer { bench.remove() }
        let package = try PluginPackage(archive: bench.pack())
        #expect(try await install(package, bench, allowsUnsigned: true, agrees: false) == nil)
        #expect(bench.version == nil)
    }

    @Test func `an update says what is new, keeps the former version, and goes back to it`()
        async throws
    {
        let bench = try PackageBench()
        defer { bench.remove() }
        try bench.installed.publishers.add(key.key, name: "Editora")
        try await install(bench.pack(signedBy: key), bench)
        await #expect(throws: PluginProblem.self) {
            try await bench.installed.rollBack("conecta.example.echo")
        }
        let newer = try bench.pack(
            version: "1.0.1",
            signedBy: key,
            permissions: ["http": ["api.example.org"], "state": true]
        )
        let plan = try #require(try await install(newer, bench))
        #expect(plan.formerVersion == "1.0.0" && bench.version == "1.0.1")
        #expect(
            plan.added == ["reach https://api.example.org", "keep small notes for each account"]
        )
        #expect(!plan.asksNothingNew && plan.dropped.isEmpty && plan.warnings.isEmpty)

        #expect(try await bench.installed.rollBack("conecta.example.echo") == "1.0.0")
        #expect(bench.version == "1.0.0")
        #expect(try await bench.installed.rollBack("conecta.example.echo") == "1.0.1")
        #expect(bench.version == "1.0.1")

        // Going back by installing, or under another key, is said.
        let other = try PublisherSecret(name: "Outra")
        try bench.installed.publishers.add(other.key, name: "Outra")
        let older = try #require(
            try await install(bench.pack(version: "1.0.0", signedBy: other), bench)
        )
        #expect(older.warnings.count == 2 && older.dropped.count == 2)

        try await bench.installed.remove("conecta.example.echo")
        #expect(bench.version == nil)
        await #expect(throws: PluginProblem.self) {
            try await bench.installed.remove("conecta.example.echo")
        }
        for id in ["", ".former", "../data", "a/b"] {
            await #expect(throws: PluginProblem.self) { try await bench.installed.remove(id) }
        }
    }

    @Test func `a version that does not open leaves the one that does`() async throws {
        let bench = try PackageBench()
        defer { bench.remove() }
        try await install(PluginPackage(archive: bench.pack()), bench, allowsUnsigned: true)
        let crash = try bench.bench.compile(
            PluginBench.source(
                """
                const cnx_plugin_v1 *conecta_plugin_v1(uint32_t a, uint32_t b) { abort(); }
                """
            )
        )
        try bench.bench.add("echo", library: crash) { $0["version"] = "1.0.1" }
        let broken = try PluginPackage(archive: bench.pack())
        let problem = await #expect(throws: PluginProblem.self) {
            try await install(broken, bench, allowsUnsigned: true)
        }
        #expect(problem?.reason.contains("abort") == true)
        #expect(bench.version == "1.0.0")
        // A library that says it is another version is no better.
        try bench.bench.add("echo", library: PluginBench.echo) { $0["version"] = "1.0.2" }
        let liar = try PluginPackage(archive: bench.pack())
        await #expect(throws: PluginProblem.self) {
            try await install(liar, bench, allowsUnsigned: true)
        }
        #expect(bench.version == "1.0.0")
    }

    @Test func `a file that changed after the installation is named`() async throws {
        let bench = try PackageBench()
        defer { bench.remove() }
        try bench.installed.publishers.add(key.key, name: "Editora")
        try await install(bench.pack(signedBy: key), bench)
        try Data("{ }".utf8).write(to: bench.place.appending(path: "Fixtures/one.json"))
        let seal = try #require(InstalledSeal(folder: bench.place))
        #expect(seal.change == "Fixtures/one.json")
        #expect(seal.words([]) == "changed since it was installed: Fixtures/one.json")
    }

    @Test func `a list of publishers that cannot be read trusts nobody`() throws {
        let bench = try PackageBench()
        defer { bench.remove() }
        try bench.installed.publishers.add(key.key, name: "Editora")
        #expect(throws: PluginProblem.self) {
            try bench.installed.publishers.add(
                try PublisherSecret(name: "x").key,
                name: "Editora"
            )
        }
        let file = bench.data.appending(path: "plugins/.publishers.json")
        try Data("[".utf8).write(to: file)
        #expect(throws: PluginProblem.self) {
            try bench.installed.publishers.publisher(of: key.key)
        }
    }
}

extension PackageBench {
    /// Where the example is installed.
    fileprivate var place: URL { data.appending(path: "plugins/conecta.example.echo") }
}
