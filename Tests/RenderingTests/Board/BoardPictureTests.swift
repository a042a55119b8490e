import Foundation
import Paper
import Testing

@testable import Rendering

@Suite struct BoardPictureTests {
    @Test func `a wallboard is a sound PNG file of the size asked for`() throws {
        let picture = try RenderingSamples.drafter.board(BoardSample.request())
        try RenderingSamples.show(picture.bytes, "board-dark.png")
        #expect(picture.width == 1_920)
        #expect(picture.height == 1_080)
        try RenderingSamples.withFolder { folder in
            let file = folder.appending(path: "board.png")
            try Data(picture.bytes).write(to: file)
            let (status, output) = try RenderingSamples.run("pngcheck", "-v", file.path)
            #expect(status == 0, "\(output)")
        }
    }

    @Test(arguments: [
        (800, 480, 1.0), (1_366, 768, 1.0), (640, 360, 2.0), (480, 800, 1.0), (40, 30, 1.0),
    ])
    func `a board of any size is drawn`(width: Int, height: Int, scale: Double) throws {
        let request = BoardSample.request(theme: .light, width: width, height: height, scale: scale)
        let picture = try RenderingSamples.drafter.board(request)
        try RenderingSamples.show(picture.bytes, "board-light-\(width)x\(height).png")
        #expect(picture.width == Int(Double(width) * scale))
    }

    @Test func `the same content gives the same picture, drawn anew or kept`() throws {
        let drafter = try RenderingSamples.drafter
        let first = try drafter.board(BoardSample.request())
        #expect(try drafter.board(BoardSample.request()) == first)
        #expect(try RenderingSamples.drafter.board(BoardSample.request()) == first)
    }

    @Test func `after one tile changed the picture is that of a fresh drawing`() throws {
        let drafter = try RenderingSamples.drafter
        let before = try drafter.board(BoardSample.request(waiting: 17))
        let after = try drafter.board(BoardSample.request(waiting: 18))
        #expect(after.etag != before.etag)
        #expect(try RenderingSamples.drafter.board(BoardSample.request(waiting: 18)) == after)
        #expect(try drafter.board(BoardSample.request(waiting: 17)) == before)
    }

    @Test func `cells that cover each other are drawn in their order each time`() throws {
        func request(_ value: Int64) -> BoardRequest {
            let tile = { (value: Int64) in
                Block.tiles([Tile(id: "a", title: "A", value: .integer(value), tone: .critical)])
            }
            return BoardRequest(
                key: "overlap",
                blocks: [
                    .gridStart(Grid(columns: 4, rows: 4)),
                    .cell(GridCell(column: 0, row: 0, width: 3, height: 3)), tile(value),
                    .cell(GridCell(column: 1, row: 1, width: 3, height: 3)), tile(7), .gridEnd,
                ],
                width: 300,
                height: 200,
                wording: RenderingSamples.wording
            )
        }
        let drafter = try RenderingSamples.drafter
        _ = try drafter.board(request(1))
        let after = try drafter.board(request(2))
        #expect(try RenderingSamples.drafter.board(request(2)) == after)
    }

    @Test func `a cell outside the grid is refused with its place`() throws {
        let blocks: [Block] = [
            .gridStart(Grid()), .cell(GridCell(column: 11, row: 0, width: 2, height: 1)), .gridEnd,
        ]
        #expect {
            let request = BoardRequest(key: "x", blocks: blocks, wording: RenderingSamples.wording)
            _ = try RenderingSamples.drafter.board(request)
        } throws: { error in
            String(describing: error).contains("column 11")
        }
    }

    @Test func `a board that failed to draw is drawn whole the next time`() throws {
        let drafter = try RenderingSamples.drafter
        let expected = try drafter.board(BoardSample.request())
        var bad = BoardSample.request()
        bad.blocks.insert(.gridStart(Grid()), at: 1)
        #expect(throws: RenderingError.self) { _ = try drafter.board(bad) }
        #expect(try drafter.board(BoardSample.request()) == expected)
    }

    @Test func `tables say how many rows do not fit and empty ones why`() throws {
        let table = Table(columns: [Column(id: "a", title: "A")], emptyText: "Nada por aqui")
        for rows in [0, 3, 500] {
            var blocks: [Block] = [.tableStart(table)]
            blocks += (0..<rows).map { .row(Row([Cell(.integer(Int64($0)))])) }
            blocks.append(.tableEnd)
            let info = DocumentInfo(title: "t")
            try RenderingSamples.withFolder { folder in
                let file = folder.appending(path: "board.pdf")
                let request = BoardRequest(
                    key: "t",
                    blocks: blocks,
                    width: 800,
                    height: 480,
                    wording: RenderingSamples.wording
                )
                _ = try RenderingSamples.drafter.boardPdf(request, info: info, to: file)
                let (_, text) = try RenderingSamples.run("pdftotext", "-layout", file.path, "-")
                #expect(text.contains("Nada por aqui") == (rows == 0))
                #expect(text.contains("não mostrados") == (rows == 500))
            }
        }
    }

    @Test func `a board as PDF is sound and one page`() throws {
        try RenderingSamples.withFolder { folder in
            let file = folder.appending(path: "board.pdf")
            let result = try RenderingSamples.drafter.boardPdf(
                BoardSample.request(),
                info: DocumentInfo(title: "Painel"),
                to: file
            )
            try RenderingSamples.show([UInt8](Data(contentsOf: file)), "board.pdf")
            #expect(result.pages == 1)
            let (status, output) = try RenderingSamples.run("qpdf", "--check", file.path)
            #expect(status == 0, "\(output)")
        }
    }
}
