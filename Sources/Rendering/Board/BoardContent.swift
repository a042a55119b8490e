internal import Paper

/// Is a board taken apart: its grid and, for each cell, the parts in it.
struct BoardContent: Hashable {
    /// A cell with what stands in it.
    struct Field: Hashable {
        var cell: GridCell
        var parts: [BoardPart]
    }

    var grid: Grid
    var fields: [Field]

    /// How many blocks a board may have; more could not be read by anyone.
    static let maximumBlocks = 20_000

    /// Takes blocks apart; blocks without a grid become one cell that fills the board.
    init(_ blocks: [Block]) throws(RenderingError) {
        guard blocks.count <= Self.maximumBlocks else {
            throw .outOfBounds(
                "the board has \(blocks.count) blocks; at most \(Self.maximumBlocks) are drawn"
            )
        }
        var grid: Grid?
        var fields: [Field] = []
        for block in blocks {
            switch block {
            case .gridStart(let start) where grid == nil: grid = start
            case .gridStart: throw .malformed("a board has one grid")
            case .gridEnd, .pageBreak: continue
            case .cell(let cell): fields.append(Field(cell: cell, parts: []))
            default:
                if fields.isEmpty {
                    let whole = grid ?? Grid(columns: 1, rows: 1)
                    fields.append(
                        Field(
                            cell: GridCell(
                                column: 0,
                                row: 0,
                                width: whole.columns,
                                height: whole.rows
                            ),
                            parts: []
                        )
                    )
                }
                BoardPart.add(block, to: &fields[fields.count - 1].parts)
            }
        }
        self.grid = grid ?? Grid(columns: 1, rows: 1)
        self.fields = fields
        try check()
    }

    private func check() throws(RenderingError) {
        guard (1...100).contains(grid.columns), (1...100).contains(grid.rows) else {
            throw .outOfBounds("a grid has 1 to 100 columns and rows")
        }
        for field in fields {
            let cell = field.cell
            guard cell.column >= 0, cell.row >= 0, cell.width > 0, cell.height > 0,
                cell.width <= grid.columns - cell.column, cell.height <= grid.rows - cell.row
            else {
                throw .outOfBounds(
                    "the cell at column \(cell.column), row \(cell.row) leaves the grid of "
                        + "\(grid.columns) × \(grid.rows)"
                )
            }
        }
    }

    /// Tells whether cells cover each other, so that one cannot be drawn without the others.
    var hasOverlap: Bool {
        for (place, field) in fields.enumerated() {
            let a = field.cell
            for other in fields[(place + 1)...] {
                let b = other.cell
                if a.column < b.column + b.width, b.column < a.column + a.width,
                    a.row < b.row + b.height, b.row < a.row + a.height
                {
                    return true
                }
            }
        }
        return false
    }
}

/// Is a block of a cell, or a table or conversation with all that is in it.
enum BoardPart: Hashable {
    case heading(Heading)
    case paragraph(Paragraph)
    case facts(Facts)
    case tiles([Tile])
    case chart(Chart)
    case image(Picture)
    case table(Table, [Row])
    case transcript(Transcript, [TranscriptEntry])
    case canvas(Canvas)

    /// Adds a block to the parts of a cell.
    static func add(_ block: Block, to parts: inout [BoardPart]) {
        switch block {
        case .heading(let heading): parts.append(.heading(heading))
        case .paragraph(let paragraph): parts.append(.paragraph(paragraph))
        case .facts(let facts): parts.append(.facts(facts))
        case .tiles(let tiles):
            if case .tiles(let before) = parts.last {
                parts[parts.count - 1] = .tiles(before + tiles)
            } else {
                parts.append(.tiles(tiles))
            }
        case .chart(let chart): parts.append(.chart(chart))
        case .image(let picture): parts.append(.image(picture))
        case .tableStart(let table): parts.append(.table(table, []))
        case .row(let row):
            guard case .table(let table, let rows) = parts.popLast() else { return }
            parts.append(.table(table, rows + [row]))
        case .transcriptStart(let transcript): parts.append(.transcript(transcript, []))
        case .entry(let entry):
            guard case .transcript(let transcript, let entries) = parts.popLast() else { return }
            parts.append(.transcript(transcript, entries + [entry]))
        case .canvas(let canvas): parts.append(.canvas(canvas))
        default: break
        }
    }

    /// How much of the height it takes against the others; `nil` when its words decide.
    var stretch: Double? {
        switch self {
        case .heading, .paragraph, .facts: nil
        case .tiles: 1
        case .chart, .image, .table, .transcript, .canvas: 2
        }
    }
}
