internal import CCairo

extension Typesetter {
    /// Shapes text of any script through Pango's itemisation.
    func itemize(
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
