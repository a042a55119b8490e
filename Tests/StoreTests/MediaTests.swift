import Engine
import Foundation
import Store
import TestSupport
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
        #expect(file.hash == abc && file.size == 3 && file.isNew)
        let again = try await media.store(Array("abc".utf8))
        #expect(again.hash == abc && !again.isNew)
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

    @Test func `what was uploaded and never used is gone a day later, and nothing else`()
        async throws
    {
        let folder = try StoreScratch()
        let opened = try folder.open()
        let media = opened.media
        let chronicle = try Chronicle(opened.journal())
        func upload(_ text: String, at now: Timestamp) async throws -> String {
            let pieces = AsyncStream<[UInt8]> { stream in
                stream.yield(Array(text.utf8))
                stream.finish()
            }
            return try await media.storeUpload(pieces, limit: 100, at: now).hash
        }
        func isThere(_ hash: String) async throws -> Bool {
            try await media.size(of: hash) != nil
        }
        let sent = try await upload("enviado", at: .at(8, 0))
        let forgotten = try await upload("esquecido", at: .at(8, 0))
        let heard = try await media.store(Array("ouvido".utf8)).hash
        let photo = try await upload("retrato", at: .at(8, 0))
        var ana = chronicle.company.ana
        ana.photo = photo
        try chronicle.write([.configured(.agent(ana))], at: .at(8, 0))
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        let session = try chronicle.open(contact, at: .at(8, 1))
        let file = Attachment(mediaType: "image/png", hash: sent, size: 7)
        try chronicle.say(
            "",
            in: session,
            by: .agent(ana.id),
            content: Content(kind: .image, attachments: [file]),
            at: .at(8, 2)
        )
        // The same bytes again are nobody's to remove, and those that wait still wait.
        _ = try await upload("enviado", at: .at(8, 3))
        _ = try await upload("ouvido", at: .at(8, 3))
        let fresh = try await upload("recente", at: .at(20, 0))
        // What came since the last sweep may be about to be used.
        #expect(try await media.sweepUploads(before: .at(10, 0)) == 0)
        #expect(try await isThere(forgotten))
        #expect(try await media.sweepUploads(before: .at(10, 0)) == 1)
        #expect(try await !isThere(forgotten))
        for hash in [sent, heard, photo, fresh] { #expect(try await isThere(hash)) }
        #expect(try await media.sweepUploads(before: .at(21, 0)) == 1)
        #expect(try await !isThere(fresh))
        #expect(try await opened.checkup() == [])
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
