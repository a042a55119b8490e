import CPluginABI
import Crypto
public import Foundation

/// Is a package, `NAME-VERSION.cnxp`, whose every hash was checked.
public struct PluginPackage: Sendable {
    /// The ending of a package's name.
    public static let fileEnding = "cnxp"

    /// What it holds.
    public let index: PackageIndex
    /// The manifest in it.
    public let manifest: PluginManifest
    /// Who signed it; `nil` when nobody did.
    public let signature: PackageSignature?
    /// The SHA-256 of the index, which names the package's content.
    public let digest: String

    /// The index as it stands in the archive: what is signed.
    let indexBytes: Data
    /// Every file but index and signature.
    let files: [PackageArchive.File]

    /// Reads a package's file.
    ///
    /// - Throws: `PluginProblem`, which says what is wrong with it.
    public init(file: URL) throws {
        let data: Data
        do {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            data = try handle.read(upToCount: PackageArchive.maximumLength + (4 << 20)) ?? Data()
        } catch {
            throw PluginProblem("\(file.path) cannot be read: \(error.localizedDescription)")
        }
        try self.init(archive: data)
    }

    /// Reads a package: every file must be as the index says, the signature that of the index.
    ///
    /// - Throws: `PluginProblem`, which says what is wrong with it.
    public init(archive: Data) throws {
        var files = try PackageArchive.read(archive)
        guard let first = files.first, first.path == PackageIndex.fileName else {
            throw PluginProblem("the package does not begin with \(PackageIndex.fileName)")
        }
        indexBytes = files.removeFirst().bytes
        var signature: PackageSignature?
        if let last = files.last, last.path == PackageIndex.signatureName {
            signature = try PackageSignature(json: last.bytes)
            try signature?.verify(indexBytes)
            files.removeLast()
        }
        self.signature = signature
        self.files = files
        digest = SHA256.hexadecimal(of: indexBytes)
        let index: PackageIndex
        do {
            index = try JSONDecoder().decode(PackageIndex.self, from: indexBytes)
        } catch {
            throw PluginProblem("\(PackageIndex.fileName) cannot be read: \(error)")
        }
        self.index = index
        guard index.format == PackageIndex.currentFormat else {
            throw PluginProblem(
                "the package is of form \(index.format), this host reads form "
                    + "\(PackageIndex.currentFormat)"
            )
        }
        let found = files.map { PackageIndex.File(path: $0.path, bytes: $0.bytes) }
        guard found.map(\.path) == index.files.map(\.path) else {
            throw PluginProblem("the package holds other files than \(PackageIndex.fileName) lists")
        }
        for (file, listed) in zip(found, index.files) where file != listed {
            throw PluginProblem("\(file.path) is not the file that was packed: its hash differs")
        }
        guard let manifest = files.first(where: { $0.path == PluginManifest.fileName }) else {
            throw PluginProblem("the package has no \(PluginManifest.fileName)")
        }
        self.manifest = try PluginManifest(json: manifest.bytes)
        try checkManifest()
    }

    private func checkManifest() throws {
        guard manifest.id == index.id, manifest.version == index.version,
            manifest.abi == index.abi
        else {
            throw PluginProblem(
                "\(PackageIndex.fileName) and \(PluginManifest.fileName) are of different plugins"
            )
        }
        guard files.contains(where: { $0.path == manifest.library }) else {
            throw PluginProblem("the package has no \(manifest.library)")
        }
        guard index.abi == CNX_ABI_MAJOR else {
            throw PluginProblem(
                "the plugin is made for ABI \(index.abi), this host has \(CNX_ABI_MAJOR)"
            )
        }
        let machine = ElfFile.name(ofMachine: ElfFile.ownMachine)
        guard index.machine == machine else {
            throw PluginProblem(
                "the package is for \(index.machine), this machine is \(machine)"
            )
        }
    }

    /// Writes the archive, with the signature if there is one.
    static func archive(
        index: Data,
        files: [PackageArchive.File],
        signature: PackageSignature?
    ) throws -> Data {
        var all = [PackageArchive.File(path: PackageIndex.fileName, bytes: index)] + files
        if let signature {
            all.append(
                PackageArchive.File(path: PackageIndex.signatureName, bytes: try signature.json)
            )
        }
        return try PackageArchive.write(all)
    }

    /// The package signed, in the place of an older signature.
    ///
    /// - Throws: what writing the archive throws.
    public func signed(by key: PublisherSecret) throws -> Data {
        try Self.archive(
            index: indexBytes,
            files: files,
            signature: try key.sign(indexBytes)
        )
    }
}
