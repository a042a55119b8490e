public import Foundation

/// Is the folder of a data folder with the plugins that an operator installed.
///
/// Each lies in a folder named by its id; the version before it in `.former`. What changes is made
/// beside and then takes its place at once, so that a server that starts meanwhile finds one or the
/// other.
public struct InstalledPlugins: Sendable {
    /// The folder.
    public let folder: URL
    /// Whose plugins are let in.
    public let publishers: TrustedPublishers
    /// The path of `conecta-worker`, in which a library is opened before it is let in.
    public let worker: String

    /// The installed plugins of a data folder.
    public init(data: URL, worker: String) {
        folder = Self.folder(of: data)
        publishers = TrustedPublishers(folder: folder)
        self.worker = worker
    }

    /// Where a data folder has its installed plugins.
    public static func folder(of data: URL) -> URL {
        data.appending(path: "plugins", directoryHint: .isDirectory)
    }

    /// Where the version before an installed plugin lies.
    private static func formerFolder(of folder: URL) -> URL {
        folder.deletingLastPathComponent().appending(path: ".former/\(folder.lastPathComponent)")
    }

    /// The manifest of the version that was in a plugin's folder before; `nil` when there was none.
    static func former(of folder: URL) -> PluginManifest? {
        try? PluginManifest(folder: formerFolder(of: folder))
    }

    /// Installs a package, or puts it in the place of another version.
    ///
    /// - Parameters:
    ///   - package: the package, whose hashes were checked.
    ///   - allowsUnsigned: lets in what no trusted publisher signed.
    ///   - agree: asked before anything of the plugin runs; `false` ends it.
    /// - Returns: what was done; `nil` when it was not agreed to.
    /// - Throws: `PluginProblem`, which says why it is not let in; nothing changed then.
    @discardableResult
    public func install(
        _ package: PluginPackage,
        allowsUnsigned: Bool,
        agree: (InstallPlan) throws -> Bool
    ) async throws -> InstallPlan? {
        var publisher: TrustedPublishers.Publisher?
        if let signature = package.signature {
            publisher = try publishers.publisher(of: signature.key)
            guard publisher != nil || allowsUnsigned else {
                throw PluginProblem(
                    "the package is signed by a key that is not trusted, "
                        + "\(signature.key.fingerprint): see 'conecta plugin trust add'"
                )
            }
        } else if !allowsUnsigned {
            throw PluginProblem(
                "the package is not signed: --allow-unsigned lets it in all the same"
            )
        }
        let place = folder.appending(path: package.manifest.id)
        let former = try? PluginManifest(folder: place)
        let plan = InstallPlan(
            package,
            over: former,
            by: InstalledSeal(folder: place)?.signature?.key,
            publisher: publisher
        )
        guard try agree(plan) else { return nil }
        try await exclusively {
            let draft = folder.appending(path: ".incoming/\(package.manifest.id)")
            try unpack(package, into: draft)
            do {
                try await examine(draft)
            } catch {
                try? FileManager.default.removeItem(at: draft)
                throw error
            }
            try put(draft, in: place)
        }
        return plan
    }

    /// Puts the former version of a plugin back; doing it again undoes that.
    ///
    /// - Returns: the version that is there now.
    /// - Throws: `PluginProblem` when there is no former version.
    public func rollBack(_ id: String) async throws -> String {
        let place = try self.place(of: id)
        let former = folder.appending(path: ".former/\(id)")
        guard let manifest = try? PluginManifest(folder: former) else {
            throw PluginProblem("there is no former version of \(id)")
        }
        try await exclusively {
            try await examine(former)
            try swap(former, place)
        }
        return manifest.version
    }

    /// Takes a plugin away, and its former version; accounts of its channels stay as they are.
    ///
    /// - Throws: `PluginProblem` when it is not installed.
    public func remove(_ id: String) async throws {
        let place = try self.place(of: id)
        try await exclusively {
            let files = FileManager.default
            let rest = folder.appending(path: ".incoming/\(id)")
            try? files.removeItem(at: rest)
            try files.createDirectory(
                at: rest.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Self.move(place, to: rest)
            try? files.removeItem(at: rest)
            try? files.removeItem(at: folder.appending(path: ".former/\(id)"))
        }
    }

    private func place(of id: String) throws -> URL {
        let place = folder.appending(path: id)
        guard !id.hasPrefix("."), !id.contains("/"),
            FileManager.default.fileExists(atPath: place.path + "/" + PluginManifest.fileName)
        else {
            throw PluginProblem("\(id) is not installed in \(folder.path)")
        }
        return place
    }

    /// Looks at a folder as the server will: its library alone, then opened in a process of its own.
    private func examine(_ folder: URL) async throws {
        let listing = PluginFolders.inspect(folder: folder.path)
        if let reason = listing.reason { throw PluginProblem(reason) }
        guard let manifest = listing.manifest, let facts = listing.library,
            facts.path == folder.appending(path: manifest.library).path
        else { throw PluginProblem("the package has no library") }
        try await ProbeRunner(worker: worker).probe(facts.path).compare(with: manifest)
    }
}
