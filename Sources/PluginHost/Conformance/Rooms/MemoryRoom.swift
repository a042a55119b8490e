import Crypto
import Synchronization

/// Keeps an account's small store in memory.
actor MemoryState: PluginState {
    private var entries: [String: (value: [UInt8], revision: UInt64)] = [:]

    func read(_ key: String) -> (value: [UInt8], revision: UInt64)? { entries[key] }

    func write(_ key: String, _ value: [UInt8], expecting: UInt64?) -> UInt64? {
        let revision = entries[key]?.revision ?? 0
        guard expecting == nil || expecting == revision else { return nil }
        entries[key] = (value, revision + 1)
        return revision + 1
    }

    func remove(_ key: String, expecting: UInt64?) -> Bool {
        guard expecting == nil || expecting == entries[key]?.revision ?? 0 else { return false }
        entries[key] = nil
        return true
    }
}

/// Keeps files of messages in memory.
final class MemoryBlobs: BlobStore {
    private let kept = Mutex<[(info: BlobInfo, bytes: [UInt8])]>([])

    func create(mime: String, fileName: String) async throws -> any BlobWriter {
        Writer(store: self, mime: mime, fileName: fileName)
    }

    func info(_ id: String) async throws -> BlobInfo? { found(id)?.info }

    func read(_ id: String, from offset: UInt64, count: Int) async throws -> [UInt8] {
        Array((found(id)?.bytes ?? []).dropFirst(Int(clamping: offset)).prefix(count))
    }

    private func found(_ id: String) -> (info: BlobInfo, bytes: [UInt8])? {
        kept.withLock { $0.first { $0.info.id == id } }
    }

    private func keep(_ bytes: [UInt8], mime: String, fileName: String) -> BlobInfo {
        kept.withLock { kept in
            let info = BlobInfo(
                id: "blob-\(kept.count + 1)",
                mime: mime,
                fileName: fileName,
                sha256: SHA256.hexadecimal(of: bytes),
                length: UInt64(bytes.count)
            )
            kept.append((info, bytes))
            return info
        }
    }

    private actor Writer: BlobWriter {
        let store: MemoryBlobs
        let mime: String
        let fileName: String
        var bytes: [UInt8] = []

        init(store: MemoryBlobs, mime: String, fileName: String) {
            self.store = store
            self.mime = mime
            self.fileName = fileName
        }

        func write(_ bytes: [UInt8]) { self.bytes += bytes }

        func finish() -> BlobInfo { store.keep(bytes, mime: mime, fileName: fileName) }

        func abandon() { bytes = [] }
    }
}
