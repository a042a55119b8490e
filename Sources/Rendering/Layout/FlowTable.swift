internal import Paper

/// Is a table on its way onto pages.
struct FlowTable {
    let table: Table

    /// The rows that come before the columns' widths are known.
    var sample: [Row] = []

    /// The widths, once enough rows were seen.
    var layout: TableLayout?

    /// The row that waits for the next one, with which it may have to stay.
    var held: Held?

    /// Is a row that waits.
    enum Held {
        case row(Row)
        /// The one whose bytes `Flow.heldRecord` has.
        case record
    }

    /// How many rows of records were drawn, for the shading.
    var drawn = 0

    /// How many rows decide about the widths of columns.
    static let sampleSize = 200

    init(_ table: Table) {
        self.table = table
    }
}

/// Says where the columns of a table stand and how large its words are.
struct TableLayout {
    var widths: [Double]
    var size: Double
    /// The air beside the words of a column.
    var inset: Double

    /// The air over and under a row.
    var padding: Double { size * 0.3 }

    static let sizes = [0.92, 0.86, 0.8, 0.74, 0.68, 0.62]

    /// How small words get only so that no cell needs a second line: seven points.
    static let leastForOneLine = 0.74
}

extension Flow {
    func takeRow(_ row: Row) throws(RenderingError) {
        found.tables[found.tables.count - 1] += 1
        guard table?.layout == nil else { return try pass(row) }
        table?.sample.append(row)
        if let count = table?.sample.count, count >= FlowTable.sampleSize { try beginTable() }
    }

    func endTable() throws(RenderingError) {
        if let open = table {
            if open.layout == nil { try beginTable() }
            try pass(nil)
            closeTags()
            if open.drawn == 0, open.sample.isEmpty { try drawEmpty(open.table) }
        }
        table = nil
        plainRows = nil
        use(look.body * 1.1)
    }

    /// Decides about the columns and draws what waited for that.
    private func beginTable() throws(RenderingError) {
        guard let open = table else { return }
        let layout = try plan(open)
        table?.layout = layout
        table?.sample = []
        plainRows = try PlainRows(
            open.table,
            layout,
            left: left,
            look: look,
            typesetter: typesetter
        )
        try flushHeadings(before: look.body * 8)
        if !open.table.title.isEmpty {
            try reserve(look.body * 8)
            let title = try typesetter.set(
                open.table.title,
                look.face(1.12, .semibold),
                in: TextBox(width: width, leading: 1.3)
            )
            try place([FlowColumn(block: title, x: left)])
            use(look.body * 0.4)
        }
        try reserve(look.body * 5)
        beginTags(of: open.table)
        try drawHead(open.table, layout)
        for row in open.sample { try pass(row) }
    }

    /// Draws the row that waited, now that it is known what follows, and lets the next one wait:
    /// a total without any row above it on its page would be a total of nothing.
    private func pass(_ next: Row?) throws(RenderingError) {
        try drawHeld(before: next?.kind == .total ? next : nil)
        table?.held = next.map { .row($0) }
    }

    private func plan(_ open: FlowTable) throws(RenderingError) -> TableLayout {
        var needs: [ColumnPlan.Need] = []
        let size = look.body
        let inset = 0.5
        for (place, column) in open.table.columns.enumerated() {
            let head = try extent(column.title, look.face(1, .semibold, tabular: true))
            var natural = head.natural
            var least = head.least
            for row in open.sample where row.kind != .section && place < row.cells.count {
                let cell = row.cells[place]
                // It reaches into the empty cells beside it.
                if place == 0, row.labelSpan > 1 { continue }
                let face = look.face(1, row.kind == .total ? .bold : .regular, tabular: true)
                let mark = cell.hasMark ? size * 1.6 : 0
                let words = try extent(look.text(cell.value), face)
                natural = max(natural, words.natural + mark)
                least = max(least, words.least + mark)
            }
            needs.append(
                ColumnPlan.Need(
                    natural: natural + size * inset * 2,
                    least: min(least, natural, size * 14) + size * inset * 2,
                    weight: column.weight
                )
            )
        }
        try widen(&needs, for: open.table.columns, inset: size * inset)
        // Words get a little smaller before rows take two lines, and smaller still before they are cut.
        let natural = needs.reduce(0) { $0 + $1.natural }
        let fitting = TableLayout.sizes.first {
            $0 >= TableLayout.leastForOneLine && natural * $0 <= width
        }
        for scale in fitting.map({ [$0] }) ?? TableLayout.sizes {
            let plan = ColumnPlan(
                needs.map {
                    .init(natural: $0.natural * scale, least: $0.least * scale, weight: $0.weight)
                },
                available: width
            )
            if !plan.isTight || scale == TableLayout.sizes.last {
                return TableLayout(
                    widths: plan.widths,
                    size: size * scale,
                    inset: size * scale * inset
                )
            }
        }
        return TableLayout(widths: [], size: size, inset: size * inset)
    }

    /// Makes room for the names of groups over narrow columns: they stand in one line.
    private func widen(
        _ needs: inout [ColumnPlan.Need],
        for columns: [Column],
        inset: Double
    ) throws(RenderingError) {
        var first = 0
        while first < columns.count {
            let group = columns[first].group
            var end = first + 1
            while end < columns.count, !group.isEmpty, columns[end].group == group { end += 1 }
            if !group.isEmpty {
                let name = try extent(group, look.face(1, .bold)).natural + 2 * inset
                let least = needs[first..<end].reduce(0) { $0 + $1.least }
                let lack = max(0, name - least) / Double(end - first)
                for place in first..<end {
                    needs[place].least += lack
                    needs[place].natural = max(needs[place].natural, needs[place].least)
                }
            }
            first = end
        }
    }

    /// The width of a text, and of its longest word.
    private func extent(
        _ text: String,
        _ face: TextFace
    ) throws(RenderingError) -> (natural: Double, least: Double) {
        let block = try typesetter.set(text, face, in: .line)
        var least = 0.0
        var word = 0.0
        for piece in block.pieces {
            let segment = typesetter.store.segments[Int(piece.segment)]
            word += Double(segment.width) * face.size
            least = max(least, word)
            if piece.hasSpaceAfter || segment.mayBreakAfter || segment.isSpace { word = 0 }
        }
        return (block.width + 0.5, least + 0.5)
    }

    private func drawEmpty(_ table: Table) throws(RenderingError) {
        let block = try typesetter.set(
            table.emptyText.isEmpty ? Wording.nothing : table.emptyText,
            look.muted(),
            in: TextBox(width: width, alignment: .center)
        )
        try place([FlowColumn(block: block, x: left)], padding: look.body)
        sketch?.pen.fill(Rectangle(x: left, y: y, width: width, height: 0.5), theme.line)
    }
}

extension Row {
    /// How many columns the first cell of a total may fill: its own and the empty ones after it.
    var labelSpan: Int {
        guard kind == .total, let label = cells.first, case .text = label.value, !label.hasMark
        else {
            return 1
        }
        return 1 + cells.dropFirst().prefix { $0.value == .nothing && !$0.hasMark }.count
    }
}

extension Cell {
    /// The tone's shape stands before the words.
    var hasMark: Bool { tone != .neutral && tone != .muted }
}
