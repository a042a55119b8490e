/// Writes blocks as bytes: one byte for the kind, then the fields in order.
///
/// Whole numbers are zigzag varints, texts and bytes carry their length in front, fractions are
/// eight bytes. The form lives as long as a spool or a talk between processes does and needs no version.
public struct BlockEncoder: Sendable {
    /// What was written.
    public var bytes: [UInt8] = []

    /// Begins to write.
    public init() {}

    mutating func write(_ value: UInt8) {
        bytes.append(value)
    }

    mutating func write(_ value: Bool) {
        bytes.append(value ? 1 : 0)
    }

    mutating func write(_ value: Int64) {
        var rest = UInt64(bitPattern: value &<< 1 ^ value &>> 63)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest &>>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func write(_ value: Int) {
        write(Int64(value))
    }

    mutating func write(_ value: Double) {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func write(_ value: String) {
        var value = value
        value.withUTF8 { text in
            write(text.count)
            bytes.append(contentsOf: text)
        }
    }

    mutating func write(_ value: [UInt8]) {
        write(value.count)
        bytes.append(contentsOf: value)
    }

    mutating func write<Element>(
        _ values: [Element],
        _ body: (inout BlockEncoder, Element) -> Void
    ) {
        write(values.count)
        for value in values { body(&self, value) }
    }
}

extension BlockEncoder {
    /// Writes a block.
    public mutating func write(_ block: Block) {
        switch block {
        case .heading(let heading):
            write(BlockKind.heading)
            write(heading.text)
            write(heading.level)
            write(heading.anchor)
        case .paragraph(let paragraph):
            write(BlockKind.paragraph)
            write(paragraph.runs) { $0.write($1) }
            write(paragraph.alignment.rawValue)
            write(paragraph.scale)
        case .facts(let facts):
            write(BlockKind.facts)
            write(facts.items) { out, fact in
                out.write(fact.name)
                out.write(fact.value)
                out.write(fact.tone.rawValue)
            }
            write(facts.columns)
        case .tiles(let tiles):
            write(BlockKind.tiles)
            write(tiles) { $0.write($1) }
        case .chart(let chart):
            write(BlockKind.chart)
            write(chart)
        case .image(let picture):
            write(BlockKind.image)
            write(picture.bytes)
            write(picture.alternative)
            write(picture.width)
        case .tableStart(let table):
            write(BlockKind.tableStart)
            write(table)
        case .row(let row):
            write(BlockKind.row)
            write(row)
        case .tableEnd:
            write(BlockKind.tableEnd)
        case .transcriptStart(let transcript):
            write(BlockKind.transcriptStart)
            write(transcript.title)
            write(transcript.emptyText)
        case .entry(let entry):
            write(BlockKind.entry)
            write(entry)
        case .transcriptEnd:
            write(BlockKind.transcriptEnd)
        case .gridStart(let grid):
            write(BlockKind.gridStart)
            write(grid)
        case .cell(let cell):
            write(BlockKind.cell)
            for field in [cell.column, cell.row, cell.width, cell.height] { write(field) }
        case .gridEnd:
            write(BlockKind.gridEnd)
        case .canvas(let canvas):
            write(BlockKind.canvas)
            write(canvas)
        case .pageBreak:
            write(BlockKind.pageBreak)
        }
    }

    private mutating func write(_ kind: BlockKind) {
        write(kind.rawValue)
    }
}

/// The first byte of a block.
package enum BlockKind: UInt8 {
    case heading = 1
    case paragraph
    case facts
    case tiles
    case chart
    case image
    case tableStart
    case row
    case tableEnd
    case transcriptStart
    case entry
    case transcriptEnd
    case gridStart
    case cell
    case gridEnd
    case canvas
    case pageBreak
}
