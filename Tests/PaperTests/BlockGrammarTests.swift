import Paper
import Testing

@Suite struct BlockGrammarTests {
    private func complaint(_ blocks: [Block]) -> String? {
        var grammar = BlockGrammar()
        do {
            for block in blocks { try grammar.accept(block) }
            try grammar.end()
            return nil
        } catch {
            return error.description
        }
    }

    private let table = Block.tableStart(Table(columns: []))
    private let transcript = Block.transcriptStart(Transcript())
    private let grid = Block.gridStart(Grid())
    private let cell = Block.cell(GridCell(column: 0, row: 0, width: 1, height: 1))
    private let row = Block.row(Row([]))
    private let entry = Block.entry(TranscriptEntry(side: .system, moment: 0, text: ""))
    private let words = Block.paragraph(Paragraph("x"))

    @Test func `tables, conversations and grids may follow each other and stand in cells`() {
        #expect(
            complaint([
                words, table, row, row, .tableEnd, transcript, entry, .transcriptEnd, grid, cell,
                table, row, .tableEnd, words, cell, transcript, .transcriptEnd, .gridEnd,
                .pageBreak,
                grid, .gridEnd,
            ]) == nil
        )
    }

    @Test func `what stands outside its place is refused with a reason`() {
        #expect(complaint([row])?.contains("outside a table") == true)
        #expect(complaint([.tableEnd])?.contains("outside a table") == true)
        #expect(complaint([entry])?.contains("transcript") == true)
        #expect(complaint([cell])?.contains("outside a grid") == true)
        #expect(complaint([.gridEnd])?.contains("outside a grid") == true)
        #expect(complaint([table, words])?.contains("only rows") == true)
        #expect(complaint([transcript, row])?.contains("only entries") == true)
        #expect(complaint([grid, grid])?.contains("stands in a grid") == true)
        #expect(complaint([grid, words])?.contains("before its first cell") == true)
        #expect(complaint([grid, cell, .pageBreak])?.contains("page break") == true)
    }

    @Test func `what is open at the end is named`() {
        #expect(complaint([table])?.contains("inside a table") == true)
        #expect(complaint([transcript])?.contains("inside a transcript") == true)
        #expect(complaint([grid, cell])?.contains("inside a grid") == true)
    }

    @Test func `a refused block changes nothing`() throws {
        var grammar = BlockGrammar()
        try grammar.accept(table)
        #expect(throws: BlockGrammarError.self) { try grammar.accept(words) }
        try grammar.accept(row)
        try grammar.accept(.tableEnd)
        try grammar.end()
    }
}
