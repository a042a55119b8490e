internal import CCairo

/// Receives bytes in pieces.
protocol ByteSink: AnyObject {
    /// Adds bytes.
    func append(_ bytes: [UInt8]) throws(RenderingError)
}

/// Compresses what is written while it passes, in the form that PDF calls FlateDecode.
final class DeflatedOutput: ByteSink {
    private let output: OutputFile
    private var stream = isal_zstream()
    private var pending: [UInt8] = []
    private var packed = [UInt8](repeating: 0, count: 128 << 10)
    // It stays at its place between calls, as the library demands.
    private let work = UnsafeMutablePointer<UInt8>.allocate(capacity: Int(conecta_igzip_work))

    /// How many bytes were taken, before compression.
    private(set) var byteCount: Int64 = 0

    private static let pieceSize = 256 << 10

    init(_ output: OutputFile) {
        self.output = output
        isal_deflate_init(&stream)
        stream.level_buf = work
        stream.level_buf_size = conecta_igzip_work
        stream.gzip_flag = UInt16(IGZIP_ZLIB)
        stream.level = 1
        pending.reserveCapacity(Self.pieceSize + 4_096)
    }

    deinit {
        work.deallocate()
    }

    func append(_ bytes: [UInt8]) throws(RenderingError) {
        pending.append(contentsOf: bytes)
        byteCount += Int64(bytes.count)
        if pending.count >= Self.pieceSize { try pack(isLast: false) }
    }

    /// Ends the compressed data.
    func finish() throws(RenderingError) {
        try pack(isLast: true)
    }

    private func pack(isLast: Bool) throws(RenderingError) {
        stream.end_of_stream = isLast ? 1 : 0
        stream.flush = UInt16(NO_FLUSH)
        var offset = 0
        var isDone = false
        while !isDone {
            var written = 0
            var status = COMP_OK
            pending.withUnsafeMutableBufferPointer { pending in
                packed.withUnsafeMutableBufferPointer { packed in
                    stream.next_in = pending.baseAddress?.advanced(by: offset)
                    stream.avail_in = UInt32(pending.count - offset)
                    stream.next_out = packed.baseAddress
                    stream.avail_out = UInt32(packed.count)
                    status = isal_deflate(&stream)
                    offset = pending.count - Int(stream.avail_in)
                    written = packed.count - Int(stream.avail_out)
                }
            }
            guard status == COMP_OK else { throw .drawing("the rows could not be compressed") }
            try output.append(Array(packed[..<written]))
            // Room that is left says that nothing more waits to come out.
            isDone = stream.avail_out > 0
        }
        pending.removeAll(keepingCapacity: true)
    }
}
