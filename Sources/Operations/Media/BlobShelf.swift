internal import Engine
internal import PluginHost
internal import Store

/// Gives plugins the media folder: a blob's id is the hash of its bytes.
struct BlobShelf: BlobStore {
    let media: MediaFolder

    /// The most bytes that one file may have.
    let limit: Int64

    func create(mime: String, fileName: String) async throws -> any BlobWriter {
        BlobPen(writer: try media.writer(limit: limit), mime: mime, fileName: fileName)
    }

    func info(_ id: String) async throws -> BlobInfo? {
        guard let size = try await media.size(of: id) else { return nil }
        let length = UInt64(max(0, size))
        return BlobInfo(id: id, mime: "", fileName: "", sha256: id, length: length)
    }

    func read(_ id: String, from offset: UInt64, count: Int) async throws -> [UInt8] {
        try await media.read(id, offset: Int64(clamping: offset), count: count)
    }
}

/// Writes one file on a thread of its own.
actor BlobPen: BlobWriter {
    private let executor = QueueExecutor(label: "conecta.blob")
    private let writer: MediaWriter
    private let mime: String
    private let fileName: String

    init(writer: sending MediaWriter, mime: String, fileName: String) {
        self.writer = writer
        self.mime = mime
        self.fileName = fileName
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func write(_ bytes: [UInt8]) throws {
        try writer.write(bytes)
    }

    func finish() throws -> BlobInfo {
        let file = try writer.finish()
        return BlobInfo(
            id: file.hash,
            mime: mime,
            fileName: fileName,
            sha256: file.hash,
            length: UInt64(file.size)
        )
    }

    func abandon() {
        writer.abandon()
    }
}
