internal import Paper

/// Keeps the pixels of one board from one picture to the next, and draws only what changed.
final class BoardFrame {
    private var surface: PixelSurface
    private let encoder: PngEncoder
    private let width: Double
    private let height: Double
    private let scale: Double
    private let palette: PngPalette?
    private let turn: QuarterTurn
    private var drawn: BoardContent?
    private var picture: PngPicture?

    init(_ request: BoardRequest) throws(RenderingError) {
        let surface = try PixelSurface(
            width: Self.pixels(request.width, request.scale),
            height: Self.pixels(request.height, request.scale)
        )
        encoder = PngEncoder(width: surface.width, height: surface.height)
        self.surface = surface
        width = Double(request.width)
        height = Double(request.height)
        scale = request.scale
        palette = request.palette
        turn = request.turn
    }

    private static func pixels(_ count: Int, _ scale: Double) -> Int {
        let pixels = Double(count) * scale
        return pixels.isFinite && abs(pixels) < 1e6 ? Int(pixels.rounded()) : 0
    }

    /// How many bytes are kept.
    var byteCount: Int {
        surface.width * surface.height * 4 + encoder.byteCount + (picture?.bytes.count ?? 0)
    }

    /// Draws what differs from the last time, and encodes what that touched.
    func draw(_ request: BoardRequest, inks: Inks) throws(RenderingError) -> PngPicture {
        let content = try BoardContent(request.blocks)
        if let picture, content == drawn { return picture }
        let look = Look.board(
            request.wording,
            theme: request.theme,
            width: width,
            height: height
        )
        let pen = try Pen(surface, scale: scale, inks: inks)
        let painter = BoardPainter(
            sketch: Sketch(pen: pen, look: look),
            content: content,
            width: width,
            height: height
        )
        // What was drawn is not known while drawing may fail half-way.
        let before = drawn
        drawn = nil
        let changed = try redraw(painter, since: before)
        try pen.check()
        let made = try encode(changed)
        drawn = content
        picture = made
        return made
    }

    /// Encodes what stands on the surface, for panels turned and with their few colours.
    private func encode(_ changed: [PixelBox]?) throws(RenderingError) -> PngPicture {
        guard palette != nil || turn != .none else {
            return try encoder.encode(surface.raster, changed: changed)
        }
        let pixels = TurnedPixels(surface.raster, turn)
        if let palette { return try IndexedPicture(pixels, palette).encode() }
        return try pixels.encode()
    }

    /// Draws the board, and tells which pixels may have changed; `nil` when all may have.
    private func redraw(
        _ painter: BoardPainter,
        since before: BoardContent?
    ) throws(RenderingError) -> [PixelBox]? {
        let content = painter.content
        guard let before, Self.isComparable(before, content) else {
            try painter.draw()
            return nil
        }
        var changed: [PixelBox] = []
        if before.grid != content.grid {
            try painter.drawHeader()
            changed.append(painter.sketch.pen.pixels(of: painter.header))
        }
        for (old, new) in zip(before.fields, content.fields) where old != new {
            try painter.draw(new)
            changed.append(painter.sketch.pen.pixels(of: painter.area(of: new.cell)))
        }
        return changed
    }

    /// Tells whether two boards have the same cells, so that one can be drawn over the other.
    private static func isComparable(_ before: BoardContent, _ now: BoardContent) -> Bool {
        before.grid.columns == now.grid.columns && before.grid.rows == now.grid.rows
            && before.grid.title.isEmpty == now.grid.title.isEmpty
            && before.grid.caption.isEmpty == now.grid.caption.isEmpty
            && before.fields.map(\.cell) == now.fields.map(\.cell) && !now.hasOverlap
    }
}
