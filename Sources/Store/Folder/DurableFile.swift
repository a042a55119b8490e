import Foundation

/// Writes small files so that after a power cut the old or the new one is there, whole.
enum DurableFile {
    /// Writes beside the file, makes it durable and puts it in place.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(DataFolderError) {
        let draft = path + ".new"
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard file >= 0 else { throw problem(errno, path) }
        do {
            defer { close(file) }
            try writeAll(bytes, to: file, path: path)
            guard fsync(file) == 0 else { throw problem(errno, path) }
        }
        guard rename(draft, path) == 0 else { throw problem(errno, path) }
        syncFolder(of: path)
    }

    /// Writes every byte to a descriptor.
    static func writeAll(_ bytes: [UInt8], to file: Int32, path: String) throws(DataFolderError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Foundation.write(file, buffer.baseAddress?.advanced(by: done), bytes.count - done)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw problem(errno, path) }
            done += count
        }
    }

    /// Makes a rename in a file's folder durable.
    static func syncFolder(of path: String) {
        let folder = (path as NSString).deletingLastPathComponent
        let file = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { return }
        fsync(file)
        close(file)
    }

    /// The typed reason behind a system error.
    static func problem(_ code: Int32, _ path: String) -> DataFolderError {
        switch code {
        case ENOSPC, EDQUOT: .full(path: path)
        case EACCES, EROFS, EPERM: .readOnly(path: path)
        default: .cannotOpen(path: path, reason: String(cString: strerror(code)))
        }
    }
}
