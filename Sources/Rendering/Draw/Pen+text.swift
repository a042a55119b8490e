internal import CCairo
internal import Paper

/// Collects glyphs of one face, size and colour until they are handed to Cairo together.
struct GlyphRun {
    var face: Int32 = -1
    var size = 0.0
    var color = Color.clear
    var bytes: [CChar] = []
    var glyphs: [cairo_glyph_t] = []
    var clusters: [cairo_text_cluster_t] = []

    var isEmpty: Bool { glyphs.isEmpty }
}

extension Pen {
    /// Draws set text, or some of its lines, with the first line's top left corner at a point.
    func draw(
        _ block: TextBlock,
        x: Double,
        y: Double,
        lines: Range<Int>? = nil,
        color: Color? = nil
    ) {
        var top = y
        for place in lines ?? block.lines.indices {
            let line = block.lines[place]
            draw(line, of: block, x: x, baseline: top + Double(line.ascent), color)
            top += Double(line.height)
        }
    }

    private func draw(
        _ line: TextBlock.Line,
        of block: TextBlock,
        x: Double,
        baseline: Double,
        _ color: Color?
    ) {
        for place in Int(line.first)..<Int(line.end) {
            let piece = block.pieces[place]
            let face = block.faces[Int(piece.face)]
            draw(piece, face, color ?? face.color, x: x, baseline: baseline)
        }
        guard raster == nil, block.faces.contains(where: { !$0.link.isEmpty }) else { return }
        drawLinks(of: line, block, x: x, baseline: baseline)
    }

    /// Draws a piece of text, whose place counts from a left edge.
    func draw(
        _ piece: TextBlock.Piece,
        _ face: TextFace,
        _ color: Color,
        x: Double,
        baseline: Double
    ) {
        let left = x + Double(piece.x)
        if raster != nil, frame.isPlain {
            paint(piece.segment, face, color, x: left, y: baseline)
        } else {
            collect(piece, face, color, x: left, y: baseline)
        }
    }

    /// Makes each stretch of a line with one target a link.
    private func drawLinks(
        of line: TextBlock.Line,
        _ block: TextBlock,
        x: Double,
        baseline: Double
    ) {
        var place = Int(line.first)
        while place < Int(line.end) {
            let first = block.pieces[place]
            let face = block.faces[Int(first.face)]
            var right = Double(first.x)
            repeat {
                let piece = block.pieces[place]
                let shaped = inks.typesetter.store.segments[Int(piece.segment)]
                right = Double(piece.x + shaped.width * Float(face.size))
                place += 1
            } while place < Int(line.end) && block.pieces[place].face == first.face
            guard !face.link.isEmpty else { continue }
            link(
                Rectangle(
                    x: x + Double(first.x),
                    y: baseline - face.size,
                    width: right - Double(first.x),
                    height: face.size * 1.3
                ),
                face.link
            )
        }
    }

    private func paint(_ segment: Int32, _ face: TextFace, _ color: Color, x: Double, y: Double) {
        guard let raster else { return }
        cairo_surface_flush(cairo_get_target(context))
        let typesetter = inks.typesetter
        let shaped = typesetter.store.segments[Int(segment)]
        let font = typesetter.faces[Int(shaped.face)]
        let size = face.size * frame.scale
        let left = x * frame.scale + frame.dx - Double(shaped.origin) * size
        let baseline = y * frame.scale + frame.dy
        let first = Int(shaped.firstGlyph)
        typesetter.store.glyphs.withUnsafeBufferPointer { glyphs in
            for glyph in glyphs[first..<first + Int(shaped.glyphCount)] {
                inks.painter.paint(
                    glyph.id,
                    of: font,
                    size: size,
                    x: left + Double(glyph.x) * size,
                    y: baseline + Double(glyph.y) * size,
                    color: color,
                    on: raster,
                    clip: frame.clip
                )
            }
        }
        cairo_surface_mark_dirty(cairo_get_target(context))
    }

    /// Adds a piece to the run, which is handed over first when it is of another kind.
    private func collect(
        _ piece: TextBlock.Piece,
        _ face: TextFace,
        _ color: Color,
        x: Double,
        y: Double
    ) {
        let shaped = inks.typesetter.store.segments[Int(piece.segment)]
        if inks.typesetter.faces[Int(shaped.face)].isColor {
            return drawEmoji(shaped, face, x: x, y: y)
        }
        if run.face != shaped.face || run.size != face.size || run.color != color
            || shaped.isRightToLeft
        {
            flushText()
            run.face = shaped.face
            run.size = face.size
            run.color = color
        }
        append(shaped, x: x, y: y)
        if shaped.isRightToLeft { return flushText(backward: true) }
        guard piece.hasSpaceAfter, let space = try? inks.typesetter.space(face.typeface) else {
            return
        }
        let blank = inks.typesetter.store.segments[Int(space)]
        guard blank.face == shaped.face else { return }
        append(blank, x: x + Double(shaped.width) * face.size, y: y)
    }

    private func append(_ shaped: WordStore.Segment, x: Double, y: Double) {
        let size = run.size
        let left = x - Double(shaped.origin) * size
        let typesetter = inks.typesetter
        typesetter.store.glyphs.withUnsafeBufferPointer { glyphs in
            let first = Int(shaped.firstGlyph)
            run.glyphs.append(
                contentsOf: glyphs[first..<first + Int(shaped.glyphCount)].lazy.map { glyph in
                    cairo_glyph_t(
                        index: UInt(glyph.id),
                        x: left + Double(glyph.x) * size,
                        y: y + Double(glyph.y) * size
                    )
                }
            )
        }
        typesetter.store.bytes.withUnsafeBytes { bytes in
            let first = Int(shaped.firstByte)
            run.bytes.append(
                contentsOf: bytes[first..<first + Int(shaped.byteCount)].lazy.map(
                    CChar.init(bitPattern:)
                )
            )
        }
        typesetter.store.clusters.withUnsafeBufferPointer { clusters in
            let first = Int(shaped.firstCluster)
            run.clusters.append(
                contentsOf: clusters[first..<first + Int(shaped.clusterCount)].lazy.map {
                    cairo_text_cluster_t(num_bytes: $0.bytes, num_glyphs: $0.glyphs)
                }
            )
        }
    }

    /// Hands the collected run to Cairo.
    func flushText(backward: Bool = false) {
        guard !run.isEmpty else { return }
        let face = inks.typesetter.faces[Int(run.face)]
        cairo_set_font_face(context, face.drawing)
        cairo_set_font_size(context, run.size)
        setSource(run.color)
        cairo_show_text_glyphs(
            context,
            run.bytes,
            Int32(run.bytes.count),
            run.glyphs,
            Int32(run.glyphs.count),
            run.clusters,
            Int32(run.clusters.count),
            backward ? CAIRO_TEXT_CLUSTER_FLAG_BACKWARD : cairo_text_cluster_flags_t(rawValue: 0)
        )
        run.bytes.removeAll(keepingCapacity: true)
        run.glyphs.removeAll(keepingCapacity: true)
        run.clusters.removeAll(keepingCapacity: true)
    }

    private func drawEmoji(_ shaped: WordStore.Segment, _ face: TextFace, x: Double, y: Double) {
        let font = inks.typesetter.faces[Int(shaped.face)]
        let first = Int(shaped.firstGlyph)
        for place in first..<first + Int(shaped.glyphCount) {
            let glyph = inks.typesetter.store.glyphs[place]
            guard let strike = inks.strikes.strike(glyph.id, font) else { continue }
            let place = EmojiStrikes.place(strike, size: face.size)
            cairo_save(context)
            cairo_translate(
                context,
                x + Double(glyph.x - shaped.origin) * face.size + place.x,
                y + Double(glyph.y) * face.size + place.y
            )
            cairo_scale(
                context,
                place.width / Double(strike.width),
                place.height / Double(strike.height)
            )
            cairo_set_source_surface(context, strike.surface, 0, 0)
            cairo_paint(context)
            cairo_restore(context)
        }
    }
}
