import CPluginABI
import Paper

/// Takes the blocks of reports.
enum PaperTable {
    /// The table, which lives as long as the process.
    static var table: UnsafePointer<cnx_paper_v1>? { fixed.pointer(to: cnx_paper_v1.self) }

    private static let fixed = Fixed(make())

    private static func make() -> cnx_paper_v1 {
        var table = cnx_paper_v1()
        table.size = UInt32(MemoryLayout<cnx_paper_v1>.size)
        table.document = { call, told in
            write(call) { try $0.begin(read(told, "cnx_document_v1")) }
        }
        table.heading = { call, told in
            write(call) { try $0.emit(.heading(Heading(read(told, "cnx_heading_v1")))) }
        }
        table.paragraph = { call, told in
            write(call) { try $0.emit(.paragraph(Paragraph(read(told, "cnx_paragraph_v1")))) }
        }
        table.facts = { call, told in
            write(call) { try $0.emit(.facts(Facts(read(told, "cnx_facts_v1")))) }
        }
        table.tiles = { call, told in
            write(call) { paper in
                let told = try read(told, "cnx_tiles_v1")
                let tiles = try read(told.items, told.n_items, "items", Limit.cells) {
                    try Tile($0, "items[\($1)]")
                }
                try paper.emit(.tiles(tiles))
            }
        }
        table.chart = { call, told in
            write(call) { try $0.emit(.chart(Chart(read(told, "cnx_chart_v1")))) }
        }
        table.image = { call, told in
            write(call) { try $0.emit(.image(Picture(read(told, "cnx_picture_v1")))) }
        }
        table.table_start = { call, told in
            write(call) { try $0.emit(.tableStart(Table(read(told, "cnx_table_v1")))) }
        }
        table.row = { call, told in
            write(call) { try $0.emit(.row(Row(read(told, "cnx_row_v1")))) }
        }
        table.table_end = { call in write(call) { try $0.emit(.tableEnd) } }
        table.transcript_start = { call, told in
            write(call) { paper in
                let told = try read(told, "cnx_transcript_v1")
                let transcript = Transcript(
                    title: try told.title.text("title"),
                    emptyText: try told.empty_text.text("empty_text")
                )
                try paper.emit(.transcriptStart(transcript))
            }
        }
        table.entry = { call, told in
            write(call) { try $0.emit(.entry(TranscriptEntry(read(told, "cnx_entry_v1")))) }
        }
        table.transcript_end = { call in write(call) { try $0.emit(.transcriptEnd) } }
        table.grid_start = { call, told in
            write(call) { try $0.emit(.gridStart(Grid(read(told, "cnx_grid_v1")))) }
        }
        table.grid_cell = { call, told in
            write(call) { try $0.emit(.cell(GridCell(read(told, "cnx_grid_cell_v1")))) }
        }
        table.grid_end = { call in write(call) { try $0.emit(.gridEnd) } }
        table.canvas = { call, told in
            write(call) { try $0.emit(.canvas(Canvas(read(told, "cnx_canvas_v1")))) }
        }
        table.page_break = { call in write(call) { try $0.emit(.pageBreak) } }
        table.measure = { call, text, style, width, height in
            write(call) { paper in
                let style = try TextStyle(read(style, "cnx_text_style_v1"))
                let size = paper.measure(try text.text("text", Limit.text), style)
                width?.pointee = size.width
                height?.pointee = size.height
            }
        }
        return table
    }
}

private func write(
    _ pointer: OpaquePointer?,
    _ body: (OpenPaper) throws -> Void
) -> cnx_status {
    guard let call = PluginCall.at(pointer), let paper = call.paper else {
        return cnx_status(CNX_E_ARGUMENT)
    }
    guard !call.signal.isCancelled else { return cnx_status(CNX_E_CANCELLED) }
    return call.serve { _ in try body(paper) }
}
