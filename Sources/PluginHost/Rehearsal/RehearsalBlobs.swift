import Crypto
import Foundation
import Synchronization

/// Holds the files of a try in memory: those that were given to it, and those that the plugin makes.
final class RehearsalBlobs: BlobStore {
    /// The most that a plugin may make, in bytes.
    private static let maximum = 16 << 20

    private struct Kept {
        var files: [String: (info: BlobInfo, bytes: [UInt8])] = [:]
        var length = 0
    }

    private let kept: Mutex<Kept>

    /// Creates a store with the one file that messages are tried with.
    init() {
        let bytes = Array("Conecta".utf8)
        let info = BlobInfo(
            id: RehearsalRecord.sampleFile,
            mime: "",
            fileName: "",
            sha256: Self.hash(bytes),
            length: UInt64(bytes.count)
        )
        kept = Mutex(Kept(files: [info.id: (info, bytes)], length: bytes.count))
    }

    private static func hash(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { String(UInt16($0) + 256, radix: 16).dropFirst() }.joined()
    }

    /// Puts a file in.
    func put(_ bytes: [UInt8], mime: String, fileName: String) throws -> BlobInfo {
        let hash = Self.hash(bytes)
        let info = BlobInfo(
            id: hash,
            mime: mime,
            fileName: fileName,
            sha256: hash,
            length: UInt64(bytes.count)
        )
        try kept.withLock { kept in
            guard kept.length + bytes.count <= Self.maximum else {
                throw PluginFailure(.limit, "a try keeps at most 16 MiB of files")
            }
            kept.length += bytes.count
            kept.files[info.id] = (info, bytes)
        }
        return info
    }

    func create(mime: String, fileName: String) async throws -> any BlobWriter {
        Writer(blobs: self, mime: mime, fileName: fileName)
    }

    func info(_ id: String) async throws -> BlobInfo? { kept.withLock { $0.files[id]?.info } }

    func read(_ id: String, from offset: UInt64, count: Int) async throws -> [UInt8] {
        kept.withLock { kept in
            let bytes = kept.files[id]?.bytes ?? []
            return Array(bytes.dropFirst(Int(clamping: offset)).prefix(count))
        }
    }

    private final class Writer: BlobWriter {
        private let blobs: RehearsalBlobs
        private let mime: String
        private let fileName: String
        private let bytes = Mutex<[UInt8]>([])

        init(blobs: RehearsalBlobs, mime: String, fileName: String) {
            self.blobs = blobs
            self.mime = mime
            self.fileName = fileName
        }

        func write(_ piece: [UInt8]) async throws {
            try bytes.withLock { bytes in
                guard bytes.count + piece.count <= RehearsalBlobs.maximum else {
                    throw PluginFailure(.limit, "a try keeps at most 16 MiB of files")
                }
                bytes += piece
            }
        }

        func finish() async throws -> BlobInfo {
            try blobs.put(bytes.withLock { $0 }, mime: mime, fileName: fileName)
        }

        func abandon() async {}
    }
}
