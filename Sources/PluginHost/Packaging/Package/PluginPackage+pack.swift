import CPluginABI
import Crypto
public import Foundation

extension PluginPackage {
    /// What of a project belongs into a package besides manifest and library.
    private static let extras: Set<String> = [
        "Fixtures", "locales", "README.md", "CHANGELOG.md", "LICENSE", "LICENSE.md", "LICENSE.txt",
        "standin.json", CheckReport.fileName,
    ]

    /// Packs a project that was built and checked.
    ///
    /// The same files give the same bytes.
    ///
    /// - Parameters:
    ///   - project: the project.
    ///   - needsCheck: whether a report of a passed check of this very library must be there.
    /// - Returns: the name of the package and its bytes.
    /// - Throws: `PluginProblem`, which says what is missing.
    public static func pack(
        _ project: PluginProject,
        needsCheck: Bool = true
    ) throws -> (name: String, archive: Data) {
        let listing = PluginFolders.inspect(folder: project.folder.path)
        if let reason = listing.reason { throw PluginProblem(reason) }
        guard let manifest = listing.manifest, let facts = listing.library,
            facts.path == project.folder.appending(path: manifest.library).path
        else {
            throw PluginProblem("the library is not built: run 'conecta plugin build'")
        }
        if needsCheck { try checkReport(of: project, library: facts) }
        let files = try paths(of: project, manifest).map { path in
            PackageArchive.File(
                path: path,
                bytes: try Data(contentsOf: project.folder.appending(path: path))
            )
        }
        let index = PackageIndex(
            format: PackageIndex.currentFormat,
            id: manifest.id,
            version: manifest.version,
            abi: manifest.abi,
            machine: facts.machine,
            files: files.map { PackageIndex.File(path: $0.path, bytes: $0.bytes) }
        )
        let archive = try Self.archive(index: try index.json, files: files, signature: nil)
        // What cannot be installed must not be made.
        _ = try PluginPackage(archive: archive)
        return ("\(manifest.id)-\(manifest.version).\(fileEnding)", archive)
    }

    private static func checkReport(
        of project: PluginProject,
        library: LibraryFacts
    ) throws {
        let file = project.folder.appending(path: CheckReport.fileName)
        guard let data = try? Data(contentsOf: file),
            let report = try? JSONDecoder().decode(CheckReport.self, from: data)
        else {
            throw PluginProblem("the plugin is not checked: run 'conecta plugin check'")
        }
        guard report.sha256 == library.sha256 else {
            throw PluginProblem(
                "the library changed since its check: run 'conecta plugin check' again"
            )
        }
        guard report.isPassed else {
            throw PluginProblem("the plugin did not pass its check: see 'conecta plugin check'")
        }
    }

    /// The paths of all files, sorted by their bytes.
    private static func paths(
        of project: PluginProject,
        _ manifest: PluginManifest
    ) throws -> [String] {
        let files = FileManager.default
        var paths = [PluginManifest.fileName, manifest.library]
        for extra in extras {
            let place = project.folder.appending(path: extra)
            var isFolder: ObjCBool = false
            guard files.fileExists(atPath: place.path, isDirectory: &isFolder) else { continue }
            guard isFolder.boolValue else {
                paths.append(extra)
                continue
            }
            for path in try files.subpathsOfDirectory(atPath: place.path) {
                let whole = "\(extra)/\(path)"
                let kind =
                    try files.attributesOfItem(
                        atPath: project.folder.appending(path: whole).path
                    )[.type] as? FileAttributeType
                switch kind {
                case .typeRegular: paths.append(whole)
                case .typeDirectory: continue
                default: throw PluginProblem("\(whole) is a link or no file: it cannot be packed")
                }
            }
        }
        return paths.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }
}
