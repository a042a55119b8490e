public import Foundation

/// Names the languages that `plugin new` and `plugin build` know.
public enum AuthorLanguage: String, Sendable, Hashable, CaseIterable {
    /// C, compiled with the system's `cc`.
    case c
    /// Swift, compiled with `swiftc` and linked with its runtime.
    case swift

    /// The name of the folder of skeletons.
    var folder: String { self == .c ? "C" : "Swift" }
}

/// Is what a new plugin is called in each place where it has a name.
public struct PluginNames: Sendable, Hashable {
    /// The name for people, as it was typed.
    public let display: String
    /// The name of files, of the channel or report, and of keys: `my-chat`.
    public let slug: String
    /// The name of the library and of types: `MyChat`.
    public let type: String
    /// The reversed domain name.
    public let id: String

    /// Names of modules that a plugin in Swift would hide from itself.
    private static let taken: Set<String> = [
        "Swift", "Foundation", "PluginKit", "CPluginABI", "Plugin", "Glibc", "Dispatch",
    ]

    /// Makes the names out of the one that was typed.
    ///
    /// - Throws: `PluginProblem` when there are no letters in it, or letters that a source cannot hold.
    public init(_ name: String, id: String? = nil) throws {
        let display = name.trimmingCharacters(in: .whitespaces)
        let isPlain = display.allSatisfy { $0.isLetter || $0.isNumber || " -.".contains($0) }
        guard !display.isEmpty, isPlain, display.utf8.count <= 60 else {
            throw PluginProblem(
                "\"\(name)\" is no name: letters, digits, spaces, dots and hyphens, at most 60"
            )
        }
        let folded = display.folding(options: .diacriticInsensitive, locale: nil)
        let words = folded.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        let slug = words.map { $0.lowercased() }.joined(separator: "-")
        let type = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        guard let first = type.first, first.isLetter, !Self.taken.contains(type) else {
            throw PluginProblem("\"\(name)\" cannot be a plugin's name: choose another")
        }
        self.display = display
        self.slug = slug
        self.type = type
        self.id = id ?? "org.example.\(slug)"
    }

    /// Puts the names into a text of a skeleton.
    func fill(_ text: String) -> String {
        text.replacing("org.example.skeleton", with: id)
            .replacing("Display Name", with: display)
            .replacing("Skeleton", with: type)
            .replacing("skeleton", with: slug)
    }
}

/// Is the folder in which somebody writes a plugin.
public struct PluginProject: Sendable, Hashable {
    /// Where what is made on the way is kept; nothing of it is packed.
    static let scratch = ".conecta"

    /// The folder.
    public let folder: URL

    /// Opens the project of a folder, which need not be right yet.
    public init(folder: URL) { self.folder = folder }

    /// Makes a project that builds and passes at once.
    ///
    /// - Throws: `PluginProblem` when the folder holds something, or the skeletons are missing.
    public static func create(
        _ names: PluginNames,
        _ kind: PluginManifest.Kind,
        in language: AuthorLanguage,
        at folder: URL,
        kit: AuthorKit
    ) throws -> PluginProject {
        let files = FileManager.default
        let old = (try? files.contentsOfDirectory(atPath: folder.path)) ?? []
        guard old.isEmpty else {
            throw PluginProblem("\(folder.path) is not empty: name another folder")
        }
        let skeleton =
            kit.skeletons
            .appending(path: language.folder)
            .appending(path: kind == .channel ? "Channel" : "Report")
        let paths = (try? files.subpathsOfDirectory(atPath: skeleton.path)) ?? []
        guard !paths.isEmpty else {
            throw PluginProblem("the skeletons are missing: expected them in \(skeleton.path)")
        }
        // A manifest that the names make wrong is refused before anything is written.
        let manifest = try String(
            contentsOf: skeleton.appending(path: PluginManifest.fileName),
            encoding: .utf8
        )
        _ = try PluginManifest(json: Data(names.fill(manifest).utf8))
        for path in paths.sorted() {
            let source = skeleton.appending(path: path)
            var isFolder: ObjCBool = false
            _ = files.fileExists(atPath: source.path, isDirectory: &isFolder)
            if isFolder.boolValue { continue }
            let target = folder.appending(path: names.fill(path))
            try files.createDirectory(
                at: target.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            let text = try String(contentsOf: source, encoding: .utf8)
            try Data(names.fill(text).utf8).write(to: target)
        }
        try Data("\(scratch)/\n*.so\n*.cnxp\n".utf8)
            .write(to: folder.appending(path: ".gitignore"))
        return PluginProject(folder: folder)
    }

    /// The manifest.
    ///
    /// - Throws: `PluginProblem`, which says what is wrong with it.
    public var manifest: PluginManifest {
        get throws { try PluginManifest(folder: folder) }
    }

    /// The sources, sorted, by the ends of their names.
    func sources(_ endings: Set<String>) -> [URL] {
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        return
            paths
            .filter { path in
                path.split(separator: "/").allSatisfy { !$0.hasPrefix(".") && $0 != "Fixtures" }
            }
            .map { folder.appending(path: $0) }
            .filter { endings.contains($0.pathExtension) }
            .sorted { $0.path < $1.path }
    }
}
