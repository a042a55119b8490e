internal import Paper

/// Draws the table of a board's cell: as many rows as fit, each on one line.
private struct BoardTable {
    let sketch: Sketch
    let table: Table
    let rows: ArraySlice<Row>
    let hidden: Int
    let widths: [Double]
    let rowHeight: Double
    let area: Rectangle

    var look: Look { sketch.look }
    var inset: Double { look.body * 0.7 }
}

extension Sketch {
    /// Draws a table into a rectangle and says how many rows did not fit.
    func boardTable(
        _ table: Table,
        _ rows: [Row],
        in area: Rectangle,
        title: TextFace
    ) throws(RenderingError) {
        var area = area
        if !table.title.isEmpty {
            try line(table.title, title, x: area.x, y: area.y, width: area.width)
            let used = lineHeight(title) + look.body * 0.5
            area.y += used
            area.height -= used
        }
        guard !table.columns.isEmpty, area.height > look.body * 2 else { return }
        guard !rows.isEmpty else {
            // Heads of columns without anything below them say nothing.
            try line(
                table.emptyText,
                look.muted(),
                x: area.x,
                middle: area.y + area.height / 2,
                width: area.width,
                alignment: .center
            )
            return
        }
        var sized = self
        sized.look.body *= try scale(of: table, rows, in: area)
        try sized.boardRows(table, rows, in: area)
    }

    /// How much larger or smaller than the board's the letters of a table are, so that its rows
    /// and columns fit: few rows are large, many small, but never too small to be read.
    private func scale(
        of table: Table,
        _ rows: [Row],
        in area: Rectangle
    ) throws(RenderingError) -> Double {
        let high = area.height / (look.body * (1.9 + 1.9 * Double(max(1, rows.count))))
        let columns = try needs(table, rows.prefix(60))
        let natural = columns.reduce(0) { $0 + $1.natural }
        let wide = area.width / max(natural, 1)
        return max(0.82, min(1.2, min(high, wide)))
    }

    private func boardRows(
        _ table: Table,
        _ rows: [Row],
        in area: Rectangle
    ) throws(RenderingError) {
        let head = look.body * 1.9
        let least = look.body * 1.72
        let fitting = max(0, Int((area.height - head + 0.5) / least))
        let shown = rows.count > fitting ? max(0, fitting - 1) : rows.count
        let rowHeight = min(
            look.body * 2.05,
            (area.height - head) / Double(max(1, rows.count > fitting ? fitting : shown))
        )
        let visible = rows.prefix(shown)
        let plan = ColumnPlan(try needs(table, visible), available: area.width)
        let board = BoardTable(
            sketch: self,
            table: table,
            rows: visible,
            hidden: rows.count - shown,
            widths: plan.widths,
            rowHeight: max(least, rowHeight),
            area: area
        )
        try board.draw(head: head)
    }

    private func needs(
        _ table: Table,
        _ rows: ArraySlice<Row>
    ) throws(RenderingError) -> [ColumnPlan.Need] {
        let inset = look.body * 1.4
        var needs: [ColumnPlan.Need] = []
        for (place, column) in table.columns.enumerated() {
            var natural = try typesetter.width(column.title, look.muted(0.95, .semibold))
            for row in rows where row.kind != .section && place < row.cells.count {
                let cell = row.cells[place]
                let text = look.text(cell.value)
                natural = max(
                    natural,
                    cell.isLabel
                        ? try labelWidth(text, look.face(0.82, .semibold))
                        : try typesetter.width(
                            text,
                            look.face(1, cell.weight(in: row.kind), tabular: true)
                        )
                )
            }
            needs.append(
                ColumnPlan.Need(
                    natural: natural + inset,
                    least: min(natural, look.body * 4.5) + inset,
                    weight: column.weight
                )
            )
        }
        return needs
    }
}

extension Cell {
    /// How heavy its letters are: what is past a limit shows without colour too.
    fileprivate func weight(in kind: Row.Kind) -> Typeface.Weight {
        kind == .total || tone == .critical || tone == .warning ? .semibold : .regular
    }

    /// A word that says a state stands on the colour of its tone.
    var isLabel: Bool {
        guard tone != .neutral, tone != .muted, case .text(let text) = value else { return false }
        return !text.isEmpty && text.utf8.count <= 40
    }
}

extension BoardTable {
    func draw(head: Double) throws(RenderingError) {
        try drawHead(head)
        var y = area.y + head
        for (place, row) in rows.enumerated() {
            try draw(row, at: y, isShaded: table.zebra && place % 2 == 0)
            y += rowHeight
        }
        guard hidden > 0 else { return }
        try sketch.line(
            look.phrases.more(hidden),
            look.muted(0.95, .medium),
            x: area.x + inset,
            middle: y + rowHeight / 2
        )
    }

    private func drawHead(_ height: Double) throws(RenderingError) {
        var x = area.x
        for (column, width) in zip(table.columns, widths) {
            try sketch.line(
                column.title,
                look.muted(0.95, .semibold),
                x: x + inset,
                middle: area.y + height * 0.45,
                width: max(1, width - inset * 2 + 0.5),
                alignment: column.alignment
            )
            x += width
        }
    }

    private func draw(_ row: Row, at y: Double, isShaded: Bool) throws(RenderingError) {
        let place = Rectangle(x: area.x, y: y, width: area.width, height: rowHeight)
        switch row.kind {
        case .body:
            if isShaded {
                sketch.pen.fill(place, radius: look.body * 0.25, sketch.theme.shade)
            }
        case .total:
            sketch.pen.fill(
                Rectangle(x: area.x, y: y, width: area.width, height: max(1, look.body * 0.07)),
                sketch.theme.mutedInk
            )
        case .section:
            guard let cell = row.cells.first else { return }
            try sketch.line(
                look.text(cell.value),
                look.muted(1, .semibold),
                x: area.x + inset,
                middle: y + rowHeight / 2,
                width: area.width - inset * 2
            )
            return
        }
        var x = area.x
        for (place, width) in widths.enumerated() {
            if place < row.cells.count {
                try draw(
                    row.cells[place],
                    of: table.columns[place],
                    row.kind,
                    in: Rectangle(
                        x: x + inset,
                        y: y,
                        width: max(1, width - inset * 2),
                        height: rowHeight
                    )
                )
            }
            x += width
        }
    }

    private func draw(
        _ cell: Cell,
        of column: Column,
        _ kind: Row.Kind,
        in place: Rectangle
    ) throws(RenderingError) {
        let text = look.text(cell.value)
        let middle = place.y + place.height / 2
        guard cell.isLabel else {
            try sketch.line(
                text,
                look.face(
                    1,
                    cell.weight(in: kind),
                    sketch.theme.palette(cell.tone).ink,
                    tabular: true
                ),
                x: place.x,
                middle: middle,
                width: place.width + 0.5,
                alignment: column.alignment
            )
            return
        }
        let face = look.face(0.82, .semibold)
        let height = min(place.height * 0.78, look.body * 1.4)
        // Labels of a column are equally wide: a column of states reads as one.
        try sketch.label(
            text,
            cell.tone,
            face,
            in: Rectangle(
                x: place.x,
                y: middle - height / 2,
                width: min(place.width, max(look.body * 9, try sketch.labelWidth(text, face))),
                height: height
            )
        )
    }
}
