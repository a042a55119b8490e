import Foundation
import Synchronization

/// Holds the right to write a data folder: an advisory lock that ends with the process.
final class FolderLock: Sendable {
    private let descriptor: Mutex<Int32>

    /// Takes the lock and writes this process's id into the file.
    init(path: String, folder: String) throws(DataFolderError) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            let reason = errno
            throw reason == EACCES || reason == EROFS || reason == EPERM
                ? .readOnly(path: folder)
                : .cannotOpen(path: path, reason: String(cString: strerror(reason)))
        }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let pid = Self.holder(of: file)
            close(file)
            throw .locked(path: folder, pid: pid)
        }
        // The id is for people only; a full disk must not keep the folder from being opened.
        let text = Array("\(getpid())\n".utf8)
        if ftruncate(file, 0) == 0 {
            _ = pwrite(file, text, text.count, 0)
        }
        descriptor = Mutex(file)
    }

    deinit {
        release()
    }

    /// Gives the lock up; the file stays, because removing it would let two processes lock.
    func release() {
        descriptor.withLock { file in
            guard file >= 0 else { return }
            close(file)
            file = -1
        }
    }

    private static func holder(of file: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        let text = String(decoding: bytes[..<count], as: UTF8.self)
        return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
}
