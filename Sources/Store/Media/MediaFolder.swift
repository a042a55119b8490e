import Engine
import Foundation

/// Keeps the files of messages, each under the hash of its bytes.
///
/// The blocking calls are for threads of one's own; the others run on the folder's thread.
public final class MediaFolder: Sendable {
    private let path: String
    private let desk: Desk
    let uploads: Uploads
    let arrivals = Arrivals()

    init(path: String, uploads: Uploads) {
        self.path = path
        self.uploads = uploads
        desk = Desk(path: path, arrivals: arrivals)
    }

    /// Begins a file; blocking.
    public func writer(limit: Int64) throws(MediaError) -> MediaWriter {
        try MediaWriter(folder: path, limit: limit, arrivals: arrivals)
    }

    /// Stores bytes.
    public func store(_ bytes: [UInt8], limit: Int64 = .max) async throws -> StoredFile {
        try await desk.store(bytes, limit: limit)
    }

    /// Stores a stream of bytes, one piece at a time.
    public func store<Chunks: AsyncSequence>(
        _ chunks: Chunks,
        limit: Int64
    ) async throws -> StoredFile where Chunks.Element == [UInt8] {
        let draft = try await desk.begin(limit: limit)
        do {
            for try await chunk in chunks {
                try await desk.write(chunk, to: draft)
            }
            return try await desk.finish(draft)
        } catch {
            await desk.abandon(draft)
            throw error
        }
    }

    /// Removes a file, unless its bytes came lately; a file that is gone already is removed.
    func remove(_ hash: String) async throws -> Bool {
        try await desk.remove(hash)
    }

    /// The count of bytes of a file; `nil` when there is none.
    public func size(of hash: String) async throws -> Int64? {
        try await desk.size(of: hash)
    }

    /// Reads a part of a file; empty past its end.
    ///
    /// - Throws: `MediaError`.
    public func read(_ hash: String, offset: Int64, count: Int) async throws -> [UInt8] {
        try await desk.read(hash, offset: offset, count: count)
    }

    /// Reads a part of a file, blocking the thread; empty past its end.
    public func readBlocking(
        _ hash: String,
        offset: Int64,
        count: Int
    ) throws(MediaError) -> [UInt8] {
        try Self.read(hash, in: path, offset: offset, count: count)
    }

    /// The count of bytes of a file, blocking the thread; `nil` when there is none.
    public func sizeBlocking(of hash: String) -> Int64? {
        guard Self.isHash(hash) else { return nil }
        var status = stat()
        guard stat(Self.path(of: hash, in: path), &status) == 0 else { return nil }
        return Int64(status.st_size)
    }

    /// Where a file lies: on a shelf named by its first two letters, so that no folder is huge.
    static func path(of hash: String, in folder: String) -> String {
        folder + "/" + hash.prefix(2) + "/" + hash
    }

    /// Tells whether a text can be a file's name: 64 small hexadecimal digits, nothing else.
    static func isHash(_ text: String) -> Bool {
        text.utf8.count == 64
            && text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 || $0 >= 97 && $0 <= 102 }
    }

    fileprivate static func read(
        _ hash: String,
        in folder: String,
        offset: Int64,
        count: Int
    ) throws(MediaError) -> [UInt8] {
        guard isHash(hash), offset >= 0, count >= 0 else { throw .notFound }
        let file = open(path(of: hash, in: folder), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw errno == ENOENT ? .notFound : MediaError(DurableFile.problem(errno, folder))
        }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes { buffer in
                pread(
                    file,
                    buffer.baseAddress?.advanced(by: done),
                    count - done,
                    off_t(offset) + off_t(done)
                )
            }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw MediaError(DurableFile.problem(errno, folder)) }
            guard got > 0 else { break }
            done += got
        }
        bytes.removeLast(count - done)
        return bytes
    }
}

/// Does the folder's work on a thread of its own.
private actor Desk {
    private let path: String
    private let executor = QueueExecutor(label: "media")
    private var drafts: [Int: MediaWriter] = [:]
    private var lastDraft = 0
    private let arrivals: Arrivals

    init(path: String, arrivals: Arrivals) {
        self.path = path
        self.arrivals = arrivals
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    func store(_ bytes: [UInt8], limit: Int64) throws -> StoredFile {
        let writer = try MediaWriter(folder: path, limit: limit, arrivals: arrivals)
        try writer.write(bytes)
        return try writer.finish()
    }

    func begin(limit: Int64) throws -> Int {
        lastDraft += 1
        drafts[lastDraft] = try MediaWriter(folder: path, limit: limit, arrivals: arrivals)
        return lastDraft
    }

    func write(_ bytes: [UInt8], to draft: Int) throws {
        try drafts[draft]?.write(bytes)
    }

    func finish(_ draft: Int) throws -> StoredFile {
        guard let writer = drafts.removeValue(forKey: draft) else { throw MediaError.notFound }
        return try writer.finish()
    }

    func abandon(_ draft: Int) {
        drafts.removeValue(forKey: draft)?.abandon()
    }

    func remove(_ hash: String) throws -> Bool {
        guard MediaFolder.isHash(hash) else { return false }
        let file = MediaFolder.path(of: hash, in: path)
        return arrivals.remove(hash) { unlink(file) == 0 || errno == ENOENT }
    }

    func size(of hash: String) throws -> Int64? {
        guard MediaFolder.isHash(hash) else { return nil }
        var status = stat()
        guard stat(MediaFolder.path(of: hash, in: path), &status) == 0 else { return nil }
        return Int64(status.st_size)
    }

    func read(_ hash: String, offset: Int64, count: Int) throws -> [UInt8] {
        try MediaFolder.read(hash, in: path, offset: offset, count: count)
    }
}
