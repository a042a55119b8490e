import Foundation
import PluginHost
import TestSupport

/// Is a desk with a project of the example that was built, and a data folder to install into.
struct PackageBench {
    let bench: PluginBench
    let project: URL

    init() throws {
        bench = try PluginBench()
        project = bench.folder.appending(path: "echo")
        try bench.add("echo", library: PluginBench.echo)
        let fixtures = project.appending(path: "Fixtures")
        try FileManager.default.createDirectory(at: fixtures, withIntermediateDirectories: true)
        try Data("{}".utf8).write(to: fixtures.appending(path: "one.json"))
    }

    func remove() { bench.remove() }

    /// The data folder.
    var data: URL { bench.folder.appending(path: "data") }

    /// The plugins that are installed in it.
    var installed: InstalledPlugins {
        get throws {
            InstalledPlugins(
                data: data,
                worker: try Products.folder.appending(path: "conecta-worker").path
            )
        }
    }

    /// Packs the project.
    func pack() throws -> Data {
        try PluginPackage.pack(PluginProject(folder: project), needsCheck: false).archive
    }

    /// Packs the project and signs it.
    func pack(signedBy key: PublisherSecret) throws -> PluginPackage {
        try PluginPackage(archive: PluginPackage(archive: pack()).signed(by: key))
    }

    /// Packs the project under another version, which its library says as well.
    func pack(
        version: String,
        signedBy key: PublisherSecret,
        permissions: [String: Any] = [:]
    ) throws -> PluginPackage {
        let library = try Self.replace("1.0.0", by: version, in: PluginBench.echo)
        try bench.add("echo", library: library) { manifest in
            manifest["version"] = version
            manifest["permissions"] = permissions
        }
        return try pack(signedBy: key)
    }

    /// The version as the installed manifest says it.
    var version: String? {
        let folder = data.appending(path: "plugins/conecta.example.echo")
        return (try? PluginManifest(folder: folder))?.version
    }

    private static func replace(_ text: String, by other: String, in data: Data) throws -> Data {
        guard text.utf8.count == other.utf8.count, text != other else { return data }
        var data = data
        while let range = data.range(of: Data((text + "\0").utf8)) {
            data.replaceSubrange(range, with: Data((other + "\0").utf8))
        }
        return data
    }
}
