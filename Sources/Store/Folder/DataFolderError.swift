import GRDB

/// Says why a data folder cannot be opened or written, and what to do about it.
public enum DataFolderError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no such folder, and none should be made.
    case notFound(path: String)
    /// Something else than a folder has that name.
    case notAFolder(path: String)
    /// The folder or a file in it may not be written.
    case readOnly(path: String)
    /// Another process has the folder open for writing.
    case locked(path: String, pid: Int32?)
    /// The file is no database.
    case notADatabase(path: String)
    /// The database was written by a newer version of the program.
    case newerSchema(path: String, found: Int, known: Int)
    /// The database is damaged.
    case corrupt(path: String, detail: String)
    /// There is no space left.
    case full(path: String)
    /// The file that opens the channels' secrets is missing or not ours.
    case badKey(path: String, reason: String)
    /// Something else is in the way.
    case cannotOpen(path: String, reason: String)

    /// What is wrong, where, and what to do, in one line.
    public var description: String {
        switch self {
        case .notFound(let path):
            "there is no data folder at \(path): name another with --data, or start the server once"
        case .notAFolder(let path):
            "\(path) is not a folder: name another with --data"
        case .readOnly(let path):
            "\(path) cannot be written: give this user the right to write it"
        case .locked(let path, let pid):
            "the data folder \(path) is in use by another process"
                + (pid.map { " (pid \($0))" } ?? "")
                + ": stop it first, or name another with --data"
        case .notADatabase(let path):
            "\(path) is not a database of Conecta: move it away, or restore a backup"
        case .newerSchema(let path, let found, let known):
            "\(path) has version \(found), this program knows \(known): use the newer program"
        case .corrupt(let path, let detail):
            "\(path) is damaged (\(detail)): restore a backup; nothing was changed"
        case .full(let path):
            "no space is left for \(path): free some and try again; nothing was lost"
        case .badKey(let path, let reason):
            "the key file \(path) cannot be used (\(reason)): restore it from a backup"
        case .cannotOpen(let path, let reason):
            "\(path) cannot be opened: \(reason)"
        }
    }

    /// Reads the reason from what SQLite said about a file.
    init(_ error: any Error, path: String) {
        if let known = error as? DataFolderError {
            self = known
            return
        }
        guard let error = error as? DatabaseError else {
            self = .cannotOpen(path: path, reason: "\(error)")
            return
        }
        let words = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .notADatabase(path: path)
        case .SQLITE_CORRUPT: self = .corrupt(path: path, detail: words)
        case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(path: path)
        case .SQLITE_FULL: self = .full(path: path)
        default: self = .cannotOpen(path: path, reason: words)
        }
    }
}
