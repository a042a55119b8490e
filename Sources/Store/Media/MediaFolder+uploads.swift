public import Engine
import Foundation
import Synchronization

extension MediaFolder {
    /// Stores a stream of bytes that somebody uploads: unless it is used, it goes with a sweep.
    public func storeUpload<Chunks: AsyncSequence>(
        _ chunks: Chunks,
        limit: Int64,
        at now: Timestamp
    ) async throws -> StoredFile where Chunks.Element == [UInt8] {
        let file = try await store(chunks, limit: limit)
        try await uploads.note(file, at: now)
        return file
    }

    /// Removes the files that were uploaded before a moment and never used; returns how many.
    ///
    /// One whose bytes came again since the last sweep stays until the next: what they came for may
    /// not be written yet.
    public func sweepUploads(before moment: Timestamp) async throws -> Int {
        var removed = 0
        for hash in try await uploads.unused(before: moment) where try await remove(hash) {
            try await uploads.forget(hash)
            removed += 1
        }
        arrivals.clear()
        return removed
    }
}

/// Is which files came lately, so that none is removed that comes at the same time.
final class Arrivals: Sendable {
    private let hashes = Mutex<Set<String>>([])

    /// Gives a file its name, and notes it.
    func note(_ hash: String, _ name: () -> Bool) -> Bool {
        hashes.withLock { hashes in
            guard name() else { return false }
            hashes.insert(hash)
            return true
        }
    }

    /// Removes a file, unless it came lately.
    func remove(_ hash: String, _ removal: () -> Bool) -> Bool {
        hashes.withLock { !$0.contains(hash) && removal() }
    }

    func clear() {
        hashes.withLock { $0.removeAll() }
    }
}
