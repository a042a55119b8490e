import Paper
import Testing

@testable import Rendering

@Suite struct SpoolTests {
    /// One block of every kind with every field set, in an order that the grammar allows.
    static let blocks: [Block] = [
        .heading(Heading("Título ☎️", level: 3, anchor: "a")),
        .paragraph(
            Paragraph(
                [
                    Run("um", bold: true, tone: .good, link: "#a"),
                    Run("dois", italic: true, monospaced: true, tone: .muted),
                ],
                alignment: .center,
                scale: 1.25
            )
        ),
        .facts(Facts([Fact("Nome", .text("Zoë"), tone: .critical)], columns: 3)),
        .tiles([
            Tile(
                id: "x",
                title: "T",
                value: .decimal(-1.5, places: 2),
                note: "n",
                tone: .warning,
                status: "s",
                symbol: "🎯",
                sparkline: [1, -2.5, 1e300],
                target: .percent(0.8),
                trend: Tile.Trend(.percent(-0.03), tone: .critical, label: "desde ontem")
            )
        ]),
        .chart(
            Chart(
                title: "C",
                alternative: "alt",
                kind: .horizontalBar,
                categories: ["a", "b"],
                series: [Series(name: "S", values: [1, 2], tone: .accent)],
                unit: .duration,
                height: 99,
                target: Chart.Target(1.5, label: "meta"),
                maximum: 7
            )
        ),
        .chart(
            Chart(
                title: "H",
                kind: .histogram,
                categories: [],
                series: [Series(name: "S", values: [3, 1])],
                bins: Chart.Bins([0, 10, .infinity], unit: .duration)
            )
        ),
        .image(Picture(bytes: [0, 255, 128], alternative: "x", width: 12)),
        .tableStart(
            Table(
                columns: [
                    Column(id: "i", title: "I", weight: 2.5, alignment: .end, group: "G")
                ],
                title: "T",
                emptyText: "vazio",
                zebra: false
            )
        ),
        .row(
            Row(
                [
                    Cell(.nothing), Cell(.integer(.min)), Cell(.integer(.max), tone: .good),
                    Cell(.percent(0.5), link: "https://a.example"), Cell(.duration(-1)),
                    Cell(.moment(1_795_367_109_000)), Cell(.day(-5)), Cell(.truth(true)),
                ],
                kind: .total
            )
        ),
        .tableEnd,
        .transcriptStart(Transcript(title: "t", emptyText: "e")),
        .entry(
            TranscriptEntry(
                side: .ours,
                author: "A",
                moment: -1,
                text: "x\ny",
                status: "s",
                quote: "q",
                attachments: [.init(name: "n", detail: "d", thumbnail: [9])],
                tone: .warning
            )
        ),
        .transcriptEnd,
        .canvas(
            Canvas(
                width: 10,
                height: 20,
                alternative: "c",
                operations: [
                    .save, .transform(a: 1, b: 2, c: 3, d: 4, tx: 5, ty: 6),
                    .clip(Rectangle(x: 1, y: 2, width: 3, height: 4)),
                    .path("M0 0L1 1", Paint(fill: Color(rgba: .max), strokeWidth: 2)),
                    .rectangle(Rectangle(x: 0, y: 0, width: 1, height: 1), radius: 3, Paint()),
                    .text(
                        "t",
                        x: 1,
                        y: 2,
                        TextStyle(
                            size: 9,
                            weight: 700,
                            italic: true,
                            color: .clear,
                            alignment: .end
                        )
                    ),
                    .image([1, 2], Rectangle(x: 0, y: 0, width: 1, height: 1)),
                    .link(Rectangle(x: 0, y: 0, width: 1, height: 1), "#a"), .restore,
                ]
            )
        ),
        .pageBreak,
        .gridStart(Grid(columns: 3, rows: 4, title: "g", caption: "c", captionTone: .critical)),
        .cell(GridCell(column: 1, row: 2, width: 1, height: 2)),
        .gridEnd,
    ]

    private func read(_ document: SpooledDocument) throws -> [Block] {
        var blocks: [Block] = []
        try document.forEachBlock { blocks.append($0) }
        return blocks
    }

    @Test func `every kind of block comes back as it was`() throws {
        #expect(try read(SpooledDocument.of(Self.blocks)) == Self.blocks)
    }

    @Test func `a value that is not a number comes back as one`() throws {
        let document = try SpooledDocument.of([
            .tiles([
                Tile(id: "", title: "", value: .nothing, sparkline: [.nan, .infinity])
            ])
        ])
        try document.forEachBlock { block in
            guard case .tiles(let tiles) = block else { return }
            #expect(tiles[0].sparkline[0].isNaN)
            #expect(tiles[0].sparkline[1] == .infinity)
        }
    }

    @Test func `a long document goes to a file and comes back whole`() throws {
        let spool = Spool()
        let count = 30_000
        try spool.emit(.tableStart(Table(columns: [Column(id: "a", title: "A")])))
        for place in 0..<count {
            let filler = String(repeating: "ç", count: place % 97)
            try spool.emit(.row(Row([Cell(.integer(Int64(place))), Cell(.text(filler))])))
        }
        // One block larger than the window that files are read through.
        try spool.emit(.row(Row([Cell(.text(String(repeating: "x", count: 900_000)))])))
        try spool.emit(.tableEnd)
        let document = try spool.finish()
        #expect(document.byteCount > Int64(Spool.memoryLimit))
        var seen = 0
        var longest = 0
        try document.forEachBlock { block in
            guard case .row(let row) = block else { return }
            if case .integer(let place) = row.cells[0].value {
                #expect(place == Int64(seen))
                seen += 1
            }
            if case .text(let text) = row.cells[0].value { longest = text.utf8.count }
        }
        #expect(seen == count)
        #expect(longest == 900_000)
    }

    @Test func `the content's name depends on every block`() throws {
        let first = try SpooledDocument.of([.paragraph(Paragraph("a"))])
        let same = try SpooledDocument.of([.paragraph(Paragraph("a"))])
        let other = try SpooledDocument.of([.paragraph(Paragraph("b"))])
        #expect(first.contentHash == same.contentHash)
        #expect(first.contentHash != other.contentHash)
        #expect(first.contentHash.count == 64)
    }

    @Test func `damaged bytes are an error and nothing worse`() throws {
        var encoder = BlockEncoder()
        for block in Self.blocks {
            encoder.bytes.removeAll()
            encoder.write(block)
            for place in encoder.bytes.indices {
                for change: UInt8 in [0x01, 0x80, 0xFF] {
                    var bytes = encoder.bytes
                    bytes[place] ^= change
                    bytes.withUnsafeBytes { raw in
                        var decoder = BlockDecoder(raw)
                        _ = try? decoder.block()
                    }
                }
                Array(encoder.bytes[..<place]).withUnsafeBytes { raw in
                    var decoder = BlockDecoder(raw)
                    #expect(throws: BlockCodingError.self) { try decoder.block() }
                }
            }
        }
    }

    @Test func `a row outside a table is refused`() throws {
        let spool = Spool()
        #expect(throws: RenderingError.self) { try spool.emit(.row(Row([]))) }
    }

    @Test func `an open table at the end is refused`() throws {
        let spool = Spool()
        try spool.emit(.tableStart(Table(columns: [])))
        #expect(throws: RenderingError.self) { try spool.finish() }
    }
}
