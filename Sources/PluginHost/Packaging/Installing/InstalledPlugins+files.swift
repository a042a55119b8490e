import Foundation
import Glibc

extension InstalledPlugins {
    /// Does something while no other command changes the folder.
    func exclusively(_ work: () async throws -> Void) async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let lock = open(folder.appending(path: ".lock").path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw Self.failure("\(folder.path) cannot be written") }
        defer { close(lock) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            throw PluginProblem("another command is changing the plugins: try again")
        }
        try await work()
    }

    /// Writes every file of a package into a new folder, and to the disk.
    func unpack(_ package: PluginPackage, into draft: URL) throws {
        let files = FileManager.default
        try? files.removeItem(at: draft)
        do {
            try files.createDirectory(at: draft, withIntermediateDirectories: true)
            var all = package.files
            all.append(.init(path: PackageIndex.fileName, bytes: package.indexBytes))
            if let signature = package.signature {
                all.append(.init(path: PackageIndex.signatureName, bytes: try signature.json))
            }
            for file in all {
                // The archive has no paths that leave it: see `PackageArchive.fault(ofPath:)`.
                let target = draft.appending(path: file.path)
                try files.createDirectory(
                    at: target.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try file.bytes.write(to: target, options: .withoutOverwriting)
                try Self.settle(target)
            }
            try Self.settle(draft)
        } catch let problem as PluginProblem {
            throw problem
        } catch {
            throw PluginProblem("the package cannot be unpacked: \(error.localizedDescription)")
        }
    }

    /// Puts a new folder in its place at once; what was there becomes the former version.
    func put(_ draft: URL, in place: URL) throws {
        let files = FileManager.default
        if files.fileExists(atPath: place.path) {
            try swap(draft, place)
            let former = folder.appending(path: ".former/\(place.lastPathComponent)")
            try? files.removeItem(at: former)
            try files.createDirectory(
                at: former.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Self.move(draft, to: former)
        } else {
            try Self.move(draft, to: place)
        }
        try Self.settle(folder)
    }

    /// Exchanges two folders in one step.
    func swap(_ one: URL, _ other: URL) throws {
        guard GNU.exchange(one.path, other.path) else {
            throw Self.failure("\(other.path) cannot be exchanged")
        }
        try Self.settle(folder)
    }

    /// Renames a folder.
    static func move(_ from: URL, to target: URL) throws {
        guard rename(from.path, target.path) == 0 else {
            throw failure("\(target.path) cannot be written")
        }
    }

    /// Waits until a file or folder is on the disk.
    private static func settle(_ url: URL) throws {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("\(url.path) cannot be read") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("\(url.path) cannot be written") }
    }

    private static func failure(_ what: String) -> PluginProblem {
        PluginProblem("\(what): \(String(cString: strerror(errno)))")
    }
}
