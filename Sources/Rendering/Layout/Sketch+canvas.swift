internal import CCairo
internal import Paper

extension Sketch {
    /// Draws a free drawing, scaled to fit and centred in a rectangle.
    func canvas(_ canvas: Canvas, in area: Rectangle) throws(RenderingError) {
        guard canvas.width > 0, canvas.height > 0, canvas.width.isFinite, canvas.height.isFinite,
            area.width > 0, area.height > 0
        else { return }
        let scale = min(area.width / canvas.width, area.height / canvas.height)
        pen.save()
        defer { pen.restore() }
        pen.transform(
            a: scale,
            b: 0,
            c: 0,
            d: scale,
            tx: area.x + (area.width - canvas.width * scale) / 2,
            ty: area.y + (area.height - canvas.height * scale) / 2
        )
        pen.clip(Rectangle(x: 0, y: 0, width: canvas.width, height: canvas.height))
        // Each drawing keeps its own balance: what it saves and forgets is restored here.
        var depth = 0
        defer { for _ in 0..<depth { pen.restore() } }
        for operation in canvas.operations { try draw(operation, &depth) }
    }

    private func draw(_ operation: Canvas.Operation, _ depth: inout Int) throws(RenderingError) {
        switch operation {
        case .save:
            guard depth < 256 else { throw .malformed("a canvas saves more than 256 times") }
            pen.save()
            depth += 1
        case .restore:
            guard depth > 0 else { return }
            pen.restore()
            depth -= 1
        case .transform(let a, let b, let c, let d, let tx, let ty):
            pen.transform(a: a, b: b, c: c, d: d, tx: tx, ty: ty)
        case .clip(let area): pen.clip(area.bounded)
        case .path(let data, let paint): pen.path(PathData(data), paint)
        case .rectangle(let area, let radius, let paint):
            if paint.fill.isVisible {
                pen.fill(area.bounded, radius: max(0, radius), paint.fill)
            }
            if paint.stroke.isVisible, paint.strokeWidth > 0 {
                pen.stroke(
                    area.bounded,
                    radius: max(0, radius),
                    width: paint.strokeWidth,
                    paint.stroke
                )
            }
        case .text(let text, let x, let y, let style): try write(text, x: x, y: y, style)
        case .image(let bytes, let area): try image(bytes, alternative: "", in: area.bounded)
        case .link(let area, let address): pen.link(area.bounded, address)
        }
    }

    private func write(
        _ text: String,
        x: Double,
        y: Double,
        _ style: TextStyle
    ) throws(RenderingError) {
        guard style.size > 0, style.size < 10_000, x.isFinite, y.isFinite else { return }
        let block = try typesetter.set(
            text,
            TextFace(style),
            in: TextBox(width: .infinity, maximumLines: 1)
        )
        guard let line = block.lines.first else { return }
        let left =
            switch style.alignment {
            case .start, .justify: x
            case .center: x - block.width / 2
            case .end: x - block.width
            }
        pen.draw(block, x: left, y: y - Double(line.ascent))
    }
}

extension TextFace {
    /// The face of a drawing's style.
    init(_ style: TextStyle) {
        self.init(
            Typeface(.init(openType: style.weight), italic: style.italic),
            style.size,
            style.color
        )
    }
}

extension Color {
    var isVisible: Bool { rgba & 0xFF > 0 }
}

extension Rectangle {
    /// The rectangle within what Cairo can count.
    var bounded: Rectangle {
        func bound(_ value: Double) -> Double {
            value.isFinite ? max(-1e6, min(1e6, value)) : 0
        }
        return Rectangle(
            x: bound(x),
            y: bound(y),
            width: max(0, bound(width)),
            height: max(0, bound(height))
        )
    }

    /// The rectangle without a border of some width.
    func inset(_ border: Double) -> Rectangle {
        Rectangle(
            x: x + border,
            y: y + border,
            width: max(0, width - 2 * border),
            height: max(0, height - 2 * border)
        )
    }
}

extension Pen {
    /// Draws an outline.
    func path(_ data: PathData, _ paint: Paint) {
        guard !data.steps.isEmpty else { return }
        flushText()
        cairo_new_path(context)
        for step in data.steps {
            switch step {
            case .move(let x, let y): cairo_move_to(context, x, y)
            case .line(let x, let y): cairo_line_to(context, x, y)
            case .curve(let x1, let y1, let x2, let y2, let x, let y):
                cairo_curve_to(context, x1, y1, x2, y2, x, y)
            case .close: cairo_close_path(context)
            }
        }
        if paint.fill.isVisible {
            setSource(paint.fill)
            cairo_fill_preserve(context)
        }
        if paint.stroke.isVisible, paint.strokeWidth > 0, paint.strokeWidth < 1e6 {
            setSource(paint.stroke)
            cairo_set_line_width(context, paint.strokeWidth)
            cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
            cairo_stroke_preserve(context)
        }
        cairo_new_path(context)
    }

    /// Draws a decoded picture into a rectangle.
    func picture(_ picture: Pictures.Decoded, in area: Rectangle) {
        guard area.width > 0, area.height > 0 else { return }
        flushText()
        cairo_save(context)
        cairo_translate(context, area.x, area.y)
        cairo_scale(context, area.width / picture.width, area.height / picture.height)
        cairo_set_source_surface(context, picture.surface, 0, 0)
        cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_GOOD)
        cairo_paint(context)
        cairo_restore(context)
    }
}

extension Sketch {
    /// Draws an image as large as it fits, or a frame that says it cannot be shown.
    func image(
        _ bytes: [UInt8],
        alternative: String,
        in area: Rectangle
    ) throws(RenderingError) {
        guard let decoded = pen.inks.pictures.decode(bytes) else {
            pen.fill(area, radius: look.body * 0.3, theme.shade)
            pen.stroke(area.inset(0.25), radius: look.body * 0.3, width: 0.5, theme.line)
            let words = alternative.isEmpty ? look.phrases.unreadableImage : alternative
            try line(
                words,
                look.muted(0.9),
                x: area.x + look.body * 0.5,
                middle: area.y + area.height / 2,
                width: area.width - look.body,
                alignment: .center
            )
            return
        }
        let scale = min(area.width / decoded.width, area.height / decoded.height)
        let (width, height) = (decoded.width * scale, decoded.height * scale)
        pen.picture(
            decoded,
            in: Rectangle(
                x: area.x + (area.width - width) / 2,
                y: area.y + (area.height - height) / 2,
                width: width,
                height: height
            )
        )
    }
}
