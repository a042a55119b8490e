internal import Dispatch
internal import Foundation
internal import Hummingbird
internal import NIOCore

/// Is a file that is sent: one that is read once and then gone, also when nobody reads it, or stays.
final class TemporaryFile: Sendable {
    /// The count of bytes.
    let size: Int

    private let url: URL
    private let isTaken: Bool

    /// Reads a file that stays.
    init(reading url: URL) throws {
        self.url = url
        isTaken = false
        size = try url.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
    }

    /// Takes a file over.
    init(taking url: URL) throws {
        self.url = url
        isTaken = true
        do {
            size = try url.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
        } catch {
            try? FileManager.default.removeItem(at: url)
            throw error
        }
    }

    deinit {
        guard isTaken else { return }
        try? FileManager.default.removeItem(at: url)
    }

    /// The file as the body of an answer.
    var body: ResponseBody {
        ResponseBody(contentLength: size) { writer in
            try await self.write(to: &writer)
            try await writer.finish(nil)
        }
    }

    /// Writes all bytes, a piece at a time.
    @concurrent
    func write(to writer: inout any ResponseBodyWriter) async throws {
        var offset: UInt64 = 0
        while offset < UInt64(size) {
            let bytes = try await read(from: offset)
            guard !bytes.isEmpty else { throw CocoaError(.fileReadCorruptFile) }
            try await writer.write(ByteBuffer(bytes: bytes))
            offset += UInt64(bytes.count)
        }
    }

    /// Reads a piece, away from the cooperative pool.
    private func read(from offset: UInt64) async throws -> Data {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { [url] in
                continuation.resume(
                    with: Result {
                        let handle = try FileHandle(forReadingFrom: url)
                        defer { try? handle.close() }
                        try handle.seek(toOffset: offset)
                        return try handle.read(upToCount: 256 << 10) ?? Data()
                    }
                )
            }
        }
    }
}
