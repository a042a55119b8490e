internal import CCairo

extension Typesetter {
    private static let tabularFigures = hb_feature_t(
        tag: 0x746E_756D,
        value: 1,
        start: 0,
        end: UInt32.max
    )

    /// Shapes a word with the typeface's own font; tells false when the font lacks a letter.
    func shapeSimple(
        _ firstByte: Int,
        _ count: Int,
        _ typeface: Typeface
    ) throws(RenderingError) -> Bool {
        let face = try face(of: typeface)
        fillBuffer(firstByte, count, 0, count)
        hb_buffer_guess_segment_properties(buffer)
        hb_buffer_set_direction(buffer, HB_DIRECTION_LTR)
        let start = store.glyphs.count
        appendShaped(face, firstByte, count, level: 0, typeface)
        return !store.glyphs[start...].contains { $0.id == 0 }
    }

    /// Builds a number from figures of one width without shaping; numbers hardly ever repeat.
    func composeFigures(
        _ text: UnsafeBufferPointer<UInt8>,
        _ firstByte: Int,
        _ typeface: Typeface
    ) throws(RenderingError) -> Bool {
        let face = try face(of: typeface)
        let table = figureTable(face, typeface)
        let (firstGlyph, firstCluster) = (store.glyphs.count, store.clusters.count)
        var x: Float = 0
        for byte in text {
            // The table keeps each figure's advance where a glyph has its place.
            let figure = table[Int(byte) - 0x20]
            store.glyphs.append(WordStore.Glyph(id: figure.id, x: x, y: 0))
            store.clusters.append(WordStore.Cluster(bytes: 1, glyphs: 1, width: figure.x))
            x += figure.x
        }
        store.segments.append(
            WordStore.Segment(
                face: Int32(face.id),
                firstGlyph: Int32(firstGlyph),
                glyphCount: Int32(text.count),
                firstCluster: Int32(firstCluster),
                clusterCount: Int32(text.count),
                firstByte: Int32(firstByte),
                byteCount: Int32(text.count),
                width: x,
                origin: 0,
                level: 0,
                mayBreakAfter: false,
                isSpace: false
            )
        )
        return true
    }

    /// The glyph and advance of each character from space to colon in figures of one width.
    private func figureTable(_ face: Face, _ typeface: Typeface) -> [WordStore.Glyph] {
        let key = Int32(typeface.code)
        if let known = figures[key] { return known }
        let table = (UInt8(0x20)...0x3A).map { byte -> WordStore.Glyph in
            hb_buffer_clear_contents(buffer)
            var scalar = UInt32(byte)
            hb_buffer_add_utf32(buffer, &scalar, 1, 0, 1)
            hb_buffer_guess_segment_properties(buffer)
            withUnsafePointer(to: Self.tabularFigures) { hb_shape(face.shaping, buffer, $0, 1) }
            var count: UInt32 = 0
            guard let info = hb_buffer_get_glyph_infos(buffer, &count),
                let position = hb_buffer_get_glyph_positions(buffer, &count), count == 1
            else { return WordStore.Glyph(id: 0, x: 0.5, y: 0) }
            let advance = Float(Double(position.pointee.x_advance) / face.unitsPerEm)
            return WordStore.Glyph(id: info.pointee.codepoint, x: advance, y: 0)
        }
        figures[key] = table
        return table
    }

    func fillBuffer(_ firstByte: Int, _ count: Int, _ offset: Int, _ length: Int) {
        hb_buffer_clear_contents(buffer)
        store.bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            UnsafeRawPointer(base + firstByte).withMemoryRebound(to: CChar.self, capacity: count) {
                hb_buffer_add_utf8(buffer, $0, Int32(count), UInt32(offset), Int32(length))
            }
        }
    }

    /// Shapes what the buffer holds and appends it as a segment.
    func appendShaped(
        _ face: Face,
        _ firstByte: Int,
        _ byteCount: Int,
        level: UInt8,
        _ typeface: Typeface,
        clusterBase: Int = 0
    ) {
        if typeface.isTabular {
            withUnsafePointer(to: Self.tabularFigures) { hb_shape(face.shaping, buffer, $0, 1) }
        } else {
            hb_shape(face.shaping, buffer, nil, 0)
        }
        var count: UInt32 = 0
        let infos = hb_buffer_get_glyph_infos(buffer, &count)
        let positions = hb_buffer_get_glyph_positions(buffer, &count)
        guard let infos, let positions else { return }
        let unit = Float(1 / face.unitsPerEm)
        let firstGlyph = store.glyphs.count
        let firstCluster = store.clusters.count
        var x: Float = 0
        for place in 0..<Int(count) {
            let position = positions[place]
            store.glyphs.append(
                WordStore.Glyph(
                    id: infos[place].codepoint,
                    x: x + Float(position.x_offset) * unit,
                    y: -Float(position.y_offset) * unit
                )
            )
            x += Float(position.x_advance) * unit
        }
        appendClusters(
            (0..<Int(count)).map {
                (Int(infos[$0].cluster) - clusterBase, Float(positions[$0].x_advance) * unit)
            },
            byteCount: byteCount,
            isReversed: level & 1 != 0
        )
        store.segments.append(
            WordStore.Segment(
                face: Int32(face.id),
                firstGlyph: Int32(firstGlyph),
                glyphCount: Int32(count),
                firstCluster: Int32(firstCluster),
                clusterCount: Int32(store.clusters.count - firstCluster),
                firstByte: Int32(firstByte),
                byteCount: Int32(byteCount),
                width: x,
                origin: 0,
                level: level,
                mayBreakAfter: false,
                isSpace: false
            )
        )
    }

    /// Appends how bytes and glyphs belong together, in the order of the text.
    private func appendClusters(
        _ glyphs: [(offset: Int, width: Float)],
        byteCount: Int,
        isReversed: Bool
    ) {
        let ordered = isReversed ? glyphs.reversed() : glyphs
        var place = 0
        while place < ordered.count {
            let offset = ordered[place].offset
            var end = place
            var width: Float = 0
            while end < ordered.count, ordered[end].offset == offset {
                width += ordered[end].width
                end += 1
            }
            let next = end < ordered.count ? ordered[end].offset : byteCount
            store.clusters.append(
                WordStore.Cluster(
                    bytes: Int32(next - offset),
                    glyphs: Int32(end - place),
                    width: width
                )
            )
            place = end
        }
    }
}
