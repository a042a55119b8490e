internal import CCairo
internal import Paper

/// Draws shapes and words on one surface, in points or pixels from the top left.
///
/// On pixels words are painted by `GlyphPainter`; in a PDF they are collected into long runs,
/// which is what Cairo writes fastest, and come out before the next shape that could cover them.
final class Pen {
    let inks: Inks
    let context: OpaquePointer

    /// The pixels under the pen; none in a PDF.
    let raster: Raster?

    private(set) var frame: Frame
    private var frames: [Frame] = []
    var run = GlyphRun()

    /// What is known of the tags of a PDF beside what Cairo writes of them.
    var notes = PdfTagNotes()

    /// How the page's coordinates become pixels, and which of them may change.
    struct Frame {
        var scale: Double
        var dx = 0.0
        var dy = 0.0
        /// There is neither turn nor slant nor uneven scale.
        var isPlain = true
        var clip: PixelBox
    }

    /// Creates a pen for a picture; a unit of the page takes so many pixels.
    init(_ surface: borrowing PixelSurface, scale: Double, inks: Inks) throws(RenderingError) {
        let raster = surface.raster
        self.inks = inks
        self.raster = raster
        frame = Frame(
            scale: scale,
            clip: PixelBox(left: 0, top: 0, right: raster.width, bottom: raster.height)
        )
        context = try Self.context(on: surface.surface)
        cairo_scale(context, scale, scale)
    }

    /// Creates a pen for a PDF.
    init(pdf surface: OpaquePointer, inks: Inks) throws(RenderingError) {
        self.inks = inks
        raster = nil
        frame = Frame(scale: 1, clip: PixelBox(left: 0, top: 0, right: 0, bottom: 0))
        context = try Self.context(on: surface)
    }

    deinit {
        cairo_destroy(context)
    }

    private static func context(on surface: OpaquePointer) throws(RenderingError) -> OpaquePointer {
        guard let made = cairo_create(surface) else { throw .drawing("out of memory") }
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_set_font_options(made, options)
        cairo_font_options_destroy(options)
        return made
    }

    /// Checks that everything so far was drawn.
    func check() throws(RenderingError) {
        flushText()
        let status = cairo_status(context)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw .drawing(String(cString: cairo_status_to_string(status)))
        }
    }
}

extension Pen {
    /// Keeps transformation and clip while the closure draws.
    func keeping<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) {
        save()
        defer { restore() }
        try body()
    }

    func save() {
        flushText()
        cairo_save(context)
        frames.append(frame)
    }

    func restore() {
        flushText()
        guard let kept = frames.popLast() else { return }
        cairo_restore(context)
        frame = kept
    }

    func translate(_ x: Double, _ y: Double) {
        transform(a: 1, b: 0, c: 0, d: 1, tx: x, ty: y)
    }

    func transform(a: Double, b: Double, c: Double, d: Double, tx: Double, ty: Double) {
        flushText()
        var matrix = cairo_matrix_t(xx: a, yx: b, xy: c, yy: d, x0: tx, y0: ty)
        // A matrix that flattens the plane would put Cairo into an error for good.
        guard [a, b, c, d, tx, ty].allSatisfy(\.isFinite), abs(a * d - b * c) > 1e-9 else { return }
        cairo_transform(context, &matrix)
        frame.isPlain = frame.isPlain && b == 0 && c == 0 && a == d && a > 0
        frame.dx += tx * frame.scale
        frame.dy += ty * frame.scale
        frame.scale *= a
    }

    /// Lets nothing be seen outside a rectangle until `restore`.
    func clip(_ area: Rectangle) {
        flushText()
        cairo_rectangle(context, area.x, area.y, area.width, area.height)
        cairo_clip(context)
        guard raster != nil, frame.isPlain else { return }
        frame.clip = frame.clip.intersection(pixels(of: area))
    }

    /// The pixels that a rectangle touches.
    func pixels(of area: Rectangle) -> PixelBox {
        func bound(_ value: Double) -> Int { Int(max(-1e6, min(1e6, value))) }
        return PixelBox(
            left: bound((area.x * frame.scale + frame.dx).rounded(.down)),
            top: bound((area.y * frame.scale + frame.dy).rounded(.down)),
            right: bound(((area.x + area.width) * frame.scale + frame.dx).rounded(.up)),
            bottom: bound(((area.y + area.height) * frame.scale + frame.dy).rounded(.up))
        )
    }
}

extension Pen {
    func setSource(_ color: Color) {
        cairo_set_source_rgba(
            context,
            Double(color.rgba >> 24) / 255,
            Double(color.rgba >> 16 & 0xFF) / 255,
            Double(color.rgba >> 8 & 0xFF) / 255,
            Double(color.rgba & 0xFF) / 255
        )
    }

    /// Fills a rectangle, whose corners may be round.
    func fill(_ area: Rectangle, radius: Double = 0, _ color: Color) {
        guard area.width > 0, area.height > 0 else { return }
        flushText()
        outline(area, radius: radius)
        setSource(color)
        cairo_fill(context)
    }

    /// Draws along the edge of a rectangle.
    func stroke(_ area: Rectangle, radius: Double = 0, width: Double = 1, _ color: Color) {
        flushText()
        outline(area, radius: radius)
        setSource(color)
        cairo_set_line_width(context, width)
        cairo_stroke(context)
    }

    private func outline(_ area: Rectangle, radius: Double) {
        let round = min(radius, area.width / 2, area.height / 2)
        guard round > 0 else {
            return cairo_rectangle(context, area.x, area.y, area.width, area.height)
        }
        let (right, bottom) = (area.x + area.width, area.y + area.height)
        cairo_new_sub_path(context)
        cairo_arc(context, right - round, area.y + round, round, -.pi / 2, 0)
        cairo_arc(context, right - round, bottom - round, round, 0, .pi / 2)
        cairo_arc(context, area.x + round, bottom - round, round, .pi / 2, .pi)
        cairo_arc(context, area.x + round, area.y + round, round, .pi, .pi * 1.5)
        cairo_close_path(context)
    }

    /// Fills the shape between points.
    func fill(_ points: [(x: Double, y: Double)], _ color: Color) {
        guard points.count > 2 else { return }
        flushText()
        path(points)
        cairo_close_path(context)
        setSource(color)
        cairo_fill(context)
    }

    /// Fills a piece of a ring between two angles, clockwise from the right.
    func ring(
        x: Double,
        y: Double,
        outer: Double,
        inner: Double,
        from start: Double,
        to end: Double,
        _ color: Color
    ) {
        guard outer > inner, inner >= 0, end > start else { return }
        flushText()
        cairo_new_path(context)
        cairo_arc(context, x, y, outer, start, end)
        cairo_arc_negative(context, x, y, inner, end, start)
        cairo_close_path(context)
        setSource(color)
        cairo_fill(context)
    }

    /// Draws a line through points.
    func line(
        _ points: [(x: Double, y: Double)],
        width: Double,
        _ color: Color,
        dash: [Double] = []
    ) {
        guard points.count > 1 else { return }
        flushText()
        path(points)
        setSource(color)
        cairo_set_line_width(context, width)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        cairo_set_line_cap(context, dash.isEmpty ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        cairo_set_dash(context, dash, Int32(dash.count), 0)
        cairo_stroke(context)
        cairo_set_dash(context, nil, 0, 0)
    }

    private func path(_ points: [(x: Double, y: Double)]) {
        for (place, point) in points.enumerated() {
            if place == 0 {
                cairo_move_to(context, point.x, point.y)
            } else {
                cairo_line_to(context, point.x, point.y)
            }
        }
    }

    /// Fills a rectangle whose short ends are half circles.
    ///
    /// It is drawn as a thick line with round ends, which takes a fifth of the numbers in a PDF.
    func capsule(_ area: Rectangle, _ color: Color) {
        let half = area.height / 2
        guard half > 0, area.width >= area.height else { return fill(area, radius: half, color) }
        line(
            [(area.x + half, area.y + half), (area.x + area.width - half, area.y + half)],
            width: area.height,
            color
        )
    }

    /// Fills a circle.
    func circle(x: Double, y: Double, radius: Double, _ color: Color) {
        line([(x, y), (x, y)], width: radius * 2, color)
    }
}
