import CPluginABI

/// Takes the blocks of a report in reading order; how they look is the host's to decide.
///
/// It belongs to one call: never keep one.
public final class Paper {
    let call: Call
    let table: cnx_paper_v1
    let arena = Arena()

    init(call: Call, table: cnx_paper_v1) {
        self.call = call
        self.table = table
    }

    /// Sends one block, then takes back what was lent for it.
    private func emit(_ what: String, _ body: (Arena) -> cnx_status?) throws {
        defer { arena.reset() }
        try PluginError.check(body(arena), what)
    }

    /// Tells about the whole document, before the first block.
    ///
    /// A width of zero leaves the sheet to the job, or to A4; a margin of zero to the theme.
    public func document(
        title: String,
        subtitle: String = "",
        footer: String = "",
        landscape: Bool = false,
        width: Double = 0,
        height: Double = 0,
        margin: Double = 0
    ) throws {
        try emit("the document's title") { arena in
            var lent = cnx_document_v1()
            lent.size = UInt32(MemoryLayout<cnx_document_v1>.size)
            if landscape { lent.flags |= UInt32(CNX_DOCUMENT_LANDSCAPE) }
            lent.title = arena.text(title)
            lent.subtitle = arena.text(subtitle)
            lent.footer = arena.text(footer)
            lent.width_pt = width
            lent.height_pt = height
            lent.margin_pt = margin
            return table.document?(call.pointer, &lent)
        }
    }

    /// Emits a heading, which is also a bookmark; level 1 is the highest.
    public func heading(_ text: String, level: Int = 1, anchor: String = "") throws {
        try emit("a heading") { arena in
            var lent = cnx_heading_v1()
            lent.size = UInt32(MemoryLayout<cnx_heading_v1>.size)
            lent.level = UInt32(clamping: level)
            lent.text = arena.text(text)
            lent.anchor = arena.text(anchor)
            return table.heading?(call.pointer, &lent)
        }
    }

    /// Emits a paragraph of plain text.
    public func paragraph(_ text: String, tone: Tone = .neutral) throws {
        try paragraph([Run(text, tone: tone)])
    }

    /// Emits a paragraph of styled text.
    public func paragraph(
        _ runs: [Run],
        alignment: Alignment = .start,
        scale: Double = 1
    ) throws {
        try emit("a paragraph") { arena in
            let parts = runs.map { $0.lend(arena) }
            var lent = cnx_paragraph_v1()
            lent.size = UInt32(MemoryLayout<cnx_paragraph_v1>.size)
            lent.alignment = alignment.rawValue
            lent.scale = scale
            lent.runs = arena.array(parts)
            lent.n_runs = parts.count
            return table.paragraph?(call.pointer, &lent)
        }
    }

    /// Emits names beside their values.
    public func facts(_ items: [Fact], columns: Int = 2) throws {
        try emit("facts") { arena in
            let parts = items.map { fact in
                cnx_fact_v1(
                    name: arena.text(fact.name),
                    value: fact.value.lend(arena),
                    tone: fact.tone.rawValue,
                    reserved: 0
                )
            }
            var lent = cnx_facts_v1()
            lent.size = UInt32(MemoryLayout<cnx_facts_v1>.size)
            lent.columns = UInt32(clamping: columns)
            lent.items = arena.array(parts)
            lent.n_items = parts.count
            return table.facts?(call.pointer, &lent)
        }
    }

    /// Emits key figures side by side.
    public func tiles(_ items: [Tile]) throws {
        try emit("tiles") { arena in
            let parts = items.map { $0.lend(arena) }
            var lent = cnx_tiles_v1()
            lent.size = UInt32(MemoryLayout<cnx_tiles_v1>.size)
            lent.items = arena.array(parts)
            lent.n_items = parts.count
            return table.tiles?(call.pointer, &lent)
        }
    }

    /// Emits a chart.
    public func chart(_ chart: Chart) throws {
        try emit("a chart") { arena in
            var lent = chart.lend(arena)
            return table.chart?(call.pointer, &lent)
        }
    }

    /// Emits a PNG or JPEG image; a width of zero is its own.
    public func image(_ bytes: [UInt8], alternative: String, width: Double = 0) throws {
        try emit("an image") { arena in
            var lent = cnx_picture_v1()
            lent.size = UInt32(MemoryLayout<cnx_picture_v1>.size)
            lent.bytes = arena.bytes(bytes)
            lent.alternative = arena.text(alternative)
            lent.width_pt = width
            return table.image?(call.pointer, &lent)
        }
    }

    /// Emits a table: `rows` emits what is in it, with `row(_:)`.
    public func table(
        _ columns: [Column],
        title: String = "",
        emptyText: String = "",
        zebra: Bool = true,
        rows: () throws -> Void
    ) throws {
        try emit("a table") { arena in
            let parts = columns.map { $0.lend(arena) }
            var lent = cnx_table_v1()
            lent.size = UInt32(MemoryLayout<cnx_table_v1>.size)
            if !zebra { lent.flags |= UInt32(CNX_TABLE_PLAIN) }
            lent.title = arena.text(title)
            lent.empty_text = arena.text(emptyText)
            lent.columns = arena.array(parts)
            lent.n_columns = parts.count
            return table.table_start?(call.pointer, &lent)
        }
        try rows()
        try emit("the end of a table") { _ in table.table_end?(call.pointer) }
    }

    /// Emits a row of the table that is open; missing cells are empty.
    public func row(_ cells: [Cell], kind: RowKind = .body) throws {
        try emit("a row") { arena in
            let parts = cells.map { cell in
                cnx_cell_v1(
                    value: cell.value.lend(arena),
                    link: arena.text(cell.link),
                    tone: cell.tone.rawValue,
                    reserved: 0
                )
            }
            var lent = cnx_row_v1()
            lent.size = UInt32(MemoryLayout<cnx_row_v1>.size)
            lent.kind = kind.rawValue
            lent.cells = arena.array(parts)
            lent.n_cells = parts.count
            return table.row?(call.pointer, &lent)
        }
    }

    /// Emits a row of plain values.
    public func row(_ values: [Value], kind: RowKind = .body) throws {
        try row(values.map { Cell($0) }, kind: kind)
    }

    /// Emits a conversation: `entries` emits what is in it, with `entry(_:)`.
    public func transcript(
        title: String = "",
        emptyText: String = "",
        entries: () throws -> Void
    ) throws {
        try emit("a transcript") { arena in
            var lent = cnx_transcript_v1()
            lent.size = UInt32(MemoryLayout<cnx_transcript_v1>.size)
            lent.title = arena.text(title)
            lent.empty_text = arena.text(emptyText)
            return table.transcript_start?(call.pointer, &lent)
        }
        try entries()
        try emit("the end of a transcript") { _ in table.transcript_end?(call.pointer) }
    }

    /// Emits an entry of the conversation that is open.
    public func entry(_ entry: Entry) throws {
        try emit("an entry") { arena in
            var lent = entry.lend(arena)
            return table.entry?(call.pointer, &lent)
        }
    }

    /// Emits a board: `cells` emits what is in it, with `cell(column:row:width:height:_:)`.
    public func grid(
        columns: Int = 12,
        rows: Int = 12,
        title: String = "",
        caption: String = "",
        captionTone: Tone = .neutral,
        cells: () throws -> Void
    ) throws {
        try emit("a grid") { arena in
            var lent = cnx_grid_v1()
            lent.size = UInt32(MemoryLayout<cnx_grid_v1>.size)
            lent.columns = UInt32(clamping: columns)
            lent.rows = UInt32(clamping: rows)
            lent.caption_tone = captionTone.rawValue
            lent.title = arena.text(title)
            lent.caption = arena.text(caption)
            return table.grid_start?(call.pointer, &lent)
        }
        try cells()
        try emit("the end of a grid") { _ in table.grid_end?(call.pointer) }
    }

    /// Emits a cell of the grid that is open, and the blocks in it.
    public func cell(
        column: Int,
        row: Int,
        width: Int,
        height: Int,
        _ blocks: () throws -> Void
    ) throws {
        try emit("a cell of a grid") { _ in
            var lent = cnx_grid_cell_v1()
            lent.size = UInt32(MemoryLayout<cnx_grid_cell_v1>.size)
            lent.column = UInt32(clamping: column)
            lent.row = UInt32(clamping: row)
            lent.width = UInt32(clamping: width)
            lent.height = UInt32(clamping: height)
            return table.grid_cell?(call.pointer, &lent)
        }
        try blocks()
    }

    /// Emits a free drawing.
    public func canvas(_ canvas: Canvas) throws {
        try emit("a canvas") { arena in
            let parts = canvas.operations.map { $0.lend(arena) }
            var lent = cnx_canvas_v1()
            lent.size = UInt32(MemoryLayout<cnx_canvas_v1>.size)
            lent.width_pt = canvas.width
            lent.height_pt = canvas.height
            lent.alternative = arena.text(canvas.alternative)
            lent.operations = arena.array(parts)
            lent.n_operations = parts.count
            return table.canvas?(call.pointer, &lent)
        }
    }

    /// Begins a new page.
    public func pageBreak() throws {
        try emit("a page break") { _ in table.page_break?(call.pointer) }
    }

    /// Tells the width and height in points that one line of text takes.
    public func measure(_ text: String, _ style: TextStyle) throws -> (
        width: Double, height: Double
    ) {
        var width = 0.0
        var height = 0.0
        try emit("measuring text") { arena in
            var lent = cnx_text_style_v1()
            lent.size = UInt32(MemoryLayout<cnx_text_style_v1>.size)
            lent.weight = style.weight
            lent.italic = style.italic ? 1 : 0
            lent.size_pt = style.size
            return table.measure?(call.pointer, arena.text(text), &lent, &width, &height)
        }
        return (width, height)
    }
}
