import Foundation
import Paper
import Testing

@testable import Rendering

@Suite struct PdfDocumentTests {
    private func pdf(
        _ blocks: [Block],
        _ info: DocumentInfo = PaperSample.info,
        name: String = "",
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
            if !name.isEmpty { try RenderingSamples.show([UInt8](Data(contentsOf: file)), name) }
            let (status, output) = try RenderingSamples.run("qpdf", "--check", file.path)
            #expect(status == 0, "\(output.prefix(2_000))")
            try body(file, result)
        }
    }

    private func text(_ file: URL, page: Int? = nil) throws -> String {
        guard let page else {
            return try RenderingSamples.run("pdftotext", "-layout", file.path, "-").1
        }
        let number = String(page)
        return try RenderingSamples.run(
            "pdftotext",
            "-layout",
            "-f",
            number,
            "-l",
            number,
            file.path,
            "-"
        ).1
    }

    private func table(_ rows: [Row]) -> [Block] {
        let columns = [Column(id: "a", title: "Coluna A"), Column(id: "b", title: "Coluna B")]
        return [.tableStart(Table(columns: columns, emptyText: "Nenhuma linha."))]
            + rows.map { .row($0) } + [.tableEnd]
    }

    @Test func `a history is sound, repeats its head and numbers its pages`() throws {
        try pdf(PaperSample.history(rows: 300), name: "history.pdf") { file, result in
            #expect(result.pages > 8)
            for page in [2, result.pages / 2, result.pages] {
                let text = try text(file, page: page)
                #expect(text.contains("Protocolo"))
                #expect(text.contains("página \(page) de \(result.pages)"))
                #expect(text.contains(result.contentHash))
            }
        }
    }

    @Test func `words are found as they were written: ligatures, accents, other scripts`() throws {
        let words = ["oficina eficaz fluxo", "ação Conceição", "Estêvão Müller", "王小明", "WhatsApp"]
        try pdf(words.map { .paragraph(Paragraph($0)) }) { file, _ in
            let text = try text(file)
            for word in words { #expect(text.contains(word)) }
        }
    }

    @Test func `a protocol is sound and links into itself and outside`() throws {
        let blocks = PaperSample.protocolReport(picture: PictureDecodingTests.jpeg)
        try pdf(blocks, PaperSample.protocolInfo, name: "protocol.pdf") { file, result in
            #expect(result.pages >= 3)
            let raw = String(decoding: try Data(contentsOf: file), as: Unicode.ASCII.self)
            #expect(raw.contains("/URI (https://exemplo.com.br/privacidade)"))
            #expect(raw.contains("/Dest (pconversa)"))
            #expect(raw.contains("/Lang (pt-BR)"))
            #expect(raw.contains("/DisplayDocTitle true"))
            #expect(raw.contains("/Title (Conversa)"))
        }
    }

    @Test func `two runs give equal bytes, and the clock is not in them`() throws {
        var files: [Data] = []
        for _ in 0..<2 {
            try pdf(PaperSample.protocolReport(messages: 10), PaperSample.protocolInfo) { file, _ in
                files.append(try Data(contentsOf: file))
            }
        }
        #expect(files[0] == files[1])
        let raw = String(decoding: files[0], as: Unicode.ASCII.self)
        #expect(
            raw.contains("/CreationDate (20261122170509Z)") || raw.contains("(D:20261122170509")
        )
    }

    @Test func `an empty document has a page, an empty table says so`() throws {
        try pdf([]) { _, result in #expect(result.pages == 1) }
        try pdf(table([])) { file, _ in
            let text = try text(file)
            #expect(text.contains("Nenhuma linha."))
        }
    }

    @Test func `the name of a group over one narrow column is whole`() throws {
        let columns = (0..<16).map { place in
            let group = place == 8 ? "Nível de serviço" : place < 8 ? "Sessões" : "Mensagens"
            return Column(id: "c\(place)", title: "N", alignment: .end, group: group)
        }
        let row = Row(columns.map { _ in Cell(.integer(12_345)) })
        try pdf([.tableStart(Table(columns: columns)), .row(row), .tableEnd]) { file, _ in
            let words = try text(file)
            #expect(words.contains("Nível de serviço"))
        }
    }

    @Test func `a total never stands on a page without a row above it`() throws {
        var pages: Set<Int> = []
        for count in stride(from: 30, through: 56, by: 1) {
            let rows = (0..<count).map { Row([Cell(.text("linha")), Cell(.text("\($0)"))]) }
            let total = Row([Cell(.text("Soma")), Cell(.text("\(count)"))], kind: .total)
            try pdf(table(rows + [total])) { file, result in
                pages.insert(result.pages)
                let last = try text(file, page: result.pages)
                #expect(last.contains("Soma") && last.contains("linha"), "\(count) rows")
            }
        }
        // The total was at the end of a page, and at the beginning of one.
        #expect(pages.count > 1)
    }

    @Test func `a row taller than a page breaks across pages and loses nothing`() throws {
        let words = (0..<3_000).map { "p\($0)x" }
        let rows = [
            Row([Cell(.text("antes")), Cell(.text(words.joined(separator: " ")))]),
            Row([Cell(.text("depois")), Cell(.nothing)]),
        ]
        try pdf(table(rows)) { file, result in
            #expect(result.pages > 2)
            let text = try text(file)
            let missing = words.filter { !text.contains($0) }
            #expect(missing.isEmpty, "\(missing.prefix(5))")
            #expect(text.contains("depois"))
        }
    }

    @Test func `a row is not cut where it fits on the next page`() throws {
        let rows = (0..<40).map { place in
            Row([Cell(.text("linha \(place)")), Cell(.text("um\ndois\ntrês\nfim-\(place)."))])
        }
        try pdf(table(rows)) { file, result in
            for page in 1...result.pages {
                let text = try text(file, page: page)
                for place in 0..<40 where text.contains("linha \(place) ") {
                    #expect(text.contains("fim-\(place)."))
                }
            }
        }
    }

    @Test func `a heading stays with what follows it`() throws {
        var blocks: [Block] = (0..<200).map { .paragraph(Paragraph("parágrafo \($0)")) }
        for place in stride(from: 190, to: 0, by: -5) {
            blocks.insert(.heading(Heading("Título \(place).", level: 2)), at: place)
        }
        try pdf(blocks) { file, result in
            for page in 1...result.pages {
                let lines = try text(file, page: page).split(separator: "\n").filter {
                    !$0.contains("página ") && !$0.allSatisfy(\.isWhitespace)
                }
                #expect(lines.last?.contains("Título") == false)
            }
        }
    }

    @Test func `hostile words, links and titles do no harm`() throws {
        let bad = "'](\\ uri='x' \u{0}\u{202E}\u{200F}<>%$#\n\t\u{7F}é'"
        let info = DocumentInfo(title: bad, subtitle: bad, author: bad, footer: bad)
        try pdf(
            [
                .heading(Heading(bad, anchor: bad)),
                .paragraph(
                    Paragraph([
                        Run(bad, link: "#" + bad), Run("x", link: "https://x.example/\(bad)"),
                        Run("y", link: "javascript:alert(1)"), Run("z", link: "#nirgends"),
                    ])
                ),
            ] + table([Row([Cell(.text(bad), link: "#nirgends"), Cell(.text(bad))])]),
            info
        ) { file, _ in
            let raw = String(decoding: try Data(contentsOf: file), as: Unicode.ASCII.self)
            #expect(!raw.contains("javascript"))
            #expect(!raw.contains("nirgends"))
        }
    }

    @Test func `a drawing that saves without end is refused in the middle of a page`() throws {
        let saves = [Canvas.Operation](repeating: .save, count: 300)
        let blocks: [Block] = [
            .heading(Heading("x", anchor: "a")),
            .paragraph(Paragraph([Run("y", link: "#a"), Run("z", link: "#b")])),
            .canvas(Canvas(width: 9, height: 9, alternative: "", operations: saves)),
            .heading(Heading("x", anchor: "b")),
        ]
        #expect(throws: RenderingError.self) { try pdf(blocks) { _, _ in } }
    }

    @Test func `an emoji used often is stored once, in full size`() throws {
        try pdf((0..<60).map { _ in .paragraph(Paragraph("olá 😀 mundo 😀")) }) { file, _ in
            let (_, list) = try RenderingSamples.run("pdfimages", "-list", file.path)
            let objects = Set(
                list.split(separator: "\n").dropFirst(2).compactMap { line in
                    line.split(separator: " ").dropFirst(10).first
                }
            )
            #expect(objects.count == 1)
            #expect(list.contains("136   128"))
        }
    }

    @Test func `a JPEG is stored as it came, a damaged picture says what it was`() throws {
        try pdf([
            .image(Picture(bytes: PictureDecodingTests.jpeg, alternative: "Vermelho")),
            .image(Picture(bytes: [1, 2, 3], alternative: "Comprovante")),
        ]) { file, _ in
            let data = try Data(contentsOf: file)
            #expect(data.range(of: Data(PictureDecodingTests.jpeg)) != nil)
            let text = try text(file)
            #expect(text.contains("Comprovante"))
        }
    }

    @Test func `grids, drawings and page breaks stand between other blocks`() throws {
        let canvas = Canvas(
            width: 200,
            height: 50,
            alternative: "",
            operations: [
                .save, .save, .transform(a: 0.9, b: 0.1, c: -0.1, d: 0.9, tx: 5, ty: 0),
                .text(
                    "torto",
                    x: 100,
                    y: 25,
                    TextStyle(size: 12, color: Color(rgba: 0xFF), alignment: .center)
                ),
                .path(
                    "M0 0C10 40 60 -20 200 50",
                    Paint(stroke: Color(rgba: 0xFF00_00FF), strokeWidth: 2)
                ),
            ]
        )
        let blocks =
            [.canvas(canvas), .pageBreak] + BoardSample.blocks() + [.paragraph(Paragraph("fim"))]
        try pdf(blocks, name: "mixed.pdf") { file, result in
            #expect(result.pages >= 2)
            let text = try text(file)
            #expect(text.contains("torto"))
            #expect(text.contains("fim"))
        }
    }

    @Test func `Letter upright and a page too small for words`() throws {
        try pdf([], DocumentInfo(title: "x", page: .letter)) { file, _ in
            let (_, output) = try RenderingSamples.run("pdfinfo", file.path)
            #expect(output.contains("612 x 792"))
        }
        #expect(throws: RenderingError.self) {
            try pdf([], DocumentInfo(title: "x", page: PageSetup(width: 80, height: 80))) { _, _ in
            }
        }
    }

    @Test func `a place that cannot be written is an error and leaves nothing`() throws {
        #expect {
            _ = try RenderingSamples.drafter.pdf(
                SpooledDocument.of([]),
                info: DocumentInfo(title: ""),
                wording: RenderingSamples.wording,
                to: URL(filePath: "/nonexistent/x.pdf")
            )
        } throws: { error in
            String(describing: error).contains("/nonexistent/x.pdf")
        }
    }

    @Test func `repeated entries of a picture dictionary are blanked in place`() {
        let text = " /x13 13 0 R /x20 20 0 R /x13 13 0 R >>\n"
        let unique = String(decoding: PdfStream.unique(Array(text.utf8)), as: UTF8.self)
        #expect(unique == " /x13 13 0 R /x20 20 0 R             >>\n")
    }
}
