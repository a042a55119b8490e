import Foundation
import Store
import Testing

@Suite struct MediaTests {
    private let scratch: StoreScratch
    private let media: MediaFolder

    init() throws {
        scratch = try StoreScratch()
        media = try scratch.open().media
    }

    private let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test func `bytes are kept under their hash, once`() async throws {
        let file = try await media.store(Array("abc".utf8))
        #expect(file.hash == abc && file.size == 3)
        #expect(try await media.store(Array("abc".utf8)) == file)
        #expect(try await media.size(of: abc) == 3)
        #expect(try await media.read(abc, offset: 0, count: 100) == Array("abc".utf8))
        #expect(try await media.read(abc, offset: 1, count: 1) == Array("b".utf8))
        #expect(try await media.read(abc, offset: 3, count: 10).isEmpty)
        #expect(try files() == [abc])
    }

    @Test func `a stream is stored piece by piece`() async throws {
        let pieces = AsyncStream<[UInt8]> { stream in
            for piece in ["a", "b", "c"] { stream.yield(Array(piece.utf8)) }
            stream.finish()
        }
        #expect(try await media.store(pieces, limit: 3).hash == abc)
    }

    @Test func `what is too large leaves nothing`() async throws {
        await #expect(throws: MediaError.tooLarge(limit: 2)) {
            try await media.store(Array("abc".utf8), limit: 2)
        }
        let writer = try media.writer(limit: 10)
        try writer.write(Array("abc".utf8))
        writer.abandon()
        #expect(try files().isEmpty)
    }

    @Test func `a name that is no hash leads nowhere`() async throws {
        let names = [
            "../key", "", String(repeating: "A", count: 64), String(repeating: ".", count: 64),
            String(repeating: "/", count: 64), abc,
        ]
        for name in names {
            #expect(try await media.size(of: name) == nil)
            await #expect(throws: MediaError.notFound) {
                try await media.read(name, offset: 0, count: 1)
            }
        }
    }

    private func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: scratch.path + "/media")
            .map { ($0 as NSString).lastPathComponent }
            .filter { $0.utf8.count > 2 }
    }
}
