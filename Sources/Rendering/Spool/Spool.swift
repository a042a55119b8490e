public import Foundation
public import Paper

/// Takes the blocks of a document while they are made, so that they can be drawn more than once.
///
/// A short document stays in memory; a long one goes to a temporary file that has no name any
/// more, so that nothing is left behind however the process ends. Memory does not grow with the
/// document. A spool belongs to one thread at a time; what `finish` gives may be shared.
public final class Spool: BlockSink {
    /// How many bytes a document may take in memory before it goes to a file.
    static let memoryLimit = 1 << 20

    private let folder: String
    private var encoder = BlockEncoder()
    private var record = BlockEncoder()
    private var file: SpoolFile?
    private var grammar = BlockGrammar()
    private var written: Int64 = 0
    private let digest = ContentDigest()

    /// Creates an empty spool; long documents go to a file in the folder.
    public init(folder: URL = FileManager.default.temporaryDirectory) {
        self.folder = folder.path
    }

    /// Takes the next block.
    ///
    /// - Throws: `RenderingError.malformed` when the block may not stand here, and
    ///   `RenderingError.file` when the disk refuses it.
    public func emit(_ block: Block) throws {
        do {
            try grammar.accept(block)
        } catch {
            throw RenderingError.malformed(String(describing: error))
        }
        record.bytes.removeAll(keepingCapacity: true)
        record.write(block)
        guard let length = UInt32(exactly: record.bytes.count), length <= 1 << 30 else {
            throw RenderingError.outOfBounds("a block takes more than 1 GiB")
        }
        withUnsafeBytes(of: length.littleEndian) { encoder.bytes.append(contentsOf: $0) }
        encoder.bytes.append(contentsOf: record.bytes)
        if encoder.bytes.count >= Self.memoryLimit { try spill() }
    }

    /// Ends the document and gives it for drawing; the spool must not be used again.
    ///
    /// - Throws: `RenderingError.malformed` when a table, grid or conversation is still open.
    public func finish() throws -> SpooledDocument {
        do {
            try grammar.end()
        } catch {
            throw RenderingError.malformed(String(describing: error))
        }
        digest.update(encoder.bytes)
        guard let file else {
            return SpooledDocument(memory: encoder.bytes, contentHash: digest.finish())
        }
        try file.append(encoder.bytes)
        return SpooledDocument(
            file: file,
            byteCount: written + Int64(encoder.bytes.count),
            contentHash: digest.finish()
        )
    }

    private func spill() throws {
        let file = try self.file ?? SpoolFile(folder: folder)
        self.file = file
        try file.append(encoder.bytes)
        digest.update(encoder.bytes)
        written += Int64(encoder.bytes.count)
        encoder.bytes.removeAll(keepingCapacity: true)
    }
}
