internal import Foundation

/// Remembers which version of a shipped file each override was made from.
///
/// `overrides.json` in the operator's folder maps paths such as `pages/console.xml` to the
/// fingerprint of the shipped file at that time.
public enum Drift {
    /// The name of the file that remembers.
    public static let record = "overrides.json"

    /// Copies a shipped file into the operator's folder, and remembers its version.
    ///
    /// - Throws: when the file is not shipped, is already there, or cannot be written.
    public static func override(_ path: String, in folders: TemplateFolders) throws {
        guard let overrides = folders.overrides else { throw Finding.noFolder }
        let target = overrides.appending(path: path)
        guard overridable(in: folders.shipped).contains(path) else {
            throw Finding(weight: .fault, file: path, message: "is not a shipped template file")
        }
        guard !FileManager.default.fileExists(atPath: target.path) else {
            throw Finding(weight: .fault, file: target.path, message: "is already there")
        }
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try FileManager.default.copyItem(at: folders.shipped.appending(path: path), to: target)
        try accept([path], in: folders)
    }

    /// Remembers the present versions of the shipped files, for these overrides or for all.
    ///
    /// Called when somebody has looked at what changed.
    public static func accept(_ paths: [String]? = nil, in folders: TemplateFolders) throws {
        guard let overrides = folders.overrides else { throw Finding.noFolder }
        var known = (try? read(overrides)) ?? [:]
        for path in paths ?? overridden(folders.shipped, overrides) {
            known[path] = try fingerprint(folders.shipped.appending(path: path))
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(known).write(to: overrides.appending(path: record), options: .atomic)
    }

    /// Finds overrides that were made from another version, or from nobody knows which.
    static func findings(shipped: URL, overrides: URL) -> [Finding] {
        let known: [String: String]
        do { known = try read(overrides) } catch {
            let file = overrides.appending(path: record).path
            let message = "is not a JSON object of fingerprints: repair it or remove it"
            return [Finding(weight: .fault, file: file, message: message)]
        }
        return overridden(shipped, overrides).compactMap { path in
            let present = try? fingerprint(shipped.appending(path: path))
            guard present != known[path] else { return nil }
            let message =
                known[path] == nil
                ? "nobody knows which version of \(path) this was made from: compare them, then accept"
                : "drift: the shipped \(path) has changed since: compare them, then accept"
            let file = overrides.appending(path: path).path
            return Finding(weight: .drift, file: file, message: message)
        }
    }

    private static func overridable(in folder: URL) -> Set<String> {
        Set(
            (TemplateFiles.kinds + ["static"]).flatMap { kind in
                FolderListing.paths(in: folder.appending(path: kind)).map { "\(kind)/\($0)" }
            }
        )
    }

    private static func overridden(_ shipped: URL, _ overrides: URL) -> [String] {
        overridable(in: overrides).intersection(overridable(in: shipped)).sorted()
    }

    private static func read(_ overrides: URL) throws -> [String: String] {
        let file = overrides.appending(path: record)
        guard FileManager.default.fileExists(atPath: file.path) else { return [:] }
        return try JSONDecoder().decode([String: String].self, from: Data(contentsOf: file))
    }

    private static func fingerprint(_ file: URL) throws -> String {
        Fingerprint(of: try Data(contentsOf: file)).description
    }
}

extension Finding {
    fileprivate static let noFolder = Finding(
        weight: .fault,
        file: "templates",
        message: "there is no folder for overrides"
    )
}
