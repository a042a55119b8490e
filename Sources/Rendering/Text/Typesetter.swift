internal import CCairo

/// Shapes words and keeps them; the heart of layout. Confined to one thread.
///
/// Text of European scripts is cut at spaces and each word is shaped once by HarfBuzz. A word
/// with anything else in it goes through Pango's itemisation, which finds scripts, fallback
/// fonts and emoji; a text with letters that run from right to left goes through it as a whole.
final class Typesetter {
    /// What was shaped so far.
    var store = WordStore()

    /// The open fonts; segments refer to them by place.
    private(set) var faces: [Face] = []

    private let fonts: Fonts
    private let fontMap: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    private let buffer: OpaquePointer
    private var faceByFile: [FontFile: Int] = [:]
    private var primary = [Int32](repeating: -1, count: Typeface.codes)
    private var descriptions = [OpaquePointer?](repeating: nil, count: Typeface.codes)
    private var figures: [Int32: [WordStore.Glyph]] = [:]
    private var spaces = [Int32](repeating: -1, count: Typeface.codes)

    init(fonts: Fonts) throws(RenderingError) {
        guard let map = conecta_font_map(fonts.config) else {
            throw .font("Pango has no FreeType fonts")
        }
        self.fonts = fonts
        fontMap = map
        context = pango_font_map_create_context(map)
        pango_context_set_round_glyph_positions(context, 0)
        buffer = hb_buffer_create()
        hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES)
        for code in [Typeface(), Typeface(.bold)] { _ = try face(of: code) }
    }

    deinit {
        for description in descriptions { pango_font_description_free(description) }
        hb_buffer_destroy(buffer)
        conecta_object_release(UnsafeMutableRawPointer(context))
        conecta_object_release(fontMap)
    }

    /// Forgets words when there are too many; call it only where no line is in use.
    func trim() {
        guard store.isFull else { return }
        store.removeAll()
        for code in spaces.indices { spaces[code] = -1 }
    }

    /// The face that ordinary letters of a typeface come from.
    func face(of typeface: Typeface) throws(RenderingError) -> Face {
        let known = primary[Int(typeface.code)]
        if known >= 0 { return faces[Int(known)] }
        let place = try open(fonts.file(of: typeface))
        primary[Int(typeface.code)] = Int32(place)
        return faces[place]
    }

    private func open(_ file: FontFile) throws(RenderingError) -> Int {
        if let place = faceByFile[file] { return place }
        faces.append(try Face(id: faces.count, file: file))
        faceByFile[file] = faces.count - 1
        return faces.count - 1
    }

    /// The shaped space of a typeface.
    func space(_ typeface: Typeface) throws(RenderingError) -> Int32 {
        let known = spaces[Int(typeface.code)]
        if known >= 0 { return known }
        let space: StaticString = " "
        let word = try word(
            UnsafeBufferPointer(start: space.utf8Start, count: 1),
            typeface
        )
        let segment = store.words[Int(word)].firstSegment
        spaces[Int(typeface.code)] = segment
        return segment
    }

    /// Finds or shapes a word of simple text, or any text of which no more is known.
    func word(
        _ text: UnsafeBufferPointer<UInt8>,
        _ typeface: Typeface
    ) throws(RenderingError) -> Int32 {
        let hash = HashIndex.hash(text, seed: UInt64(typeface.code))
        if let known = store.find(text, typeface, hash) { return known }
        let firstByte = store.bytes.count
        let firstSegment = store.segments.count
        store.bytes.append(contentsOf: text)
        let isShaped =
            if typeface.isTabular, TextScan.isFigures(text) {
                try composeFigures(text, firstByte, typeface)
            } else if TextScan.isSimple(text) {
                try shapeSimple(firstByte, text.count, typeface)
            } else {
                false
            }
        if !isShaped {
            store.segments.removeSubrange(firstSegment...)
            try itemize(text, firstByte, typeface)
        }
        return store.insert(
            firstByte: firstByte,
            byteCount: text.count,
            typeface,
            hash,
            firstSegment: firstSegment
        )
    }
}

extension Typesetter {
    private static let tabularFigures = hb_feature_t(
        tag: 0x746E_756D,
        value: 1,
        start: 0,
        end: UInt32.max
    )

    /// Shapes a word with the typeface's own font; tells false when the font lacks a letter.
    private func shapeSimple(
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
    private func composeFigures(
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

    private func fillBuffer(_ firstByte: Int, _ count: Int, _ offset: Int, _ length: Int) {
        hb_buffer_clear_contents(buffer)
        store.bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            UnsafeRawPointer(base + firstByte).withMemoryRebound(to: CChar.self, capacity: count) {
                hb_buffer_add_utf8(buffer, $0, Int32(count), UInt32(offset), Int32(length))
            }
        }
    }

    /// Shapes what the buffer holds and appends it as a segment.
    private func appendShaped(
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

extension Typesetter {
    /// Shapes text of any script through Pango's itemisation.
    private func itemize(
        _ text: UnsafeBufferPointer<UInt8>,
        _ firstByte: Int,
        _ typeface: Typeface
    ) throws(RenderingError) {
        guard let base = text.baseAddress, text.count > 0 else { return }
        let characters = UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self)
        pango_context_set_font_description(context, try description(of: typeface))
        let attributes = pango_attr_list_new()
        defer { pango_attr_list_unref(attributes) }
        guard
            let items = pango_itemize_with_base_dir(
                context,
                TextScan.startsFromRight(text) ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR,
                characters,
                0,
                Int32(text.count),
                attributes,
                nil
            )
        else { return }
        let breaks = breakOffsets(characters, text.count)
        var node: UnsafeMutablePointer<GList>? = items
        while let current = node {
            if let item = current.pointee.data?.assumingMemoryBound(to: PangoItem.self) {
                try shape(item, text, firstByte, typeface, breaks)
                pango_item_free(item)
            }
            node = current.pointee.next
        }
        g_list_free(items)
    }

    /// Finds where lines may break and which characters are white space, by byte.
    private func breakOffsets(
        _ text: UnsafePointer<CChar>,
        _ count: Int
    ) -> (breaks: Set<Int>, spaces: Set<Int>) {
        // Counted here, because GLib would stop at a zero byte and Pango would not.
        let length = (0..<count).count { UInt8(bitPattern: text[$0]) & 0xC0 != 0x80 }
        var attributes = [PangoLogAttr](repeating: PangoLogAttr(), count: length + 1)
        pango_get_log_attrs(
            text,
            Int32(count),
            -1,
            pango_language_from_string("pt-br"),
            &attributes,
            Int32(length + 1)
        )
        var breaks: Set<Int> = []
        var spaces: Set<Int> = []
        var offset = 0
        for character in 0..<length {
            if attributes[character].is_line_break != 0 { breaks.insert(offset) }
            if attributes[character].is_white != 0 { spaces.insert(offset) }
            let lead = UInt8(bitPattern: text[offset])
            offset += lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        }
        return (breaks, spaces)
    }

    /// Shapes an item in parts that end where a line may.
    private func shape(
        _ item: UnsafeMutablePointer<PangoItem>,
        _ text: UnsafeBufferPointer<UInt8>,
        _ firstByte: Int,
        _ typeface: Typeface,
        _ marks: (breaks: Set<Int>, spaces: Set<Int>)
    ) throws(RenderingError) {
        let analysis = item.pointee.analysis
        let face = try face(chosen: analysis.font, typeface)
        let end = Int(item.pointee.offset + item.pointee.length)
        var start = Int(item.pointee.offset)
        while start < end {
            let isSpace = marks.spaces.contains(start)
            var next = start + 1
            while next < end, !marks.breaks.contains(next),
                text[next] & 0xC0 == 0x80 || marks.spaces.contains(next) == isSpace
            {
                next += 1
            }
            fillBuffer(firstByte, text.count, start, next - start)
            hb_buffer_set_script(buffer, hb_script_t(script(analysis.script)))
            hb_buffer_set_direction(
                buffer,
                analysis.level & 1 == 0 ? HB_DIRECTION_LTR : HB_DIRECTION_RTL
            )
            if let language = analysis.language {
                hb_buffer_set_language(
                    buffer,
                    hb_language_from_string(pango_language_to_string(language), -1)
                )
            }
            appendShaped(
                face,
                firstByte + start,
                next - start,
                level: analysis.level,
                typeface,
                clusterBase: start
            )
            let place = store.segments.count - 1
            store.segments[place].isSpace = isSpace
            store.segments[place].mayBreakAfter = marks.breaks.contains(next)
            start = next
        }
    }

    private func script(_ script: UInt8) -> UInt32 {
        let tag = g_unicode_script_to_iso15924(GUnicodeScript(rawValue: Int32(script)))
        return hb_script_from_iso15924_tag(hb_tag_t(tag)).rawValue
    }

    /// The open face of the font that Pango chose.
    private func face(
        chosen font: UnsafeMutablePointer<PangoFont>?,
        _ typeface: Typeface
    ) throws(RenderingError) -> Face {
        guard let font, let pattern = conecta_font_pattern(font), let file = FontFile(pattern)
        else { return try face(of: typeface) }
        let place = try open(file)
        return faces[place]
    }

    private func description(of typeface: Typeface) throws(RenderingError) -> OpaquePointer {
        if let known = descriptions[Int(typeface.code)] { return known }
        guard let made = pango_font_description_new() else { throw .font("out of memory") }
        pango_font_description_set_family(made, typeface.family)
        pango_font_description_set_weight(
            made,
            PangoWeight(rawValue: UInt32(typeface.weight.openType))
        )
        pango_font_description_set_style(
            made,
            typeface.isItalic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL
        )
        pango_font_description_set_absolute_size(made, 64 * 1_024)
        descriptions[Int(typeface.code)] = made
        return made
    }
}
