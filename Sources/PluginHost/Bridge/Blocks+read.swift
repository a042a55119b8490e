import CPluginABI
import Paper

extension Tone {
    init(_ told: cnx_tone) {
        self = UInt8(exactly: told).flatMap(Tone.init(rawValue:)) ?? .neutral
    }
}

extension Alignment {
    init(_ told: cnx_alignment) {
        self = UInt8(exactly: told).flatMap(Alignment.init(rawValue:)) ?? .start
    }
}

extension Value {
    /// Copies a value that a plugin passes.
    init(_ told: cnx_value_v1, _ field: String) throws(Unfit) {
        switch Int(told.kind) {
        case CNX_VALUE_TEXT: self = .text(try told.text.text("\(field).text", Limit.text))
        case CNX_VALUE_INTEGER: self = .integer(told.integer)
        case CNX_VALUE_DECIMAL:
            self = .decimal(
                try told.number.finite("\(field).number"),
                places: Int(min(told.places, 9))
            )
        case CNX_VALUE_PERCENT: self = .percent(try told.number.finite("\(field).number"))
        case CNX_VALUE_DURATION: self = .duration(told.integer)
        case CNX_VALUE_MOMENT: self = .moment(told.integer)
        case CNX_VALUE_DAY: self = .day(Int32(clamping: told.integer))
        case CNX_VALUE_TRUTH: self = .truth(told.integer != 0)
        default: self = .nothing
        }
    }
}

extension cnx_str {
    /// Copies an address that a click may lead to; others than the safe ones are refused.
    func link(_ field: String) throws(Unfit) -> String {
        let link = try text(field)
        guard !link.isEmpty, !link.hasPrefix("#") else { return link }
        let scheme = link.prefix { $0 != ":" }.lowercased()
        guard ["https", "http", "mailto", "tel"].contains(scheme) else {
            throw .argument("\(field) is not an https, mailto or tel address nor #anchor")
        }
        return link
    }
}

extension cnx_bytes {
    /// Copies the bytes of a PNG or JPEG.
    func picture(_ field: String) throws(Unfit) -> [UInt8] {
        let bytes = try copy(field)
        let isPNG = bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        guard isPNG || bytes.starts(with: [0xFF, 0xD8, 0xFF]) else {
            throw .argument("\(field) is neither PNG nor JPEG")
        }
        return bytes
    }
}

extension Heading {
    init(_ told: cnx_heading_v1) throws {
        guard (1...6).contains(told.level) else { throw Unfit.argument("level is \(told.level)") }
        self.init(
            try told.text.text("text"),
            level: Int(told.level),
            anchor: try told.anchor.key("anchor")
        )
    }
}

extension Paragraph {
    init(_ told: cnx_paragraph_v1) throws {
        let scale = try told.scale.finite("scale")
        guard (0...20).contains(scale) else { throw Unfit.argument("scale is \(scale)") }
        let runs = try read(told.runs, told.n_runs, "runs", 10_000) { run, index in
            Run(
                try run.text.text("runs[\(index)].text", Limit.text),
                bold: run.flags & UInt32(CNX_RUN_BOLD) != 0,
                italic: run.flags & UInt32(CNX_RUN_ITALIC) != 0,
                monospaced: run.flags & UInt32(CNX_RUN_MONOSPACED) != 0,
                tone: Tone(run.tone),
                link: try run.link.link("runs[\(index)].link")
            )
        }
        self.init(runs, alignment: Alignment(told.alignment), scale: scale == 0 ? 1 : scale)
    }
}

extension Facts {
    init(_ told: cnx_facts_v1) throws {
        let items = try read(told.items, told.n_items, "items", 1_000) { fact, index in
            Fact(
                try fact.name.text("items[\(index)].name"),
                try Value(fact.value, "items[\(index)].value"),
                tone: Tone(fact.tone)
            )
        }
        self.init(items, columns: told.columns == 0 ? 2 : Int(min(told.columns, 8)))
    }
}

extension Picture {
    init(_ told: cnx_picture_v1) throws {
        self.init(
            bytes: try told.bytes.picture("bytes"),
            alternative: try told.alternative.text("alternative"),
            width: told.width_pt == 0 ? 0 : try told.width_pt.length("width_pt")
        )
    }
}

extension Table {
    init(_ told: cnx_table_v1) throws {
        let columns = try read(told.columns, told.n_columns, "columns", Limit.cells) {
            column,
            index in
            let weight = try column.weight.finite("columns[\(index)].weight")
            guard weight >= 0 else { throw Unfit.argument("columns[\(index)].weight is negative") }
            return Column(
                id: try column.id.required("columns[\(index)].id"),
                title: try column.title.text("columns[\(index)].title"),
                weight: weight == 0 ? 1 : weight,
                alignment: Alignment(column.alignment),
                group: try column.group.text("columns[\(index)].group")
            )
        }
        guard !columns.isEmpty else { throw Unfit.argument("a table needs a column") }
        self.init(
            columns: columns,
            title: try told.title.text("title"),
            emptyText: try told.empty_text.text("empty_text"),
            zebra: told.flags & UInt32(CNX_TABLE_PLAIN) == 0
        )
    }
}

extension Row {
    init(_ told: cnx_row_v1) throws {
        let cells = try read(told.cells, told.n_cells, "cells", Limit.cells) { cell, index in
            Cell(
                try Value(cell.value, "cells[\(index)].value"),
                tone: Tone(cell.tone),
                link: try cell.link.link("cells[\(index)].link")
            )
        }
        self.init(cells, kind: UInt8(exactly: told.kind).flatMap(Kind.init(rawValue:)) ?? .body)
    }
}

extension TranscriptEntry {
    init(_ told: cnx_entry_v1) throws {
        self.init(
            side: UInt8(exactly: told.side).flatMap(Side.init(rawValue:)) ?? .system,
            author: try told.author.text("author"),
            moment: told.moment_ms,
            text: try told.text.text("text", Limit.text),
            status: try told.status.text("status"),
            quote: try told.quote.text("quote", Limit.text),
            attachments: try read(told.files, told.n_files, "files", Limit.attachments) {
                file,
                index in
                Attachment(
                    name: try file.name.text("files[\(index)].name"),
                    detail: try file.detail.text("files[\(index)].detail"),
                    thumbnail: file.thumbnail.len == 0
                        ? [] : try file.thumbnail.picture("files[\(index)].thumbnail")
                )
            },
            tone: Tone(told.tone)
        )
    }
}

extension Grid {
    init(_ told: cnx_grid_v1) throws {
        guard told.columns <= 64, told.rows <= 64 else { throw Unfit.limit("a grid of over 64") }
        self.init(
            columns: told.columns == 0 ? 12 : Int(told.columns),
            rows: told.rows == 0 ? 12 : Int(told.rows),
            title: try told.title.text("title"),
            caption: try told.caption.text("caption"),
            captionTone: Tone(told.caption_tone)
        )
    }
}

extension GridCell {
    init(_ told: cnx_grid_cell_v1) throws {
        let fields = [told.column, told.row, told.width, told.height]
        guard fields.allSatisfy({ $0 <= 64 }), told.width > 0, told.height > 0 else {
            throw Unfit.argument("a cell of \(told.width) × \(told.height) fields")
        }
        self.init(
            column: Int(told.column),
            row: Int(told.row),
            width: Int(told.width),
            height: Int(told.height)
        )
    }
}

extension TextStyle {
    init(_ told: cnx_text_style_v1) throws {
        self.init(
            size: try told.size_pt.length("size_pt"),
            weight: told.weight == 0 ? 400 : Int(min(told.weight, 1_000)),
            italic: told.italic != 0,
            color: .clear
        )
    }
}
