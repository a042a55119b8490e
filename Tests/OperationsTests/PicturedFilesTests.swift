import Engine
import Foundation
import Store
import Testing

@testable import Operations

/// Is data in which `files` names a picture, a text and a picture that is gone.
private struct FileData: ReportData {
    let asOf = Timestamp(milliseconds: 0)
    let hash: String

    func open(_ dataset: String, parameters: String) throws -> any ReportCursor {
        guard dataset == "files" else { throw ReportDataError.unknownDataset(dataset) }
        let gone = String(repeating: "0", count: 64)
        return BatchCursor([
            ReportBatch(columns: [
                ReportColumn(name: "message", values: .texts(["a", "a", "b"])),
                ReportColumn(name: "index", values: .integers([0, 1, 0])),
                ReportColumn(
                    name: "media_type",
                    values: .texts(["image/jpeg", "text/plain", "image/png"])
                ),
                ReportColumn(name: "hash", values: .texts([hash, hash, gone])),
            ])
        ])
    }
}

@Suite struct PicturedFilesTests {
    // A red JPEG of 16 × 8 pixels.
    private let picture = Data(
        base64Encoded: """
            /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwz\
            Oko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09P\
            T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAIABADASIAAhEBAxEB/8QA\
            FQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAA\
            AAAABQb/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCEAOWL/9k=
            """
    )

    private func rows(hides: Bool) async throws -> [ReportBatch] {
        let path = NSTemporaryDirectory() + "pictures-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = try DataFolder.open(path, creating: true)
        defer { try? folder.close() }
        let file = try await folder.media.store([UInt8](try #require(picture)))
        let data = PicturedFiles(
            base: FileData(hash: file.hash),
            media: folder.media,
            hidesIdentities: hides
        )
        let cursor = try data.open("pictures", parameters: "{}")
        var batches: [ReportBatch] = []
        while let batch = try cursor.next() { batches.append(batch) }
        return batches
    }

    @Test func `only images that are there come with a small picture`() async throws {
        let batches = try await rows(hides: false)
        #expect(batches.count == 1)
        #expect(batches.first?.columns.first?.values == .texts(["a"]))
        guard case .bytes(let pictures) = batches.first?.columns.last?.values else {
            Issue.record("no picture")
            return
        }
        #expect(pictures.first??.starts(with: [0xFF, 0xD8]) == true)
    }

    @Test func `under the privacy switch no picture is shown`() async throws {
        #expect(try await rows(hides: true).isEmpty)
    }
}
