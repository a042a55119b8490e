internal import Paper

extension Flow {
    /// Draws the titles of columns, and over them those of their groups.
    func drawHead(_ table: Table, _ layout: TableLayout) throws(RenderingError) {
        guard !table.columns.isEmpty else { return }
        if table.columns.contains(where: { !$0.group.isEmpty }) {
            try drawGroups(table, layout)
        }
        let face = TextFace(Typeface(.semibold, tabular: true), layout.size * 0.94, theme.mutedInk)
        var cells: [FlowColumn] = []
        var x = left
        for (column, width) in zip(table.columns, layout.widths) {
            let block = try typesetter.set(
                column.title,
                face,
                in: TextBox(
                    width: max(1, width - 2 * layout.inset),
                    alignment: column.alignment,
                    leading: 1.25,
                    maximumLines: 6
                )
            )
            cells.append(FlowColumn(block: block, x: x + layout.inset, tag: .header))
            x += width
        }
        try place(
            cells,
            padding: layout.padding * 1.2,
            part: .tableHead,
            ground: { sketch, area in
                sketch.pen.fill(area, sketch.theme.shade)
                sketch.pen.fill(
                    Rectangle(
                        x: area.x,
                        y: area.y + area.height - 0.8,
                        width: area.width,
                        height: 0.8
                    ),
                    sketch.theme.mutedInk.faded(0.55)
                )
            }
        )
    }

    private func drawGroups(_ table: Table, _ layout: TableLayout) throws(RenderingError) {
        let face = TextFace(Typeface(.bold), layout.size * 0.94, theme.ink)
        var cells: [FlowColumn] = []
        var rules: [(Double, Double)] = []
        var x = left
        var place = 0
        while place < table.columns.count {
            let group = table.columns[place].group
            let start = x
            let first = place
            repeat {
                x += layout.widths[place]
                place += 1
            } while place < table.columns.count && !group.isEmpty
                && table.columns[place].group == group
            let block = try typesetter.set(
                group,
                face,
                in: .cut(max(1, x - start - 2 * layout.inset), .center)
            )
            let isEmpty = group.isEmpty
            cells.append(
                FlowColumn(
                    block: block,
                    x: start + layout.inset,
                    tag: isEmpty ? .cell : .header,
                    span: place - first
                )
            )
            guard !isEmpty else { continue }
            rules.append((start + layout.inset, x - layout.inset))
        }
        try self.place(
            cells,
            padding: layout.padding * 0.8,
            part: .tableHead,
            ground: { sketch, area in
                sketch.pen.fill(area, sketch.theme.shade)
                for (start, end) in rules {
                    sketch.pen.fill(
                        Rectangle(
                            x: start,
                            y: area.y + area.height - 0.6,
                            width: end - start,
                            height: 0.6
                        ),
                        sketch.theme.mutedInk.faded(0.5)
                    )
                }
            }
        )
    }

    /// Draws a row, on a new page under a new head when it does not fit, or not with the total.
    func draw(_ row: Row, with total: Row? = nil) throws(RenderingError) {
        guard let open = table, let layout = open.layout else { return }
        let cells = try set(row, open.table, layout)
        var after = 0.0
        if let total {
            for cell in try set(total, open.table, layout) { after = max(after, cell.block.height) }
            after += 2 * layout.padding
        }
        let isShaded = open.table.zebra && open.drawn % 2 == 1 && row.kind == .body
        table?.drawn = row.kind == .section ? 0 : open.drawn + 1
        try place(
            cells,
            padding: layout.padding,
            part: .tableBody,
            keeping: after,
            ground: { sketch, area in
                let isRuled = !open.table.zebra || row.kind == .section
                drawGround(area, isShaded: isShaded, isRuled: isRuled && row.kind != .total, sketch)
                if row.kind == .total {
                    sketch.pen.fill(
                        Rectangle(x: area.x, y: area.y, width: area.width, height: 0.9),
                        sketch.theme.mutedInk
                    )
                }
            },
            onNewPage: { () throws(RenderingError) in try repeatHead(open.table, layout) }
        )
    }

    /// Draws what lies under the words of a row.
    func drawGround(_ area: Rectangle, isShaded: Bool, isRuled: Bool, _ sketch: Sketch) {
        if isShaded {
            sketch.pen.fill(area, sketch.theme.shade.mixed(0.75, over: sketch.theme.ground))
        }
        guard isRuled else { return }
        sketch.pen.fill(
            Rectangle(x: area.x, y: area.y + area.height - 0.4, width: area.width, height: 0.4),
            sketch.theme.line
        )
    }

    private func set(
        _ row: Row,
        _ table: Table,
        _ layout: TableLayout
    ) throws(RenderingError) -> [FlowColumn] {
        if row.kind == .section {
            let face = TextFace(Typeface(.semibold), layout.size * 1.02, theme.ink)
            let block = try typesetter.set(
                row.cells.first.map { look.text($0.value) } ?? "",
                face,
                in: TextBox(width: width - 2 * layout.inset)
            )
            return [
                FlowColumn(
                    block: block,
                    x: left + layout.inset,
                    tag: .header,
                    span: table.columns.count
                )
            ]
        }
        var cells: [FlowColumn] = []
        cells.reserveCapacity(layout.widths.count)
        var x = left
        for (place, width) in layout.widths.enumerated() {
            if place < row.cells.count {
                let covered = place == 0 ? layout.widths.prefix(row.labelSpan).reduce(0, +) : width
                cells.append(
                    try set(row.cells[place], row.kind, table.columns[place], layout, x, covered)
                )
            }
            x += width
        }
        return cells
    }

    private func set(
        _ cell: Cell,
        _ kind: Row.Kind,
        _ column: Column,
        _ layout: TableLayout,
        _ x: Double,
        _ width: Double
    ) throws(RenderingError) -> FlowColumn {
        let isLink = !cell.link.isEmpty && allows(cell.link)
        // The tone is in the shape and the ground: words in one colour stay readable, and a row
        // stays one run of text.
        let ink: Color =
            isLink ? theme.palette(.accent).ink : cell.tone == .muted ? theme.mutedInk : theme.ink
        let face = TextFace(
            Typeface(kind == .total ? .bold : .regular, tabular: true),
            layout.size,
            ink,
            link: isLink ? cell.link : ""
        )
        let mark = cell.hasMark ? layout.size * 1.15 : 0
        let room = max(1, width - 2 * layout.inset - mark)
        // A sum of what cannot be summed says nothing, not that it is missing.
        let isBlank = kind == .total && cell.value == .nothing
        let block = try typesetter.set(
            isBlank ? "" : look.text(cell.value),
            face,
            in: TextBox(width: room, alignment: column.alignment, leading: 1.3)
        )
        var placed = FlowColumn(block: block, x: x + layout.inset + mark, tag: .cell)
        if cell.hasMark {
            placed.tone = cell.tone
            placed.mark = -layout.size * 0.6
            if block.lines.count == 1, column.alignment == .start {
                placed.label = min(
                    room + mark + layout.inset,
                    block.width + mark + layout.size * 0.6
                )
            }
        }
        return placed
    }
}
