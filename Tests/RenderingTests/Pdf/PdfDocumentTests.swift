import Foundation
import Paper
import Testing

@testable import Rendering

@Suite struct PdfDocumentTests {
    private func pdf(
        _ blocks: [Block],
        _ info: DocumentInfo = PaperSample.info,
        name: String,
        _ body: (URL, PaperResult) throws -> Void
    ) throws {
        try RenderingSamples.withFolder { folder in
            let file = folder.appending(path: "document.pdf")
            let result = try RenderingSamples.drafter.pdf(
                SpooledDocument.of(blocks),
                info: info,
                wording: RenderingSamples.wording,
                to: file
            )
            try RenderingSamples.show([UInt8](Data(contentsOf: file)), name)
            let (status, output) = try RenderingSamples.run("qpdf", "--check", file.path)
            #expect(status == 0, "\(output)")
            try body(file, result)
        }
    }

    @Test func `a history is a sound PDF whose words can be searched`() throws {
        try pdf(PaperSample.history(rows: 300), name: "history.pdf") { file, result in
            let (_, text) = try RenderingSamples.run("pdftotext", "-layout", file.path, "-")
            #expect(text.contains("Antônia Figueiredo"))
            #expect(text.contains("Estêvão Magalhães"))
            #expect(text.contains("página 1 de \(result.pages)"))
            #expect(text.contains("página \(result.pages) de \(result.pages)"))
            #expect(text.contains(result.contentHash))
            #expect(result.pages > 8)
        }
    }

    @Test func `a protocol is a sound PDF`() throws {
        try pdf(PaperSample.protocolReport(), PaperSample.protocolInfo, name: "protocol.pdf") { file, result in
            let (_, text) = try RenderingSamples.run("pdftotext", file.path, "-")
            #expect(text.contains("transbordo por espera"))
            #expect(result.pages >= 3)
        }
    }
}
