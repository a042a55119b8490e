internal import Paper

extension Sketch {
    /// Draws a key figure into a rectangle, as large as it fits.
    func tile(_ tile: Tile, in area: Rectangle) throws(RenderingError) {
        let palette = theme.palette(tile.tone)
        // A low tile has its note beside the figure, a high one below it.
        let isLow = area.width > area.height * 3
        let design = isLow ? (width: 300.0, height: 84.0) : (width: 300.0, height: 124.0)
        let scale = min(area.height / design.height, area.width / design.width * 1.15)
        let base = look.isBoard ? max(0.3, min(scale, 2.6)) : max(0.3, min(scale, 0.55))

        panel(area, radius: 8 * base)
        bar(tile.tone, palette, area, base)
        let left = area.x + 20 * base
        let right = area.x + area.width - 16 * base
        try drawSymbol(tile, area, right: right, isLow ? base * 0.8 : base)
        let symbolRoom = tile.symbol.isEmpty ? 0 : 46 * base

        let title = TextFace(Typeface(.medium), 17 * base, theme.mutedInk)
        let note = TextFace(Typeface(.medium, tabular: true), 15 * base, palette.ink)
        let words = try TileFoot(tile, note, self)
        let hasFoot = !isLow && !(words.isEmpty && tile.status.isEmpty)
        let valueSize = min((isLow ? 40 : 46) * base, area.height * 0.48)
        let content =
            lineHeight(title) + valueSize * 1.18 + (hasFoot ? lineHeight(note) + 3 * base : 0)
        var y = area.y + (area.height - content) / 2
        try line(tile.title, title, x: left, y: y, width: max(1, right - left - symbolRoom))
        y += lineHeight(title)
        let valueRight = try drawValue(tile, valueSize, x: left, y: y, right: right, symbolRoom)
        if isLow {
            let foot = y + valueSize * 0.62
            let start = valueRight + 14 * base
            let used = try drawBeside(tile, words, note, left: start, right: right, y: foot, base)
            sparkline(tile, palette, left: start, right: right - used, y: y, valueSize, base)
        } else {
            sparkline(
                tile,
                palette,
                left: valueRight + 16 * base,
                right: right,
                y: y,
                valueSize,
                base
            )
            y += valueSize * 1.18 + 3 * base
            try drawFoot(tile, words, left: left, right: right, y: y, base)
        }
    }

    /// Draws status and words at the right of a low tile, and tells how much width they took.
    private func drawBeside(
        _ tile: Tile,
        _ words: TileFoot,
        _ face: TextFace,
        left: Double,
        right: Double,
        y: Double,
        _ base: Double
    ) throws(RenderingError) -> Double {
        let room = right - left
        guard room > 30 * base else { return 0 }
        let status = try drawStatus(tile, right: right, y: y, most: room, base)
        let end = right - status - (status > 0 ? 8 * base : 0)
        // The state matters more than the words, which yield where both do not fit.
        let fits =
            words.width + face.size <= end - left || status == 0 && end - left > face.size * 3
        guard !words.isEmpty, fits else { return status + 12 * base }
        let x = max(left + face.size, end - words.width)
        try words.draw(self, x: x, y: y, limit: end)
        return right - x + face.size + 12 * base
    }

    /// Draws the word of the tone on its colour, ending at the right, and tells its width.
    private func drawStatus(
        _ tile: Tile,
        right: Double,
        y: Double,
        most: Double,
        _ base: Double
    ) throws(RenderingError) -> Double {
        guard !tile.status.isEmpty else { return 0 }
        let words = TextFace(Typeface(.semibold), 13 * base, theme.ink)
        let width = min(most, try labelWidth(tile.status, words))
        try label(
            tile.status,
            tile.tone,
            words,
            in: Rectangle(x: right - width, y: y - base, width: width, height: 21 * base)
        )
        return width
    }

    /// Draws what tiles, tables and charts stand on.
    func panel(_ area: Rectangle, radius: Double) {
        pen.fill(area, radius: radius, theme.panel)
        if theme.panel == theme.ground {
            pen.stroke(area, radius: radius, width: look.isBoard ? 1.2 : 0.7, theme.line)
        }
    }

    private func bar(
        _ tone: Tone,
        _ palette: Theme.TonePalette,
        _ area: Rectangle,
        _ base: Double
    ) {
        guard tone != .muted else { return }
        let color = tone == .neutral ? theme.line : palette.fill
        pen.fill(
            Rectangle(
                x: area.x,
                y: area.y + 8 * base,
                width: 5 * base,
                height: max(0, area.height - 16 * base)
            ),
            radius: 2.5 * base,
            color
        )
    }

    private func drawSymbol(
        _ tile: Tile,
        _ area: Rectangle,
        right: Double,
        _ base: Double
    ) throws(RenderingError) {
        guard !tile.symbol.isEmpty else { return }
        let face = TextFace(Typeface(.semibold), 31 * base, theme.mutedInk)
        let block = try typesetter.set(tile.symbol, face, in: .cut(46 * base))
        pen.draw(block, x: right - block.width, y: area.y + 11 * base)
    }

    private func drawValue(
        _ tile: Tile,
        _ size: Double,
        x: Double,
        y: Double,
        right: Double,
        _ symbolRoom: Double
    ) throws(RenderingError) -> Double {
        let text = look.text(tile.value)
        var face = TextFace(Typeface(.bold, tabular: true), size, theme.ink)
        let room = max(1, right - x - (symbolRoom > 0 ? symbolRoom * 0.5 : 0))
        let width = try typesetter.width(text, face)
        // A long figure is set smaller, never cut: a cut number would be a wrong one.
        if width > room { face.size *= max(0.35, room / width) }
        return x + (try line(text, face, x: x, y: y + (size - face.size) * 0.7, width: room + 0.5))
    }

    /// Draws the recent past as a line that ends in a dot, with the goal across it.
    private func sparkline(
        _ tile: Tile,
        _ palette: Theme.TonePalette,
        left: Double,
        right: Double,
        y: Double,
        _ size: Double,
        _ base: Double
    ) {
        let values = tile.sparkline.filter(\.isFinite)
        let width = min(110 * base, right - left)
        guard values.count > 1, width > 30 * base, var low = values.min(), var high = values.max(),
            let last = values.last
        else { return }
        let goal = tile.target.number
        if let goal {
            low = min(low, goal)
            high = max(high, goal)
        }
        let height = size * 0.5
        let top = y + size * 0.62
        let span = high > low ? high - low : 1
        let dot = 3.2 * base
        let end = right - dot
        func place(_ value: Double) -> Double { top + height * (1 - (value - low) / span) }
        let points = values.enumerated().map { order, value in
            (
                x: right - width + (width - dot) * Double(order) / Double(values.count - 1),
                y: place(value)
            )
        }
        let color = tile.tone == .neutral ? theme.series[0] : palette.fill
        let floor = top + height + 3 * base
        pen.fill([(right - width, floor)] + points + [(end, floor)], color.faded(0.18))
        if let goal {
            pen.line(
                [(right - width, place(goal)), (right, place(goal))],
                width: 1.2 * base,
                theme.mutedInk,
                dash: [4 * base, 3 * base]
            )
        }
        pen.line(points, width: 2 * base, color)
        pen.circle(x: end, y: place(last), radius: dot, color)
    }

    private func drawFoot(
        _ tile: Tile,
        _ words: TileFoot,
        left: Double,
        right: Double,
        y: Double,
        _ base: Double
    ) throws(RenderingError) {
        let most = (right - left) * 0.62
        let status = try drawStatus(tile, right: right, y: y, most: most, base)
        let limit = right - status - (status > 0 ? 8 * base : 0)
        guard limit > left else { return }
        try words.draw(self, x: left, y: y, limit: limit)
    }
}
