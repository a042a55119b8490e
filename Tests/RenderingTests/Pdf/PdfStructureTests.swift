import Foundation
import Paper
import Testing

@testable import Rendering

@Suite struct PdfStructureTests {
    private func pdf(
        _ blocks: [Block],
        _ info: DocumentInfo = PaperSample.info,
        theme: Theme = .light,
        sealKey: [UInt8] = [],
        name: String = "",
        _ body: (URL, PaperResult) throws -> Void
    ) throws {
        try RenderingSamples.withFolder { folder in
            let file = folder.appending(path: "document.pdf")
            let drafter = try Drafter(fonts: RenderingSamples.fonts.get(), sealKey: sealKey)
            let result = try drafter.pdf(
                SpooledDocument.of(blocks),
                info: info,
                wording: RenderingSamples.wording,
                theme: theme,
                to: file
            )
            if !name.isEmpty { try RenderingSamples.show([UInt8](Data(contentsOf: file)), name) }
            let (status, output) = try RenderingSamples.run("qpdf", "--check", file.path)
            #expect(status == 0, "\(output.prefix(2_000))")
            try body(file, result)
        }
    }

    /// The parts of a file as a screen reader finds them, one on a line with its words.
    private func structure(_ file: URL) throws -> [String] {
        try RenderingSamples.run("pdfinfo", "-struct-text", file.path).1
            .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    private func count(_ name: String, _ lines: [String]) -> Int {
        lines.count { $0 == name || $0 == name + ":" || $0.hasPrefix(name + " (") }
    }

    /// The objects of a file in plain words.
    private func objects(_ file: URL) throws -> String {
        try RenderingSamples.run(
            "qpdf",
            "--qdf",
            "--object-streams=disable",
            file.path,
            "-"
        ).1
    }

    @Test func `headings, tables, pictures and messages have their names`() throws {
        try pdf(PaperSample.history(rows: 40), name: "tagged.pdf") { file, _ in
            let info = try RenderingSamples.run("pdfinfo", file.path).1
            #expect(info.contains(/Tagged: +yes/))
            let lines = try structure(file)
            #expect(count("H1", lines) == 1)
            #expect(count("H2", lines) == 2)
            #expect(count("H3", lines) == 0)
            #expect(count("Table", lines) == 1)
            #expect(count("THead", lines) == 1)
            // Two rows of heads, forty records and a total.
            #expect(count("TR", lines) == 43)
            // The total has three cells; four columns stand in no group.
            #expect(count("TD", lines) == 40 * 9 + 3 + 4)
            #expect(count("Figure", lines) == 1)
            let raw = try objects(file)
            #expect(raw.contains("/Scope /Column"))
            #expect(raw.contains("/ColSpan 3"))
            #expect(raw.contains("/Alt"))
        }
        try pdf(PaperSample.protocolReport(), PaperSample.protocolInfo) { file, _ in
            let lines = try structure(file)
            let words = lines.joined(separator: " ")
            let first = try #require(words.range(of: "Sessão iniciada pelo contato"))
            let last = try #require(words.range(of: "Encerrou a sessão"))
            #expect(first.lowerBound < last.lowerBound)
            #expect(count("Link", lines) == 2)
        }
    }

    @Test func `a repeated head and the margins are not read again`() throws {
        try pdf(PaperSample.history(rows: 120)) { file, result in
            #expect(result.pages > 3)
            let lines = try structure(file)
            #expect(count("TH", lines) == 11)
            #expect(!lines.contains { $0.contains("página 2") })
        }
    }

    @Test func `a very long table is read row by row without a name for each cell`() throws {
        let rows = FlowTagging.mostRows + 1
        try pdf(PaperSample.history(rows: rows)) { file, _ in
            let lines = try structure(file)
            #expect(count("TR", lines) == 0)
            #expect(count("Table", lines) == 0)
            let words = lines.joined(separator: " ")
            let first = try #require(words.range(of: "20261122-000123-0"))
            let last = try #require(words.range(of: "20261122-002123-0"))
            #expect(first.lowerBound < last.lowerBound)
        }
    }

    @Test func `a row that breaks across pages stays in the table`() throws {
        let words = (0..<2_500).map { "p\($0)x" }.joined(separator: " ")
        let blocks: [Block] = [
            .tableStart(
                Table(columns: [Column(id: "a", title: "A"), Column(id: "b", title: "B")])
            ),
            .row(Row([Cell(.text("antes")), Cell(.text(words), link: "https://a.example")])),
            .row(Row([Cell(.text("depois")), Cell(.nothing)])), .tableEnd,
        ]
        try pdf(blocks) { file, result in
            #expect(result.pages > 1)
            let lines = try structure(file)
            #expect(count("Table", lines) == 1)
            #expect(count("TR", lines) == 2 + result.pages)
            #expect(lines.joined(separator: " ").contains("p2499x"))
        }
    }

    @Test func `the rows travel with the file as CSV`() throws {
        let blocks = PaperSample.history(rows: 3_000)
        try pdf(blocks) { file, _ in
            let list = try RenderingSamples.run("pdfdetach", "-list", file.path).1
            #expect(list.contains("1 embedded files"))
            #expect(list.contains("Histórico-de-atendimentos.csv"))
            let target = file.deletingLastPathComponent().appending(path: "rows.csv")
            let (status, output) = try RenderingSamples.run(
                "pdfdetach",
                "-save",
                "1",
                "-o",
                target.path,
                file.path
            )
            #expect(status == 0, "\(output)")
            #expect(try [UInt8](Data(contentsOf: target)) == CsvWriter.bytes(of: blocks))
            let raw = try objects(file)
            #expect(raw.contains("/AFRelationship /Data"))
        }
        try pdf([.paragraph(Paragraph("Sem linhas."))]) { file, _ in
            let list = try RenderingSamples.run("pdfdetach", "-list", file.path).1
            #expect(list.contains("0 embedded files"))
        }
    }

    @Test func `what the file is stands in its metadata, the content's hash on every page`() throws
    {
        var info = PaperSample.info
        info.footer = "Visto por Helena"
        try pdf(PaperSample.history(rows: 60), info) { file, result in
            let packet = try RenderingSamples.run("pdfinfo", "-meta", file.path).1
            #expect(packet.contains("<conecta:contentSHA256>\(result.contentHash)<"))
            #expect(packet.contains("Histórico de atendimentos"))
            let text = try RenderingSamples.run("pdftotext", "-layout", file.path, "-").1
            let found = text.components(separatedBy: result.contentHash).count - 1
            #expect(found == result.pages)
        }
    }

    @Test func `a seal holds for the key and the bytes it was made with, and for no others`() throws
    {
        let key: [UInt8] = Array(repeating: 7, count: 32)
        try pdf(PaperSample.history(rows: 30), sealKey: key) { file, result in
            let proof = try PaperProof.read(file, sealKey: key)
            #expect(proof == PaperProof(seal: .intact, contentHash: result.contentHash))
            #expect(try PaperProof.read(file, sealKey: [8]).seal == .broken)

            var bytes = try Data(contentsOf: file)
            for place in [60, bytes.count / 2, bytes.count - 3] {
                bytes[place] ^= 1
                try bytes.write(to: file)
                #expect((try? PaperProof.read(file, sealKey: key))?.seal != .intact, "\(place)")
                bytes[place] ^= 1
            }
            try (bytes + Data("\n".utf8)).write(to: file)
            #expect(try PaperProof.read(file, sealKey: key).seal == .broken)

            try bytes.write(to: file)
            let copy = file.deletingLastPathComponent().appending(path: "again.pdf")
            _ = try RenderingSamples.run("qpdf", "--object-streams=generate", file.path, copy.path)
            let again = try PaperProof.read(copy, sealKey: key)
            #expect(again.seal != .intact)
            #expect(again.contentHash == result.contentHash)
        }
    }

    @Test func `a file that is no PDF is refused`() throws {
        try RenderingSamples.withFolder { folder in
            let file = folder.appending(path: "no.pdf")
            for content in ["", "not a PDF", "%PDF-1.5\n%%EOF\n"] {
                try Data(content.utf8).write(to: file)
                #expect(throws: RenderingError.self) { try PaperProof.read(file, sealKey: []) }
            }
        }
    }

    @Test func `a board's PDF names its figures too`() throws {
        try RenderingSamples.withFolder { folder in
            let file = folder.appending(path: "board.pdf")
            _ = try RenderingSamples.drafter.boardPdf(
                ChartSample.board(theme: .light),
                info: PaperSample.info,
                to: file
            )
            let lines = try structure(file)
            #expect(count("H1", lines) == 1)
            #expect(count("Figure", lines) == 8)
            #expect(try RenderingSamples.run("qpdf", "--check", file.path).0 == 0)
        }
    }
}
