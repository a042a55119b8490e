import Foundation
import GRDB

/// Is the folder that holds everything a company has: database, media, overrides, lock, socket.
///
/// One process at a time opens it as its owner; others may read beside it.
public final class DataFolder: Sendable {
    /// Says what a process may do with the folder.
    public enum Access: Sendable, Hashable {
        /// Reads and writes; takes the lock.
        case owner
        /// Reads, also while another process owns the folder.
        case reader
    }

    /// The folder's path.
    public let path: String

    /// What this process may do.
    public let access: Access

    /// Reads sessions, contacts, figures and report data.
    public let library: Library

    /// Keeps passwords, logins, tokens and kiosk links.
    public let accounts: Accounts

    /// Keeps what plugins need to know about channels, secrets included.
    public let channelSettings: ChannelSettings

    /// Keeps what administrators set for parts of the house.
    public let serviceSettings: ServiceSettings

    /// Keeps the definitions of boards.
    public let boards: Boards

    /// Keeps which reports were made.
    public let reportLog: ReportLog

    /// Keeps the little that plugins remember.
    public let pluginState: PluginState

    /// Keeps the files of messages.
    public let media: MediaFolder

    /// Keeps what waits for plugins that are down, and what was taken out of their way.
    public let held: HeldInputs

    /// What administrators did with plugins.
    public let pluginLog: PluginLog

    private let lock: FolderLock?
    private let key: FolderKey?
    private let turn = WriterTurn()
    private let files: DatabaseFile
    let side: DatabaseQueue
    private let readers: DatabasePool

    /// Opens a folder; its owner makes what is missing and brings the database up to date.
    ///
    /// - Throws: `DataFolderError`, with nothing changed.
    public static func open(
        _ path: String,
        as access: Access = .owner,
        creating: Bool = true
    ) throws(DataFolderError) -> DataFolder {
        try prepare(path, creating: creating && access == .owner)
        let lock =
            access == .owner ? try FolderLock(path: path + "/lock", folder: path) : nil
        return try DataFolder(path: path, access: access, lock: lock)
    }

    private init(path: String, access: Access, lock: FolderLock?) throws(DataFolderError) {
        self.path = path
        self.access = access
        self.lock = lock
        files = DatabaseFile(path: path + "/conecta.sqlite")
        if access == .owner {
            try Self.makeFolder(path + "/media")
            try Self.makeFolder(path + "/exports")
            try files.bringUpToDate()
        } else {
            try files.checkVersion()
        }
        key = try FolderKey(path: path + "/key", creating: access == .owner)
        do {
            side = try files.openSide(readonly: access == .reader)
            readers = try files.openReaders()
        } catch {
            throw DataFolderError(error, path: files.path)
        }
        library = Library(readers: readers)
        accounts = Accounts(side: side, readers: readers)
        channelSettings = ChannelSettings(side: side, readers: readers, key: key)
        serviceSettings = ServiceSettings(side: side, readers: readers, key: key)
        boards = Boards(side: side, readers: readers)
        reportLog = ReportLog(side: side, readers: readers)
        pluginState = PluginState(side: side)
        media = MediaFolder(path: path + "/media", uploads: Uploads(side: side))
        held = HeldInputs(side: side, readers: readers, path: path)
        pluginLog = PluginLog(side: side)
    }

    /// The path of the socket through which commands reach the running server.
    public var socketPath: String { path + "/socket" }

    /// The path of the folder with the operator's templates.
    public var templatesPath: String { path + "/templates" }

    /// The path of the folder with the files of exports.
    public var exportsPath: String { path + "/exports" }

    /// The path of the lock, which names the owner's process.
    public var lockPath: String { path + "/lock" }

    /// Makes a secret of 32 bytes for a purpose, the same at every start, such as for signing forms.
    ///
    /// - Throws: `SecretsError` when a reader finds no key file.
    public func secret(for purpose: String) throws(SecretsError) -> [UInt8] {
        guard let key else { throw .unreadable }
        return key.derive(purpose)
    }

    /// Opens the journal, on a connection of its own; the switchboard takes it.
    public func journal() throws(DataFolderError) -> SQLiteJournal {
        guard access == .owner else { throw .readOnly(path: path) }
        do {
            return try SQLiteJournal(queue: files.openWriter(), turn: turn)
        } catch {
            throw DataFolderError(error, path: files.path)
        }
    }

    /// Opens the follower that keeps the full-text index in step with the journal.
    public func searchFollower() throws(DataFolderError) -> SearchFollower {
        guard access == .owner else { throw .readOnly(path: path) }
        do {
            return SearchFollower(queue: try files.openFollower(), turn: turn)
        } catch {
            throw DataFolderError(error, path: files.path)
        }
    }

    /// Opens what moves finished pages into the database file, away from the writer's thread.
    public func checkpointer() throws(DataFolderError) -> Checkpointer {
        guard access == .owner else { throw .readOnly(path: path) }
        do {
            return Checkpointer(queue: try files.openFollower())
        } catch {
            throw DataFolderError(error, path: files.path)
        }
    }

    /// Examines the database and the media; an empty answer means that all is well.
    public func checkup() async throws -> [Finding] {
        try await Checkup(readers: readers, media: media).run()
    }

    /// Closes the connections and gives the lock up; journals and followers must be gone before.
    public func close() throws {
        try readers.close()
        try side.close()
        lock?.release()
    }

    private static func prepare(_ path: String, creating: Bool) throws(DataFolderError) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else { throw .notAFolder(path: path) }
            return
        }
        guard creating else { throw .notFound(path: path) }
        try makeFolder(path)
    }

    private static func makeFolder(_ path: String) throws(DataFolderError) {
        do {
            try FileManager.default.createDirectory(
                atPath: path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            let code = (error as? CocoaError)?.code
            throw code == .fileWriteNoPermission || code == .fileWriteVolumeReadOnly
                ? .readOnly(path: path)
                : .cannotOpen(path: path, reason: error.localizedDescription)
        }
    }
}
