internal import Paper

extension Flow {
    /// Draws key figures in rows across the page.
    func take(_ tiles: [Tile]) throws(RenderingError) {
        guard !tiles.isEmpty else { return }
        let gap = look.body * 0.8
        let most = max(1, Int((width + gap) / (118 + gap)))
        let rows = (tiles.count + most - 1) / most
        let columns = (tiles.count + rows - 1) / rows
        let each = (width - gap * Double(columns - 1)) / Double(columns)
        let height = 62.0
        try flushHeadings(before: height)
        for row in 0..<rows {
            try reserve(height)
            for column in 0..<columns where row * columns + column < tiles.count {
                let area = Rectangle(
                    x: left + (each + gap) * Double(column),
                    y: y,
                    width: each,
                    height: height
                )
                try sketch?.pen.tagged(.paragraph) { () throws(RenderingError) in
                    try sketch?.tile(tiles[row * columns + column], in: area)
                }
            }
            use(height + gap)
        }
        use(look.body * 0.4)
    }

    /// Draws a chart across the page.
    func take(_ chart: Chart) throws(RenderingError) {
        let wanted = chart.height > 0 && chart.height.isFinite ? chart.height : usualHeight(chart)
        let rows =
            switch chart.kind {
            case .horizontalBar: Double(chart.categories.count) * 16 + 30
            case .heatMap: Double(chart.series.count) * 13 + 40
            default: 0.0
            }
        let height = min(max(wanted, rows, 90), bodyHeight - look.body * 4)
        try flushHeadings(before: height)
        try reserve(height)
        let area = Rectangle(x: left, y: y, width: width, height: height)
        if let sketch {
            try sketch.pen.figure(look.words(for: chart)) { () throws(RenderingError) in
                try sketch.chart(chart, in: area, title: look.face(1.12, .semibold))
            }
        }
        use(height + look.body * 1.2)
    }

    /// The height of a chart that asks for none.
    private func usualHeight(_ chart: Chart) -> Double {
        switch chart.kind {
        case .heatMap: min(width * 0.5, Double(chart.series.count) * 19 + 44)
        case .gauge: 150
        case .donut: 156
        default: min(width * 0.36, 230)
        }
    }

    /// Draws an image at its size, or as large as the page allows.
    func take(_ picture: Picture) throws(RenderingError) {
        var size = (width: min(width, 240), height: 36.0)
        if let head = PictureSize(picture.bytes), head.width > 0, head.height > 0 {
            // Pictures of screens and telephones count 96 pixels to the inch.
            let natural = Double(head.width) * 0.75
            size.width = min(width, picture.width > 0 ? picture.width : natural)
            size.height = size.width * Double(head.height) / Double(head.width)
            if size.height > bodyHeight - look.body * 4 {
                size.width *= (bodyHeight - look.body * 4) / size.height
                size.height = bodyHeight - look.body * 4
            }
        }
        try flushHeadings(before: size.height)
        try reserve(size.height)
        let area = Rectangle(x: left, y: y, width: size.width, height: size.height)
        let words = picture.alternative.isEmpty ? look.phrases.image : picture.alternative
        try sketch?.pen.figure(words) { () throws(RenderingError) in
            try sketch?.image(picture.bytes, alternative: picture.alternative, in: area)
        }
        use(size.height + look.body * 0.8)
    }

    /// Draws a free drawing at its size, or as large as the page allows.
    func take(_ canvas: Canvas) throws(RenderingError) {
        guard canvas.width > 0, canvas.height > 0, canvas.width.isFinite, canvas.height.isFinite
        else { return }
        let scale = min(1, width / canvas.width, (bodyHeight - look.body * 4) / canvas.height)
        let height = canvas.height * scale
        try flushHeadings(before: height)
        try reserve(height)
        let area = Rectangle(x: left, y: y, width: canvas.width * scale, height: height)
        let words = canvas.alternative.isEmpty ? look.phrases.drawing : canvas.alternative
        try sketch?.pen.figure(words) { () throws(RenderingError) in
            try sketch?.canvas(canvas.allowing(allows), in: area)
        }
        use(height + look.body * 0.8)
    }

    /// Keeps the blocks of a grid until it ends, then draws it across the page.
    func takeInGrid(_ block: Block) throws(RenderingError) {
        grid.append(block)
        guard case .gridEnd = block else { return }
        isGridOpen = false
        let content = try BoardContent(grid)
        grid = []
        let height = min(bodyHeight - look.body * 4, width * 0.62)
        try flushHeadings(before: height)
        try reserve(height)
        if let sketch {
            let scale = width / 1_760
            let board = Look.board(
                look.wording,
                theme: theme,
                width: 1_760,
                height: height / scale
            )
            sketch.pen.save()
            defer { sketch.pen.restore() }
            sketch.pen.transform(a: scale, b: 0, c: 0, d: scale, tx: left, ty: y)
            try BoardPainter(
                sketch: Sketch(pen: sketch.pen, look: board),
                content: content,
                width: 1_760,
                height: height / scale,
                titleTag: .heading2
            ).draw()
        }
        use(height + look.body)
    }
}

extension Canvas {
    /// The drawing without links that lead nowhere, which a PDF may not have.
    func allowing(_ allows: (String) -> Bool) -> Canvas {
        var canvas = self
        canvas.operations.removeAll { operation in
            if case .link(_, let address) = operation { return !allows(address) }
            return false
        }
        return canvas
    }
}
