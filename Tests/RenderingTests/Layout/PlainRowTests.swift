import Foundation
import Paper
import Testing

@testable import Rendering

/// Rows of long tables take a way of their own; nobody must be able to tell.
@Suite struct PlainRowTests {
    @Test(arguments: [true, false])
    func `a row is drawn from the spool as it is drawn from its block`(zebra: Bool) throws {
        let document = try Self.table(rows: 450, zebra: zebra)
        #expect(try Self.paper(document, asBlocks: false) == Self.paper(document, asBlocks: true))
    }

    @Test func `a table too long for names of its cells is drawn the same both ways`() throws {
        let document = try Self.table(rows: FlowTagging.mostRows + 300, zebra: true)
        #expect(try Self.paper(document, asBlocks: false) == Self.paper(document, asBlocks: true))
    }

    @Test func `a page is painted the same both ways`() throws {
        let document = try Self.table(rows: 400, zebra: true)
        #expect(try Self.pixels(document, asBlocks: false) == Self.pixels(document, asBlocks: true))
    }

    @Test func `rows are written as CSV from the spool as they are from their blocks`() throws {
        let document = try Self.table(rows: 400, zebra: true)
        var blocks: [Block] = []
        try document.forEachBlock { blocks.append($0) }
        let output = OutputFile()
        try CsvWriter.write(document, to: output)
        #expect(try output.collected == CsvWriter.bytes(of: blocks))
    }

    @Test func `a damaged row is an error, not a crash`() throws {
        let document = try Self.table(rows: 260, zebra: true)
        let inks = try Inks(fonts: RenderingSamples.fonts.get())
        let flow = try Self.flow(document, CountedPages(), nil, inks)
        try flow.start()
        var records = 0
        try document.forEachRecord { record in
            records += 1
            guard records > 240, record.first == BlockKind.row.rawValue, record.count > 12 else {
                return try flow.take(record: record)
            }
            // A row waits for the next one, so the second call draws what the first brought.
            let damaged = UnsafeRawBufferPointer(rebasing: record[..<9])
            #expect(throws: RenderingError.self) {
                try flow.take(record: damaged)
                try flow.take(record: damaged)
            }
        }
    }

    // MARK: Samples

    private static let wording = RenderingSamples.wording
    private static let info = DocumentInfo(
        title: "Histórico",
        author: "Companhia",
        dataAsOf: RenderingSamples.now,
        page: .landscape
    )

    /// Texts that a line takes, and others that need a closer look.
    private static let texts = [
        "Conceição Araújo", "", " ", "Vendas São Paulo", "a  b", "fim ", "20261122-100123-7",
        "São-José dos Campos/SP", "linha\numa", "محمد الفاتح", "王小明", "Zoë 🌻", "meio\u{A0}dia",
        "tab\there", "palavra-muito-comprida-que-não-cabe-em-coluna-nenhuma-deste-papel",
        "um nome com tantas palavras que precisa de mais do que uma linha em sua coluna",
    ]

    private static func table(rows: Int, zebra: Bool) throws -> SpooledDocument {
        let alignments: [Alignment] = [.start, .end, .center, .justify]
        let columns = (0..<9).map {
            Column(id: "c\($0)", title: "Coluna \($0)", alignment: alignments[$0 % 4])
        }
        let tones: [Tone] = [.neutral, .muted, .good, .critical]
        let spool = Spool()
        try spool.emit(.heading(Heading("Início", anchor: "inicio")))
        try spool.emit(.tableStart(Table(columns: columns, title: "Tabela", zebra: zebra)))
        for place in 0..<rows {
            // Every fifth row has texts that are not plain, the others words and figures.
            let text = texts[place % 5 == 0 ? place / 5 % texts.count : 0]
            let tone = place % 7 == 3 ? tones[place / 7 % 4] : .neutral
            let link = place % 40 == 9 ? (place % 80 == 9 ? "#inicio" : "#nada") : ""
            var cells = [
                Cell(.text(text), tone: tone, link: link), Cell(.text("\(place * 7_919)")),
                Cell(.integer(Int64(place) * 991 - 500), tone: tone),
                Cell(.moment(RenderingSamples.now - Int64(place) * 7_919_000)),
                Cell(.duration(Int64(place % 100) * 961_000 - 5_000)),
                Cell(.day(Int32(20_000 + place))), Cell(.percent(Double(place % 101) / 100)),
                Cell(place % 2 == 0 ? .nothing : .truth(place % 3 == 0)),
                Cell(.decimal(Double(place) / 7, places: 2), tone: tone),
            ]
            if place % 90 == 50 { cells.removeLast(4) }
            if place % 90 == 51 { cells.append(Cell(.text("zu viel"))) }
            if place % 90 == 52 { cells = [] }
            try spool.emit(.row(Row(cells, kind: place % 200 == 199 ? .section : .body)))
        }
        try spool.emit(.row(Row([Cell(.nothing), Cell(.integer(7))], kind: .total)))
        try spool.emit(.tableEnd)
        return try spool.finish()
    }

    private static func flow(
        _ document: SpooledDocument,
        _ target: any PageTarget,
        _ survey: Survey?,
        _ inks: Inks
    ) throws -> Flow {
        try Flow(
            info: info,
            look: .paper(wording),
            typesetter: inks.typesetter,
            target: target,
            survey: survey,
            contentHash: document.contentHash
        )
    }

    private static func run(
        _ document: SpooledDocument,
        _ target: any PageTarget,
        _ survey: Survey?,
        _ inks: Inks,
        asBlocks: Bool
    ) throws -> Survey {
        let flow = try flow(document, target, survey, inks)
        try flow.start()
        if asBlocks {
            try document.forEachBlock { try flow.take($0) }
        } else {
            try document.forEachRecord { try flow.take(record: $0) }
        }
        return try flow.finish()
    }

    private static func paper(_ document: SpooledDocument, asBlocks: Bool) throws -> [UInt8] {
        let inks = try Inks(fonts: RenderingSamples.fonts.get())
        let survey = try run(document, CountedPages(), nil, inks, asBlocks: asBlocks)
        #expect(survey.pages > 5)
        let output = OutputFile()
        let surface = try PdfSurface(
            output,
            info: info,
            width: info.page.width,
            height: info.page.height
        )
        let pages = try PdfPages(surface, inks: inks)
        _ = try run(document, pages, survey, inks, asBlocks: asBlocks)
        try surface.finish()
        return output.collected
    }

    private static func pixels(_ document: SpooledDocument, asBlocks: Bool) throws -> [UInt8] {
        let inks = try Inks(fonts: RenderingSamples.fonts.get())
        let survey = try run(document, CountedPages(), nil, inks, asBlocks: asBlocks)
        let picture = try PagePicture(
            page: 9,
            setup: info.page,
            scale: 1.5,
            ground: Theme.light.ground,
            inks: inks
        )
        _ = try run(document, picture, survey, inks, asBlocks: asBlocks)
        return try picture.encode().bytes
    }
}
