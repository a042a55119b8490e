internal import Paper

extension Flow {
    /// Puts the next block of the document on the page, or on the next.
    func take(_ block: Block) throws(RenderingError) {
        // Between two blocks no line is in use, so the store of words may be emptied.
        typesetter.trim()
        if isGridOpen { return try takeInGrid(block) }
        switch block {
        case .heading(let heading): headings.append(heading)
        case .paragraph(let paragraph): try take(paragraph)
        case .facts(let facts): try take(facts)
        case .tiles(let tiles): try take(tiles)
        case .chart(let chart): try take(chart)
        case .image(let picture): try take(picture)
        case .canvas(let canvas): try take(canvas)
        case .tableStart(let start):
            table = FlowTable(start)
            found.tables.append(0)
        case .row(let row): try takeRow(row)
        case .tableEnd: try endTable()
        case .transcriptStart(let start): try begin(start)
        case .entry(let entry): try take(entry)
        case .transcriptEnd: try endTranscript()
        case .gridStart:
            isGridOpen = true
            grid = [block]
        case .cell, .gridEnd: break
        case .pageBreak:
            try flushHeadings(before: 0)
            if !isPageEmpty { try newPage() }
        }
    }

    /// Draws the headings that wait, on the page that also has room for what follows them.
    func flushHeadings(before next: Double) throws(RenderingError) {
        guard !headings.isEmpty else { return }
        let waiting = headings
        headings = []
        var blocks: [(Heading, TextBlock)] = []
        var height = next
        for heading in waiting {
            let block = try typesetter.set(
                heading.text,
                composer.face(of: heading),
                in: TextBox(width: width, leading: 1.25)
            )
            height += composer.space(over: heading) + block.height + look.body * 0.35
            blocks.append((heading, block))
        }
        try reserve(min(height, bodyHeight))
        for (heading, block) in blocks {
            if !isPageEmpty || page == 1 { y += composer.space(over: heading) }
            anchor(heading.anchor)
            target.outline(heading, page: page, y: y)
            // The title of the document is the first of all headings.
            // No depth is left out, which would sound like a heading that was missed.
            let depth = tagging.enter(level: heading.level) + (info.title.isEmpty ? 0 : 1)
            try place([FlowColumn(block: block, x: left, tag: .heading(depth))])
            use(look.body * 0.35)
        }
    }

    private func take(_ paragraph: Paragraph) throws(RenderingError) {
        let block = try composer.set(paragraph, width: width, allows: allows)
        let first = block.lines.first.map { Double($0.height) } ?? 0
        try flushHeadings(before: first * 2)
        try place([FlowColumn(block: block, x: left)])
        use(look.body * 0.55)
    }

    /// Draws names over their values, side by side.
    private func take(_ facts: Facts) throws(RenderingError) {
        try flushHeadings(before: look.body * 4)
        let gap = look.body * 1.6
        let columns = max(1, min(facts.columns, 6, Int(width / 110)))
        let widths = try widths(of: facts, in: columns, gap: gap)
        var start = 0
        while start < facts.items.count {
            var cells: [FlowColumn] = []
            var x = left
            for (fact, width) in zip(facts.items[start...], widths) {
                let block = try typesetter.set(
                    pieces(of: fact),
                    in: TextBox(width: width, leading: 1.4)
                )
                var cell = FlowColumn(block: block, x: x)
                cell.tone = fact.hasMark ? fact.tone : .neutral
                cell.mark = look.body * 0.3
                cells.append(cell)
                x += width + gap
            }
            try place(cells)
            use(look.body * 0.6)
            start += columns
        }
        use(look.body * 0.3)
    }

    /// Shares the page's width among columns of facts: in equal parts, or by what is in them where something would
    /// wrap in one while others have room.
    private func widths(
        of facts: Facts,
        in columns: Int,
        gap: Double
    ) throws(RenderingError) -> [Double] {
        let available = width - gap * Double(columns - 1)
        let each = available / Double(columns)
        var needs = Array(repeating: 0.0, count: columns)
        for (place, fact) in facts.items.enumerated() {
            let block = try typesetter.set(
                pieces(of: fact),
                in: TextBox(width: .infinity, leading: 1.4)
            )
            needs[place % columns] = max(needs[place % columns], block.width + 0.5)
        }
        guard needs.contains(where: { $0 > each }), needs.reduce(0, +) <= available else {
            return Array(repeating: each, count: columns)
        }
        let plan = ColumnPlan(
            needs.map { ColumnPlan.Need(natural: $0, least: $0, weight: 1) },
            available: available
        )
        return plan.widths
    }

    private func pieces(of fact: Fact) -> [(String, TextFace)] {
        // No-break spaces keep the room of the tone's shape.
        let indent = fact.hasMark ? "\u{A0}\u{A0}\u{A0}" : ""
        let name = TextFace(Typeface(.medium), look.body * 0.82, theme.mutedInk)
        let value = look.face(1, .medium, theme.palette(fact.tone).ink, tabular: true)
        return [(fact.name + "\n", name), (indent + look.text(fact.value), value)]
    }
}

extension Fact {
    /// The tone's shape stands before the value.
    fileprivate var hasMark: Bool { tone != .neutral && tone != .muted }
}

/// Is set text at its place across the page.
struct FlowColumn {
    var block: TextBlock
    var x: Double
    /// The shape of a tone is drawn beside the last line.
    var tone: Tone = .neutral
    /// Where the middle of that shape stands, from `x`.
    var mark = 0.0
    /// The text stands on a coloured ground of the width, as a label.
    var label: Double?
    /// What the text is in a PDF.
    var tag = PdfTag.paragraph
    /// How many columns of a table it covers.
    var span = 1
}

extension Flow {
    /// Draws texts side by side and goes below the longest; on a new page when they do not fit.
    ///
    /// What is longer than a page is broken between lines. `ground` draws under each part, and
    /// `onNewPage` what a new page begins with.
    func place(
        _ columns: [FlowColumn],
        padding: Double = 0,
        part: PdfTag? = nil,
        keeping after: Double = 0,
        ground: (Sketch, Rectangle) -> Void = { _, _ in },
        onNewPage: () throws(RenderingError) -> Void = {}
    ) throws(RenderingError) {
        var height = 0.0
        for column in columns { height = max(height, column.block.height) }
        height += 2 * padding
        let most = bodyHeight - look.body * 3
        // What belongs to it stays with it, where a page has room for both.
        let wanted = height + after <= most ? height + after : height
        if wanted > room, !isPageEmpty, height <= most {
            try newPage()
            try onNewPage()
        }
        if height <= room {
            if let sketch {
                ground(sketch, Rectangle(x: left, y: y, width: width, height: height))
                for column in columns where column.tone != .neutral {
                    drawMark(column, 0..<column.block.lines.count, at: y + padding, sketch)
                }
                try draw(columns, part, sketch, y: y + padding)
            }
            use(height)
            return
        }
        try placeInParts(
            columns,
            padding: padding,
            part: part,
            ground: ground,
            onNewPage: onNewPage
        )
    }

    /// Draws texts, each as what it is; those of a row of a table belong together.
    private func draw(
        _ columns: [FlowColumn],
        _ part: PdfTag?,
        _ sketch: Sketch,
        y: Double,
        lines: [Range<Int>]? = nil
    ) throws(RenderingError) {
        let pen = sketch.pen
        if let part { enter(part) }
        openCoarse()
        if part != nil { pen.begin(.row) }
        for (place, column) in columns.enumerated() {
            let block = column.block
            let isCell = part != nil
            let hasLinks = isCell && block.faces.contains { !$0.link.isEmpty }
            // A link beside the words of a cell makes the cell hold both.
            pen.begin(column.tag, span: column.span, isLeaf: !hasLinks)
            if hasLinks { pen.begin(.paragraph) }
            pen.draw(block, x: column.x, y: y, lines: lines?[place])
            if hasLinks { pen.end(.paragraph) }
            pen.end(column.tag)
        }
        if part != nil { pen.end(.row) }
    }

    private func placeInParts(
        _ columns: [FlowColumn],
        padding: Double,
        part: PdfTag?,
        ground: (Sketch, Rectangle) -> Void,
        onNewPage: () throws(RenderingError) -> Void
    ) throws(RenderingError) {
        var done = columns.map { _ in 0 }
        while true {
            var ends = done
            var height = 0.0
            for (place, column) in columns.enumerated() {
                var used = 0.0
                while ends[place] < column.block.lines.count {
                    let next = Double(column.block.lines[ends[place]].height)
                    // A page takes a line at least, or breaking would never end.
                    let isForced = isPageEmpty && ends[place] == done[place]
                    guard used + next + 2 * padding <= room || isForced else { break }
                    used += next
                    ends[place] += 1
                }
                height = max(height, used)
            }
            if ends != done {
                if let sketch {
                    let tall = height + 2 * padding
                    ground(sketch, Rectangle(x: left, y: y, width: width, height: tall))
                    let lines = zip(done, ends).map { $0..<$1 }
                    for (column, lines) in zip(columns, lines) {
                        drawMark(column, lines, at: y + padding, sketch)
                    }
                    try draw(columns, part, sketch, y: y + padding, lines: lines)
                }
                use(height + 2 * padding)
                done = ends
            }
            if zip(columns, done).allSatisfy({ $0.block.lines.count <= $1 }) { return }
            try newPage()
            try onNewPage()
        }
    }

    /// Draws the shape of a column's tone and the ground under its words, with its last line.
    private func drawMark(
        _ column: FlowColumn,
        _ lines: Range<Int>,
        at y: Double,
        _ sketch: Sketch
    ) {
        guard column.tone != .neutral, !lines.isEmpty,
            lines.upperBound == column.block.lines.count
        else { return }
        let mark = FlowMark(
            tone: column.tone,
            x: column.x + column.mark,
            label: column.label,
            height: lines.reduce(0) { $0 + Double(column.block.lines[$1].height) },
            last: Double(column.block.lines[lines.upperBound - 1].height)
        )
        draw(mark, at: y, sketch)
    }

    /// Draws the shape of a tone beside words, the ground under them before it.
    func draw(_ mark: FlowMark, at y: Double, _ sketch: Sketch) {
        let palette = theme.palette(mark.tone)
        if let label = mark.label {
            let inset = mark.last * 0.04
            sketch.pen.capsule(
                Rectangle(
                    x: mark.x - look.body * 0.6,
                    y: y + inset,
                    width: label,
                    height: mark.height - 2 * inset
                ),
                palette.tint
            )
        }
        sketch.shape(
            mark.tone,
            x: mark.x,
            y: y + mark.height - mark.last / 2,
            size: look.body * 0.55,
            palette.ink
        )
    }
}

/// Is the shape of a tone beside words, on its way onto a page.
struct FlowMark {
    var tone: Tone
    /// Where the middle of the shape stands.
    var x: Double
    /// The width of the ground under the words, if they have one.
    var label: Double?
    /// The height of the words, and of the last of their lines.
    var height: Double
    var last: Double
}
