public import Foundation
public import Paper

/// Writes a document as HTML while its blocks come: as a page that stands on its own, or as a fragment.
///
/// The fragment has no scripts, no styles and no colours of its own, so that any content security
/// policy lets it through; a style sheet finds these classes: `paper` around everything,
/// `facts`, `tiles`, `tile`, `tile-value`, `tile-note`, `tile-trend`, `tile-target`, `status`,
/// `chart`, `legend`, `grid-line`, `target-line`, `series-0` to `series-5`, `heat-0` to `heat-9`,
/// `track`, `target`, `rest` and `figure` in drawings, `transcript`, `entry`, `entry-system`, `entry-contact`, `entry-ours`, `quote`,
/// `attachments`, `board`, `board-cell`, `canvas`, `page-break`, `section`, `total`, and on
/// anything with a meaning `tone-muted`, `tone-accent`, `tone-good`, `tone-warning` or
/// `tone-critical`. Text stands at `align-center`, `align-end` or `align-justify`. A cell of a board has
/// `column-N`, `row-N` (from 1), `columns-N` and `rows-N`.
public struct HtmlWriter: BlockSink {
    private let output: OutputFile
    let wording: Wording
    let phrases: Phrases
    var html = HtmlText()
    /// The columns of the table that is open, and whether it has rows yet.
    private var table: (table: Table, hasRows: Bool)?
    private var hasEntries = false
    private var emptyText = ""
    private var isCellOpen = false

    private init(output: OutputFile, wording: Wording) {
        self.output = output
        self.wording = wording
        phrases = Phrases(language: wording.language)
    }

    /// Writes a document as a page to a file, and tells how many bytes it has.
    ///
    /// The page needs nothing but itself: `style` is within it. The file is complete or, when this throws, removed.
    public static func write(
        _ document: SpooledDocument,
        info: DocumentInfo,
        wording: Wording,
        style: String = "",
        to file: URL
    ) throws -> Int64 {
        try OutputFile.writing(to: file) { output in
            var writer = HtmlWriter(output: output, wording: wording)
            try writer.beginPage(info, style: style)
            try writer.begin()
            try document.forEachBlock { try writer.emit($0) }
            try writer.end()
            try writer.endPage(contentHash: document.contentHash)
        }
    }

    /// Writes blocks that are in memory, such as a board's, as a fragment.
    public static func fragment(of blocks: [Block], wording: Wording) throws -> String {
        let output = OutputFile()
        var writer = HtmlWriter(output: output, wording: wording)
        try writer.begin()
        for block in blocks { try writer.emit(block) }
        try writer.end()
        return String(decoding: output.collected, as: UTF8.self)
    }

    private mutating func begin() throws {
        html.open("div", ["class": "paper", "lang": wording.language.rawValue])
        try flush()
    }

    private mutating func end() throws {
        html.close("div")
        try flush()
    }

    mutating func flush() throws {
        try output.append(html.bytes)
        html.bytes.removeAll(keepingCapacity: true)
    }

    /// Writes the next block.
    public mutating func emit(_ block: Block) throws {
        write(block)
        try flush()
    }

    private mutating func write(_ block: Block) {
        switch block {
        case .heading(let heading):
            // The page around has the first heading.
            let name = "h\(max(2, min(6, heading.level + 1)))"
            html.element(name, ["id": heading.anchor], heading.text)
        case .paragraph(let paragraph): write(paragraph)
        case .facts(let facts): write(facts)
        case .tiles(let tiles): write(tiles)
        case .chart(let chart): write(chart)
        case .image(let picture):
            write(picture.bytes, alternative: picture.alternative, class: "picture")
        case .canvas(let canvas): write(canvas)
        case .pageBreak: html.empty("hr", ["class": "page-break"])
        case .tableStart(let start): begin(start)
        case .row(let row): write(row)
        case .tableEnd: endTable()
        case .transcriptStart(let start): begin(start)
        case .entry(let entry):
            hasEntries = true
            write(entry)
        case .transcriptEnd: endTranscript()
        case .gridStart(let grid): begin(grid)
        case .cell(let cell): begin(cell)
        case .gridEnd:
            if isCellOpen { html.close("section") }
            isCellOpen = false
            html.close("div")
            html.close("section")
        }
    }
}

extension HtmlWriter {
    private mutating func begin(_ table: Table) {
        self.table = (table, false)
        html.open("table", ["class": table.zebra ? "zebra" : ""])
        if !table.title.isEmpty { html.element("caption", [:], table.title) }
        html.open("thead")
        if table.columns.contains(where: { !$0.group.isEmpty }) { writeGroups(table.columns) }
        html.open("tr")
        for column in table.columns {
            html.element(
                "th",
                ["scope": "col", "class": column.alignment.name, "data-id": column.id],
                column.title
            )
        }
        html.close("tr")
        html.close("thead")
        html.open("tbody")
    }

    private mutating func writeGroups(_ columns: [Column]) {
        html.open("tr")
        var place = 0
        while place < columns.count {
            let group = columns[place].group
            var span = 1
            while !group.isEmpty, place + span < columns.count, columns[place + span].group == group
            {
                span += 1
            }
            if group.isEmpty {
                html.element("td", [:], "")
            } else {
                html.element("th", ["scope": "colgroup", "colspan": String(span)], group)
            }
            place += span
        }
        html.close("tr")
    }

    private mutating func write(_ row: Row) {
        guard let columns = table?.table.columns else { return }
        table?.hasRows = true
        switch row.kind {
        case .section:
            html.open("tr", ["class": "section"])
            html.element(
                "th",
                ["scope": "rowgroup", "colspan": String(max(1, columns.count))],
                row.cells.first.map { text($0.value) } ?? ""
            )
            html.close("tr")
            return
        case .total: html.open("tr", ["class": "total"])
        case .body: html.open("tr")
        }
        for (place, column) in columns.enumerated() {
            guard place < row.cells.count else {
                html.element("td", [:], "")
                continue
            }
            let cell = row.cells[place]
            html.open("td", ["class": [column.alignment.name, cell.tone.name].joinedClasses])
            write(cell.value, link: cell.link)
            html.close("td")
        }
        html.close("tr")
    }

    private mutating func endTable() {
        if let table, !table.hasRows, !table.table.emptyText.isEmpty {
            html.open("tr", ["class": "empty"])
            let span = String(max(1, table.table.columns.count))
            html.element("td", ["colspan": span], table.table.emptyText)
            html.close("tr")
        }
        html.close("tbody")
        html.close("table")
        table = nil
    }

    private mutating func begin(_ transcript: Transcript) {
        html.open("section", ["class": "transcript"])
        if !transcript.title.isEmpty { html.element("h3", [:], transcript.title) }
        html.open("ol")
        hasEntries = false
        emptyText = transcript.emptyText
    }

    private mutating func endTranscript() {
        html.close("ol")
        if !hasEntries, !emptyText.isEmpty { html.element("p", ["class": "empty"], emptyText) }
        html.close("section")
    }

    private mutating func begin(_ grid: Grid) {
        html.open("section", ["class": "board"])
        if !grid.title.isEmpty || !grid.caption.isEmpty {
            html.open("header")
            html.element("h2", [:], grid.title)
            html.element("p", ["class": grid.captionTone.name], grid.caption)
            html.close("header")
        }
        html.open("div", ["class": "board-grid"])
    }

    private mutating func begin(_ cell: GridCell) {
        if isCellOpen { html.close("section") }
        isCellOpen = true
        let place = "column-\(cell.column + 1) row-\(cell.row + 1)"
        let size = "columns-\(cell.width) rows-\(cell.height)"
        html.open("section", ["class": "board-cell \(place) \(size)"])
    }
}
