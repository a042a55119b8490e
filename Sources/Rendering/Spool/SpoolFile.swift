internal import CCairo
internal import Foundation

/// Is a temporary file without a name: it goes when its descriptor does.
///
/// Appending belongs to the one who makes it; after that it is only read, by position, which any
/// number of threads may do at once.
final class SpoolFile: Sendable {
    private let descriptor: Int32
    private let folder: String

    init(folder: String) throws(RenderingError) {
        var template = Array((folder + "/conecta-spool-XXXXXX").utf8CString)
        let descriptor = mkostemp(&template, O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(folder) }
        unlink(template)
        self.descriptor = descriptor
        self.folder = folder
    }

    deinit {
        close(descriptor)
    }

    /// Adds bytes at the end.
    func append(_ bytes: [UInt8]) throws(RenderingError) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.failure(folder)
            }
            done += count
        }
    }

    /// Reads into a buffer from a position, and tells how many bytes came.
    func read(into buffer: UnsafeMutableRawBufferPointer, at position: Int64) throws -> Int {
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(position))
            if count >= 0 { return count }
            if errno != EINTR { throw Self.failure(folder) }
        }
    }

    private static func failure(_ folder: String) -> RenderingError {
        .file(path: folder, reason: "temporary file: " + String(cString: strerror(errno)))
    }
}
