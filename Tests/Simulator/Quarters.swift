internal import Engine
internal import Foundation
internal import Store
internal import Synchronization

/// Is the data folder of a simulated company, on a disk in memory where the system has one.
///
/// The store is the real one, with files, transactions and commits that wait for the disk; that the
/// disk answers at once is all that is different.
final class Quarters {
    /// The path of the folder.
    let path: String

    /// The folder, open.
    private(set) var folder: DataFolder

    /// The journal, open.
    private(set) var journal: SQLiteJournal

    private static let count = Mutex(0)

    /// Makes an empty folder.
    init() throws {
        let number = Self.count.withLock { count in
            count += 1
            return count
        }
        let name = "conecta-simulator-\(ProcessInfo.processInfo.processIdentifier)-\(number)"
        path = Self.disk + "/" + name
        folder = try DataFolder.open(path)
        journal = try folder.journal()
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Closes everything and opens it again, as a new process would.
    func reopen() throws {
        try close()
        folder = try DataFolder.open(path)
        journal = try folder.journal()
    }

    /// Closes everything.
    func close() throws {
        try journal.close()
        try folder.close()
    }

    /// Leaves the database no room to grow.
    func fill() throws {
        try journal.limitPages(to: 1)
    }

    /// Gives the database room again.
    func empty() throws {
        try journal.limitPages(to: 1_073_741_823)
    }

    /// Makes the projections again in a copy and tells in which tables they differ.
    func differencesOfRebuild() throws -> [String] {
        let copy = path + "-rebuilt"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
        try folder.copyDatabase(to: copy + "/conecta.sqlite")
        try DataFolder.rebuild(copy)
        return try ProjectionComparison.differences(
            between: path + "/conecta.sqlite",
            and: copy + "/conecta.sqlite"
        )
    }

    // A disk in memory, so that months pass in a second.
    private static let disk: String = {
        let memory = "/dev/shm"
        let isThere = FileManager.default.isWritableFile(atPath: memory)
        return isThere ? memory : NSTemporaryDirectory()
    }()
}
