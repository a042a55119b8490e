internal import Paper

/// Draws the parts of documents with one pen in one look.
struct Sketch {
    let pen: Pen
    var look: Look

    var theme: Theme { look.theme }
    var typesetter: Typesetter { pen.inks.typesetter }
    var composer: Composer { Composer(look: look, typesetter: typesetter) }

    /// Draws one line of text with its top left corner, and gives its width.
    @discardableResult
    func line(
        _ text: String,
        _ face: TextFace,
        x: Double,
        y: Double,
        width: Double = .infinity,
        alignment: Alignment = .start
    ) throws(RenderingError) -> Double {
        let block = try typesetter.set(
            text,
            face,
            in: TextBox(width: width, alignment: alignment, leading: 1.3, maximumLines: 1)
        )
        pen.draw(block, x: x, y: y)
        return block.width
    }

    /// Draws one line of text around the middle of a height.
    @discardableResult
    func line(
        _ text: String,
        _ face: TextFace,
        x: Double,
        middle: Double,
        width: Double = .infinity,
        alignment: Alignment = .start
    ) throws(RenderingError) -> Double {
        try line(
            text,
            face,
            x: x,
            y: middle - face.size * 0.65,
            width: width,
            alignment: alignment
        )
    }

    /// The height of a line of a face.
    func lineHeight(_ face: TextFace) -> Double { face.size * 1.3 }
}

extension Sketch {
    /// Draws the shape of a tone around a point, so that nobody needs to see its colour.
    ///
    /// Good is a disc, accent a square, warning a triangle, critical a diamond; neutral and muted
    /// have none.
    func shape(_ tone: Tone, x: Double, y: Double, size: Double, _ color: Color) {
        let half = size / 2
        switch tone {
        case .neutral, .muted: break
        case .good: pen.circle(x: x, y: y, radius: half * 0.9, color)
        case .accent:
            pen.fill(
                Rectangle(
                    x: x - half * 0.8,
                    y: y - half * 0.8,
                    width: size * 0.8,
                    height: size * 0.8
                ),
                color
            )
        case .warning:
            pen.fill(
                [(x, y - half), (x + half, y + half * 0.8), (x - half, y + half * 0.8)],
                color
            )
        case .critical:
            pen.fill(
                [
                    (x, y - half * 1.15), (x + half * 1.15, y), (x, y + half * 1.15),
                    (x - half * 1.15, y),
                ],
                color
            )
        }
    }

    /// How wide a label is.
    func labelWidth(_ text: String, _ face: TextFace) throws(RenderingError) -> Double {
        try typesetter.width(text, face) + face.size * 2.1
    }

    /// Draws a word on the colour of its tone, with the tone's shape beside it.
    func label(
        _ text: String,
        _ tone: Tone,
        _ face: TextFace,
        in area: Rectangle
    ) throws(RenderingError) {
        let palette = theme.palette(tone)
        let isStrong = look.isBoard
        pen.capsule(area, isStrong ? palette.fill : palette.tint)
        let ink = isStrong ? palette.onFill : palette.ink
        let inset = face.size * 0.55
        let shapeSize = face.size * 0.55
        let hasShape = tone != .neutral && tone != .muted
        let left = area.x + inset + (hasShape ? shapeSize * 1.55 : 0)
        let middle = area.y + area.height / 2
        if hasShape {
            shape(tone, x: area.x + inset + shapeSize * 0.5, y: middle, size: shapeSize, ink)
        }
        var inked = face
        inked.color = ink
        try line(
            text,
            inked,
            x: left,
            middle: middle,
            width: area.x + area.width - inset - left + 0.1
        )
    }
}
