internal import CCairo
internal import Foundation

/// Collects what is written and puts it into a file in large pieces, or keeps it in memory.
///
/// A file is written under a temporary name beside its place and renamed when it is whole, so
/// that nobody ever reads half of it.
final class OutputFile: ByteSink {
    private let descriptor: Int32?
    private let path: String
    private(set) var collected: [UInt8] = []
    private(set) var byteCount: Int64 = 0

    private static let pieceSize = 256 << 10

    /// Hashes what is handed over with a key, if the file gets a seal.
    private let sealMaker: SealMaker?
    private var hasSeal = false

    /// Creates an output that stays in memory.
    init() {
        descriptor = nil
        path = ""
        sealMaker = nil
    }

    private init(descriptor: Int32, path: String, sealKey: [UInt8]) {
        self.descriptor = descriptor
        self.path = path
        sealMaker = sealKey.isEmpty ? nil : SealMaker(key: sealKey)
    }

    /// Where the next byte will stand.
    var position: Int64 { byteCount + Int64(collected.count) }

    /// Tells whether the file ends in a seal.
    var isSealed: Bool { sealMaker != nil }

    /// The seal over all that was written so far; what follows it is not sealed.
    func seal() throws(RenderingError) -> String {
        try flush()
        hasSeal = true
        return sealMaker?.finish() ?? ""
    }

    /// Writes a file, and tells how many bytes it has; on failure nothing is left behind.
    static func writing(
        to file: URL,
        sealKey: [UInt8] = [],
        _ body: (OutputFile) throws -> Void
    ) throws -> Int64 {
        var template = Array((file.path + ".XXXXXX").utf8CString)
        let descriptor = mkostemp(&template, O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(file.path) }
        defer { close(descriptor) }
        do {
            let output = OutputFile(
                descriptor: descriptor,
                path: file.path,
                sealKey: sealKey
            )
            try body(output)
            try output.flush()
            guard rename(template, file.path) == 0 else { throw failure(file.path) }
            return output.byteCount
        } catch {
            unlink(template)
            throw error
        }
    }

    /// Adds bytes.
    func append(_ bytes: [UInt8]) throws(RenderingError) {
        collected.append(contentsOf: bytes)
        if collected.count >= Self.pieceSize { try flush() }
    }

    /// Adds bytes of any kind.
    func append(_ bytes: some Collection<UInt8>) throws(RenderingError) {
        collected.append(contentsOf: bytes)
        if collected.count >= Self.pieceSize { try flush() }
    }

    /// Hands what was collected to the file.
    func flush() throws(RenderingError) {
        guard let descriptor else { return }
        var done = 0
        while done < collected.count {
            let count = collected.withUnsafeBytes { buffer in
                write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.failure(path)
            }
            done += count
        }
        byteCount += Int64(done)
        if !hasSeal { sealMaker?.update(collected) }
        collected.removeAll(keepingCapacity: true)
    }

    /// Reads back what was handed to the file.
    func read(at position: Int64, count: Int) throws(RenderingError) -> [UInt8] {
        guard let descriptor, position >= 0 else { throw .file(path: path, reason: "not a file") }
        var bytes = [UInt8](repeating: 0, count: count)
        let got = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, count, off_t(position))
        }
        guard got >= 0 else { throw Self.failure(path) }
        bytes.removeSubrange(got...)
        return bytes
    }

    private static func failure(_ path: String) -> RenderingError {
        .file(path: path, reason: String(cString: strerror(errno)))
    }
}
