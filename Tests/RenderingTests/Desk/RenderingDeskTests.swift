import Foundation
import Paper
import Testing

@testable import Rendering

@Suite struct RenderingDeskTests {
    private func desk(_ settings: RenderingDesk.Settings = .init()) throws -> RenderingDesk {
        RenderingDesk(fonts: try RenderingSamples.fonts.get(), settings: settings)
    }

    @Test func `it draws boards and papers from any task`() async throws {
        let desk = try desk()
        let document = try SpooledDocument.of(PaperSample.protocolReport(messages: 6))
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<3 {
                group.addTask {
                    try await desk.board(BoardSample.request(width: 640, height: 360)).width
                }
                group.addTask {
                    try await desk.png(
                        document,
                        info: PaperSample.protocolInfo,
                        wording: RenderingSamples.wording,
                        scale: 1
                    ).height
                }
            }
            for try await size in group { #expect(size == 640 || size == 842) }
        }
    }

    @Test func `a full queue says so at once`() async throws {
        let desk = try desk(.init(waiting: 0))
        await #expect(throws: RenderingError.busy(retryAfterSeconds: 1)) {
            _ = try await desk.board(BoardSample.request())
        }
    }

    @Test func `a page beyond the last is refused with their count`() async throws {
        let document = try SpooledDocument.of([.paragraph(Paragraph("só uma"))])
        await #expect(throws: RenderingError.noSuchPage(asked: 2, pages: 1)) {
            _ = try await desk().png(
                document,
                info: DocumentInfo(title: "x"),
                wording: RenderingSamples.wording,
                page: 2
            )
        }
    }

    @Test func `one document becomes PDF, CSV and HTML`() async throws {
        let desk = try desk()
        let document = try SpooledDocument.of(PaperSample.history(rows: 20))
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "conecta-desk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let result = try await desk.pdf(
            document,
            info: PaperSample.info,
            wording: RenderingSamples.wording,
            to: folder.appending(path: "a.pdf")
        )
        #expect(result.byteCount > 10_000)
        #expect(try await desk.csv(document, to: folder.appending(path: "a.csv")) > 1_000)
        let html = folder.appending(path: "a.html")
        let bytes = try await desk.html(
            document,
            info: PaperSample.info,
            wording: RenderingSamples.wording,
            to: html
        )
        #expect(bytes > 1_000)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3)
    }

    @Test func `a cancelled drawing ends and leaves no file`() async throws {
        let desk = try desk()
        let document = try SpooledDocument.of(PaperSample.history(rows: 3_000))
        let file = FileManager.default.temporaryDirectory
            .appending(path: "conecta-cancel-\(UUID().uuidString).pdf")
        let drawing = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try await desk.pdf(
                document,
                info: PaperSample.info,
                wording: RenderingSamples.wording,
                to: file
            )
        }
        await #expect(throws: CancellationError.self) { try await drawing.value }
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test func `a reading that is cancelled half-way ends there`() async throws {
        let document = try SpooledDocument.of(PaperSample.history(rows: 3_000))
        let seen = await Task {
            var seen = 0
            try? document.forEachBlock { _ in
                seen += 1
                if seen == 1_000 { withUnsafeCurrentTask { $0?.cancel() } }
            }
            return seen
        }.value
        #expect((1_000..<1_300).contains(seen))
    }
}
