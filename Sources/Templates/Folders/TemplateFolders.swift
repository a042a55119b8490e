public import Foundation

/// Names the shipped templates and an operator's folder over them.
public struct TemplateFolders: Sendable {
    /// The folder that comes with Conecta.
    public let shipped: URL

    /// The operator's, which may be missing on disk.
    public let overrides: URL?

    /// Names the folders.
    public init(shipped: URL, overrides: URL? = nil) {
        self.shipped = shipped
        self.overrides = overrides
    }
}

/// One file of a templates folder in memory.
struct TemplateFile: Sendable {
    /// The folder and name without extension, such as `pages/console`.
    let name: String
    let path: String
    let bytes: [UInt8]
}

/// Everything that the folders hold.
struct TemplateFiles: Sendable {
    private(set) var shipped: [String: TemplateFile] = [:]
    private(set) var overriding: [String: TemplateFile] = [:]
    private(set) var assets = Assets()
    private(set) var findings: [Finding] = []

    /// The folders that hold templates.
    static let kinds = ["pages", "fragments", "mail"]

    var current: [String: TemplateFile] { shipped.merging(overriding) { _, new in new } }

    init(_ folders: TemplateFolders) {
        shipped = templates(in: folders.shipped)
        var files = statics(in: folders.shipped)
        if let overrides = folders.overrides {
            overriding = templates(in: overrides)
            files.merge(statics(in: overrides)) { _, new in new }
            findings += Drift.findings(shipped: folders.shipped, overrides: overrides)
        }
        assets = Assets(files)
    }

    private mutating func templates(in folder: URL) -> [String: TemplateFile] {
        var found: [String: TemplateFile] = [:]
        for kind in Self.kinds {
            let base = folder.appending(path: kind)
            for path in FolderListing.paths(in: base) where path.hasSuffix(".xml") {
                let name = "\(kind)/\(path.dropLast(4))"
                let file = base.appending(path: path)
                do {
                    let bytes = try FolderListing.bytes(of: file, atMost: TemplateReader.largest)
                    found[name] = TemplateFile(name: name, path: file.path, bytes: bytes)
                } catch {
                    findings.append(Finding(weight: .fault, file: file.path, message: error.reason))
                }
            }
        }
        return found
    }

    private mutating func statics(in folder: URL) -> [String: Assets.Asset] {
        var found: [String: Assets.Asset] = [:]
        let base = folder.appending(path: "static")
        for path in FolderListing.paths(in: base) {
            let file = base.appending(path: path)
            do {
                let bytes = try FolderListing.bytes(of: file, atMost: 64 << 20)
                found[path] = Assets.Asset(
                    file: file,
                    fingerprint: Fingerprint(of: bytes),
                    size: bytes.count,
                    mediaType: Assets.mediaType(of: path)
                )
            } catch {
                findings.append(Finding(weight: .fault, file: file.path, message: error.reason))
            }
        }
        return found
    }
}

/// Says why a file cannot be read.
struct Unreadable: Error {
    let reason: String
}

/// Reads folders without following what leads out of them.
enum FolderListing {
    /// The paths of all plain files below a folder, relative to it and sorted.
    ///
    /// Hidden files, editors' copies and links out of the folder are left out; a folder that is
    /// not there has none.
    static func paths(in folder: URL) -> [String] {
        let root = folder.resolvingSymlinksInPath().standardizedFileURL.path
        guard let all = FileManager.default.enumerator(atPath: root) else { return [] }
        var paths: [String] = []
        while let path = all.nextObject() as? String {
            let file = URL(filePath: root).appending(path: path)
            let isHidden = path.split(separator: "/").contains { $0.hasPrefix(".") }
            let real = file.resolvingSymlinksInPath()
            let isPlain = try? real.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile
            guard !isHidden, !path.hasSuffix("~"), isPlain == true,
                real.path.hasPrefix(root + "/")
            else { continue }
            paths.append(path)
        }
        return paths.sorted()
    }

    static func bytes(of file: URL, atMost limit: Int) throws(Unreadable) -> [UInt8] {
        do {
            let size = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
            guard size <= limit else {
                throw Unreadable(reason: "the file has \(size) bytes; at most \(limit) are allowed")
            }
            return try Array(Data(contentsOf: file))
        } catch let error as Unreadable {
            throw error
        } catch {
            throw Unreadable(reason: "cannot be read: \(error.localizedDescription)")
        }
    }
}
