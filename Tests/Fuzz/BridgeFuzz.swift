import CPluginABI
import Paper

/// Reads an event as a channel would tell it.
func readEvent(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
        guard let text = String(twoByte: bytes) else { return }
        precondition(
            text == String(validating: bytes, as: UTF8.self),
            "a text is taken that is no UTF-8"
        )
    }
    let hostile = HostileBytes(bytes.dropFirst())
    switch (bytes.first ?? 0) % 8 {
    case 0: _ = try? ChannelTraits(hostile.make(cnx_capabilities_v1.self))
    case 1: _ = try? SendResult.Outcome(hostile.make(cnx_sent_v1.self))
    case 2: _ = try? VisitorPage(hostile.make(cnx_visitor_page_v1.self))
    case 3:
        var event = hostile.make(cnx_event_v1.self)
        withUnsafePointer(to: &event) { _ = try? read($0, "cnx_event_v1") }
    default:
        var told = hostile.make(cnx_event_v1.self)
        // Most of what is worth reading comes after these.
        if bytes.count > 1, bytes[1] & 1 == 0 { told.kind = UInt32(bytes[1] >> 1) % 16 }
        guard let event = try? ChannelEvent(told, now: 1_795_357_800_000) else { return }
        precondition(!event.key.isEmpty && event.weight >= 512)
    }
}

/// Reads a block as a report would write it.
func readBlocks(_ bytes: [UInt8]) {
    let hostile = HostileBytes(bytes.dropFirst())
    switch (bytes.first ?? 0) % 14 {
    case 0: _ = try? Heading(hostile.make(cnx_heading_v1.self))
    case 1: _ = try? Paragraph(hostile.make(cnx_paragraph_v1.self))
    case 2: _ = try? Facts(hostile.make(cnx_facts_v1.self))
    case 3: _ = try? Picture(hostile.make(cnx_picture_v1.self))
    case 4: _ = try? Table(hostile.make(cnx_table_v1.self))
    case 5: _ = try? Row(hostile.make(cnx_row_v1.self))
    case 6: _ = try? TranscriptEntry(hostile.make(cnx_entry_v1.self))
    case 7: _ = try? Grid(hostile.make(cnx_grid_v1.self))
    case 8: _ = try? GridCell(hostile.make(cnx_grid_cell_v1.self))
    case 9: _ = try? TextStyle(hostile.make(cnx_text_style_v1.self))
    case 10, 11: _ = try? Canvas(hostile.make(cnx_canvas_v1.self))
    case 12: _ = try? Chart(hostile.make(cnx_chart_v1.self))
    default: _ = try? Tile(hostile.make(cnx_tile_v1.self), "tile")
    }
}
