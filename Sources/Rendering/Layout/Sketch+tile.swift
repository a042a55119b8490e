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
        let hasFoot = !isLow && !(tile.note.isEmpty && tile.status.isEmpty)
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
            let used = try drawBeside(tile, note, left: start, right: right, y: foot, base)
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
            try drawFoot(tile, note, left: left, right: right, y: y, base)
        }
    }

    /// Draws status and note at the right of a low tile, and tells how much width they took.
    private func drawBeside(
        _ tile: Tile,
        _ face: TextFace,
        left: Double,
        right: Double,
        y: Double,
        _ base: Double
    ) throws(RenderingError) -> Double {
        let room = right - left
        guard room > 30 * base else { return 0 }
        let words = TextFace(Typeface(.semibold), 13 * base, theme.ink)
        let status = tile.status.isEmpty ? 0 : min(room, try labelWidth(tile.status, words))
        let hasShape = tile.status.isEmpty && (tile.tone == .warning || tile.tone == .critical)
        let note = tile.note.isEmpty ? 0 : try typesetter.width(tile.note, face) + face.size
        if status > 0 {
            try label(
                tile.status,
                tile.tone,
                words,
                in: Rectangle(x: right - status, y: y - base, width: status, height: 21 * base)
            )
        }
        let end = right - status - (status > 0 ? 8 * base : 0)
        // The state matters more than the note, which yields where both do not fit.
        let fits = note <= end - left || status == 0 && end - left > face.size * 3
        guard note > 0, fits else { return status + 12 * base }
        let x = max(left + face.size, end - note + face.size)
        if hasShape {
            shape(
                tile.tone,
                x: x - face.size * 0.7,
                y: y + lineHeight(face) / 2,
                size: face.size * 0.62,
                face.color
            )
        }
        var inked = face
        if tile.tone == .neutral { inked.color = theme.mutedInk }
        try line(tile.note, inked, x: x, y: y, width: max(1, end - x + 0.5))
        return right - x + face.size + 12 * base
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
        guard values.count > 1, width > 30 * base, let low = values.min(), let high = values.max()
        else { return }
        let height = size * 0.5
        let top = y + size * 0.62
        let span = high > low ? high - low : 1
        let points = values.enumerated().map { place, value in
            (
                x: right - width + width * Double(place) / Double(values.count - 1),
                y: top + height * (1 - (value - low) / span)
            )
        }
        let color = tile.tone == .neutral ? theme.series[0] : palette.fill
        pen.fill(
            [(right - width, top + height + 3 * base)] + points + [
                (right, top + height + 3 * base)
            ],
            color.faded(0.18)
        )
        pen.line(points, width: 2 * base, color)
    }

    private func drawFoot(
        _ tile: Tile,
        _ face: TextFace,
        left: Double,
        right: Double,
        y: Double,
        _ base: Double
    ) throws(RenderingError) {
        var limit = right
        if !tile.status.isEmpty {
            let words = TextFace(Typeface(.semibold), 13 * base, theme.ink)
            let width = min(try labelWidth(tile.status, words), (right - left) * 0.62)
            try label(
                tile.status,
                tile.tone,
                words,
                in: Rectangle(x: right - width, y: y - 1 * base, width: width, height: 21 * base)
            )
            limit = right - width - 8 * base
        }
        guard !tile.note.isEmpty, limit > left else { return }
        var x = left
        let hasShape = tile.status.isEmpty && (tile.tone == .warning || tile.tone == .critical)
        if hasShape {
            let size = face.size * 0.62
            shape(tile.tone, x: x + size / 2, y: y + lineHeight(face) / 2, size: size, face.color)
            x += size * 1.6
        }
        var words = face
        if tile.tone == .neutral { words.color = theme.mutedInk }
        try line(tile.note, words, x: x, y: y, width: max(1, limit - x))
    }
}
