import Crypto
import Foundation

/// Is a file in the media folder.
public struct StoredFile: Sendable, Hashable {
    /// The SHA-256 of the bytes in hexadecimal, which is its name.
    public let hash: String

    /// The count of bytes.
    public let size: Int64

    /// Whether there was no file of these bytes before.
    public let isNew: Bool
}

/// Says why a file could not be stored or read.
public enum MediaError: Error, Sendable, Hashable {
    /// There is no file of that hash.
    case notFound
    /// It is larger than allowed.
    case tooLarge(limit: Int64)
    /// No space is left.
    case full
    /// The system refused.
    case failed(String)

    init(_ error: DataFolderError) {
        self = if case .full = error { .full } else { .failed(error.description) }
    }
}

/// Writes one file into the media folder, a piece at a time, blocking the thread.
///
/// Until `finish` there is no such file; what is not finished is gone. One thread uses it.
public final class MediaWriter {
    private let folder: String
    private let draft: String
    private let limit: Int64
    private let arrivals: Arrivals
    private var file: Int32
    private var hash = SHA256()
    private var size: Int64 = 0

    init(folder: String, limit: Int64, arrivals: Arrivals) throws(MediaError) {
        self.folder = folder
        self.limit = limit
        self.arrivals = arrivals
        draft = folder + "/.draft-" + UUID().uuidString
        file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw MediaError(DurableFile.problem(errno, folder)) }
    }

    deinit {
        abandon()
    }

    /// Writes the next bytes.
    ///
    /// - Throws: `MediaError`; the file is abandoned then.
    public func write(_ bytes: [UInt8]) throws(MediaError) {
        size += Int64(bytes.count)
        guard size <= limit else {
            abandon()
            throw .tooLarge(limit: limit)
        }
        do {
            try DurableFile.writeAll(bytes, to: file, path: folder)
        } catch {
            abandon()
            throw MediaError(error)
        }
        hash.update(data: bytes)
    }

    /// Makes the file durable and gives it its name; the same bytes are stored once.
    public func finish() throws(MediaError) -> StoredFile {
        let digest = hash.finalize()
        let name = digest.map { String(format: "%02x", $0) }.joined()
        guard file >= 0, fsync(file) == 0 else {
            let problem = DurableFile.problem(errno, folder)
            abandon()
            throw MediaError(problem)
        }
        close(file)
        file = -1
        let path = MediaFolder.path(of: name, in: folder)
        let shelf = (path as NSString).deletingLastPathComponent
        if mkdir(shelf, 0o700) == 0 { DurableFile.syncFolder(of: shelf) }
        var isNew = true
        let isNamed = arrivals.note(name) {
            isNew = access(path, F_OK) != 0
            return rename(draft, path) == 0
        }
        guard isNamed else {
            let problem = DurableFile.problem(errno, folder)
            unlink(draft)
            throw MediaError(problem)
        }
        DurableFile.syncFolder(of: path)
        return StoredFile(hash: name, size: size, isNew: isNew)
    }

    /// Gives up; harmless after `finish`.
    public func abandon() {
        guard file >= 0 else { return }
        close(file)
        file = -1
        unlink(draft)
    }
}
