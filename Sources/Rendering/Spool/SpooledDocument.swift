public import Paper

/// Is a complete document, ready to be drawn or written any number of times, from any thread.
public final class SpooledDocument: Sendable {
    private enum Content: Sendable {
        case memory([UInt8])
        case file(SpoolFile)
    }

    private let content: Content

    /// How many bytes the blocks take.
    public let byteCount: Int64

    /// The SHA-256 of the blocks in hexadecimal.
    public let contentHash: String

    init(memory: [UInt8], contentHash: String) {
        content = .memory(memory)
        byteCount = Int64(memory.count)
        self.contentHash = contentHash
    }

    init(file: SpoolFile, byteCount: Int64, contentHash: String) {
        content = .file(file)
        self.byteCount = byteCount
        self.contentHash = contentHash
    }

    /// Spools blocks that are in memory already.
    ///
    /// - Throws: `RenderingError.malformed` when their order breaks the grammar.
    public static func of(_ blocks: [Block]) throws -> SpooledDocument {
        let spool = Spool()
        for block in blocks { try spool.emit(block) }
        return try spool.finish()
    }

    /// Hands out every block in order; what the closure throws ends the reading.
    ///
    /// - Throws: `CancellationError` when the task that reads is cancelled, however long the
    ///   document, and `RenderingError` when the spool cannot be read.
    public func forEachBlock(_ body: (Block) throws -> Void) throws {
        try forEachRecord { bytes in
            var decoder = BlockDecoder(bytes)
            try body(decoder.block())
        }
    }

    /// Hands out the encoded blocks in order, as `forEachBlock` does; the bytes are valid during the
    /// call.
    func forEachRecord(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var count = 0
        try readRecords { bytes in
            count += 1
            if count % 256 == 0, Task.isCancelled { throw CancellationError() }
            try body(bytes)
        }
    }

    private func readRecords(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        switch content {
        case .memory(let bytes):
            let used = try bytes.withUnsafeBytes { try Self.split($0, body) }
            guard used == bytes.count else { throw Self.cut }
        case .file(let file):
            try readRecords(of: file, body)
        }
    }

    private func readRecords(
        of file: SpoolFile,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var window = [UInt8](repeating: 0, count: 256 << 10)
        var kept = 0
        var position: Int64 = 0
        while position < byteCount || kept > 0 {
            let count = try window.withUnsafeMutableBytes { buffer in
                try file.read(
                    into: UnsafeMutableRawBufferPointer(rebasing: buffer[kept...]),
                    at: position
                )
            }
            position += Int64(count)
            let filled = kept + count
            let used = try window.withUnsafeBytes { buffer in
                try Self.split(UnsafeRawBufferPointer(rebasing: buffer[..<filled]), body)
            }
            kept = filled - used
            guard count > 0 || used > 0 else { throw Self.cut }
            window.withUnsafeMutableBytes { buffer in
                buffer.copyBytes(from: UnsafeRawBufferPointer(rebasing: buffer[used..<filled]))
            }
            if kept == window.count {
                window.append(contentsOf: repeatElement(0, count: window.count))
            }
        }
    }

    /// Hands out the whole records at the start of a buffer, and tells how many bytes they took.
    private static func split(
        _ buffer: UnsafeRawBufferPointer,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Int {
        var offset = 0
        while buffer.count - offset >= 4 {
            let length = Int(
                UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            )
            guard length <= buffer.count - offset - 4 else { break }
            let start = offset + 4
            try body(UnsafeRawBufferPointer(rebasing: buffer[start..<start + length]))
            offset = start + length
        }
        return offset
    }

    private static let cut = RenderingError.malformed("the spool ends in the middle of a block")
}
