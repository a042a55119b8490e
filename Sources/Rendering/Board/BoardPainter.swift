internal import Paper

/// Draws a board, or some of its cells, with a pen.
struct BoardPainter {
    let sketch: Sketch
    let content: BoardContent
    let width: Double
    let height: Double
    /// What the board's title is in a PDF.
    var titleTag = PdfTag.heading1

    private var unit: Double { sketch.look.body / 17 }
    private var theme: Theme { sketch.theme }
    private var gap: Double { 12 * unit }

    private var hasHeader: Bool { !content.grid.title.isEmpty || !content.grid.caption.isEmpty }

    /// The bar at the top.
    var header: Rectangle {
        Rectangle(x: 0, y: 0, width: width, height: hasHeader ? 64 * unit : 0)
    }

    /// The place of a cell.
    func area(of cell: GridCell) -> Rectangle {
        let top = header.height
        let columns = Double(content.grid.columns)
        let rows = Double(content.grid.rows)
        let column = (width - gap) / columns
        let row = (height - top - gap) / rows
        return Rectangle(
            x: (gap + column * Double(cell.column)).rounded(),
            y: (top + gap + row * Double(cell.row)).rounded(),
            width: (column * Double(cell.width) - gap).rounded(),
            height: (row * Double(cell.height) - gap).rounded()
        )
    }

    /// Draws everything.
    func draw() throws(RenderingError) {
        sketch.pen.fill(Rectangle(x: 0, y: 0, width: width, height: height), theme.ground)
        try drawHeader()
        for field in content.fields { try draw(field) }
    }

    /// Draws the title and, at the other end, the caption.
    func drawHeader() throws(RenderingError) {
        guard hasHeader else { return }
        let grid = content.grid
        let pen = sketch.pen
        pen.fill(header, theme.panel)
        pen.fill(
            Rectangle(x: 0, y: header.height - unit, width: width, height: unit),
            theme.line.faded(0.6)
        )
        let middle = header.height / 2
        let inset = 24 * unit + (try drawLogo())
        var caption = TextFace(
            Typeface(.medium, tabular: true),
            21 * unit,
            grid.captionTone == .neutral ? theme.mutedInk : theme.palette(grid.captionTone).ink
        )
        if grid.captionTone == .warning || grid.captionTone == .critical {
            caption.typeface = Typeface(.semibold, tabular: true)
        }
        let captionWidth = min(
            try sketch.typesetter.width(grid.caption, caption),
            width * 0.55
        )
        let right = width - 24 * unit
        try sketch.pen.tagged(.paragraph) { () throws(RenderingError) in
            try sketch.line(
                grid.caption,
                caption,
                x: right - captionWidth,
                middle: middle,
                width: captionWidth + 0.5
            )
        }
        if !grid.caption.isEmpty {
            sketch.shape(
                grid.captionTone,
                x: right - captionWidth - 18 * unit,
                y: middle,
                size: 15 * unit,
                caption.color
            )
        }
        try sketch.pen.tagged(titleTag) { () throws(RenderingError) in
            try sketch.line(
                grid.title,
                TextFace(Typeface(.bold), 28 * unit, theme.ink),
                x: inset,
                middle: middle,
                width: max(1, right - captionWidth - inset - 48 * unit)
            )
        }
    }

    /// Draws the logo at the left of the header, and tells how much room it took.
    private func drawLogo() throws(RenderingError) -> Double {
        let size = theme.logo.size(height: 38 * unit, most: 200 * unit)
        guard size.height > 0 else { return 0 }
        let place = Rectangle(
            x: 24 * unit,
            y: (header.height - size.height) / 2,
            width: size.width,
            height: size.height
        )
        // Logos are made for white paper.
        if theme.ground.luminance < 0.5 {
            sketch.pen.fill(place.inset(-6 * unit), radius: 6 * unit, Color(rgba: 0xFFFF_FFFF))
        }
        try sketch.pen.figure(content.grid.title) { () throws(RenderingError) in
            try sketch.image(theme.logo.bytes, alternative: "", in: place)
        }
        return size.width + 22 * unit
    }

    /// Draws a cell; nothing leaves its place.
    func draw(_ field: BoardContent.Field) throws(RenderingError) {
        let area = area(of: field.cell)
        guard area.width > 4, area.height > 4 else { return }
        sketch.pen.save()
        defer { sketch.pen.restore() }
        sketch.pen.clip(area)
        sketch.pen.fill(area, theme.ground)
        if field.parts.count == 1, case .tiles(let tiles) = field.parts[0] {
            return try draw(tiles, in: area)
        }
        sketch.panel(area, radius: 8 * unit)
        try stack(field.parts, in: area.inset(16 * unit))
    }

    /// Draws tiles side by side, in as many rows as give them the best shape.
    private func draw(_ tiles: [Tile], in area: Rectangle) throws(RenderingError) {
        guard !tiles.isEmpty else { return }
        let columns = Self.columns(tiles.count, width: area.width, height: area.height)
        let rows = (tiles.count + columns - 1) / columns
        let width = (area.width - gap * Double(columns - 1)) / Double(columns)
        let height = (area.height - gap * Double(rows - 1)) / Double(rows)
        for (place, tile) in tiles.enumerated() {
            let place = Rectangle(
                x: (area.x + (width + gap) * Double(place % columns)).rounded(),
                y: (area.y + (height + gap) * Double(place / columns)).rounded(),
                width: width.rounded(.down),
                height: height.rounded(.down)
            )
            try sketch.pen.tagged(.paragraph) { () throws(RenderingError) in
                try sketch.tile(tile, in: place)
            }
        }
    }

    /// Draws a part of a cell as what it is in a PDF.
    private func tagged(
        _ part: BoardPart,
        _ body: () throws(RenderingError) -> Void
    ) throws(RenderingError) {
        let phrases = sketch.look.phrases
        switch part {
        case .chart(let chart): try sketch.pen.figure(sketch.look.words(for: chart), body)
        case .image(let picture):
            let words = picture.alternative
            try sketch.pen.figure(words.isEmpty ? phrases.image : words, body)
        case .canvas(let canvas):
            let words = canvas.alternative
            try sketch.pen.figure(words.isEmpty ? phrases.drawing : words, body)
        case .heading: try sketch.pen.tagged(.heading2, body)
        case .paragraph, .facts, .tiles, .table, .transcript:
            try sketch.pen.tagged(.paragraph, body)
        }
    }

    /// The count of columns whose tiles come closest to the shape that tiles are drawn for.
    static func columns(
        _ count: Int,
        width: Double,
        height: Double,
        shape wanted: Double = 2.5
    ) -> Int {
        let best = (1...count).min { first, second in
            func badness(_ columns: Int) -> Double {
                let rows = (count + columns - 1) / columns
                let shape = width / Double(columns) / (height / Double(rows))
                let ratio = shape / wanted
                return (ratio > 1 ? ratio : 1 / ratio)
                    + Double(columns * rows - count) * 0.3
            }
            return badness(first) < badness(second)
        }
        return best ?? 1
    }

    /// Draws parts under each other: words take what they need, the rest is shared.
    private func stack(_ parts: [BoardPart], in area: Rectangle) throws(RenderingError) {
        var fixed = Double(max(0, parts.count - 1)) * gap
        var stretch = 0.0
        for part in parts {
            if let share = part.stretch {
                stretch += share
            } else {
                fixed += try sketch.height(of: part, width: area.width)
            }
        }
        var y = area.y
        let rest = max(0, area.height - fixed)
        for part in parts {
            let height =
                if let share = part.stretch {
                    rest * share / stretch
                } else {
                    try sketch.height(of: part, width: area.width)
                }
            guard y < area.y + area.height else { return }
            let place = Rectangle(x: area.x, y: y, width: area.width, height: height)
            if case .tiles(let tiles) = part {
                try draw(tiles, in: place)
            } else {
                try tagged(part) { () throws(RenderingError) in
                    try sketch.draw(part, in: place)
                }
            }
            y += height + gap
        }
    }
}
