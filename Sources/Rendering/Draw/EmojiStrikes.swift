internal import CCairo
internal import Paper

/// Keeps each emoji's bitmap in the size its font has it, as a picture of Cairo's.
///
/// A PDF that is given one and the same picture again refers to it instead of storing it twice.
final class EmojiStrikes {
    /// An emoji's bitmap; places are counted in its own pixels.
    struct Strike {
        let surface: OpaquePointer
        /// The size of letters that the bitmap is made for.
        let size: Double
        let left: Int
        /// The distance from the baseline up to the first row.
        let top: Int
        let width: Int
        let height: Int
    }

    private struct Key: Hashable {
        let face: Int
        let glyph: UInt32
    }

    private var strikes: [Key: Strike?] = [:]

    deinit {
        for strike in strikes.values {
            if let strike { cairo_surface_destroy(strike.surface) }
        }
    }

    /// The bitmap of a glyph, or `nil` when the font has none.
    func strike(_ glyph: UInt32, _ face: Face) -> Strike? {
        let key = Key(face: face.id, glyph: glyph)
        if let known = strikes[key] { return known }
        let made = load(glyph, face)
        strikes[key] = .some(made)
        return made
    }

    private func load(_ glyph: UInt32, _ face: Face) -> Strike? {
        guard FT_Load_Glyph(face.rendering, glyph, conecta_ft_load_color) == 0,
            let slot = face.rendering.pointee.glyph
        else { return nil }
        let bitmap = slot.pointee.bitmap
        guard bitmap.pixel_mode == UInt8(FT_PIXEL_MODE_BGRA.rawValue), let rows = bitmap.buffer,
            let surface = cairo_image_surface_create(
                CAIRO_FORMAT_ARGB32,
                Int32(bitmap.width),
                Int32(bitmap.rows)
            )
        else { return nil }
        guard let pixels = cairo_image_surface_get_data(surface) else {
            cairo_surface_destroy(surface)
            return nil
        }
        let stride = Int(cairo_image_surface_get_stride(surface))
        for row in 0..<Int(bitmap.rows) {
            (pixels + row * stride).update(
                from: rows + row * Int(bitmap.pitch),
                count: Int(bitmap.width) * 4
            )
        }
        cairo_surface_mark_dirty(surface)
        return Strike(
            surface: surface,
            size: Double(face.rendering.pointee.size.pointee.metrics.y_ppem),
            left: Int(slot.pointee.bitmap_left),
            top: Int(slot.pointee.bitmap_top),
            width: Int(bitmap.width),
            height: Int(bitmap.rows)
        )
    }

    /// Where a strike stands for letters of a size, from its origin on the baseline.
    ///
    /// It is drawn a little smaller than its font asks, in the middle of its own place: emoji
    /// made for screens of their own crowd the words beside them.
    static func place(_ strike: Strike, size: Double) -> Rectangle {
        let scale = size / strike.size
        let (width, height) = (Double(strike.width) * scale, Double(strike.height) * scale)
        let weak = (1 - share) / 2
        return Rectangle(
            x: Double(strike.left) * scale + width * weak,
            y: -Double(strike.top) * scale + height * weak,
            width: width * share,
            height: height * share
        )
    }

    private static let share = 0.88

    /// Appends the pixels of a strike in another size, premultiplied.
    func scaled(_ strike: Strike, width: Int, height: Int, into pixels: inout [UInt32]) {
        let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height))
        let context = cairo_create(surface)
        cairo_scale(
            context,
            Double(width) / Double(strike.width),
            Double(height) / Double(strike.height)
        )
        cairo_set_source_surface(context, strike.surface, 0, 0)
        cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_BEST)
        cairo_paint(context)
        cairo_destroy(context)
        cairo_surface_flush(surface)
        defer { cairo_surface_destroy(surface) }
        guard let data = cairo_image_surface_get_data(surface) else {
            pixels.append(contentsOf: repeatElement(0, count: width * height))
            return
        }
        let stride = Int(cairo_image_surface_get_stride(surface))
        for row in 0..<height {
            (data + row * stride).withMemoryRebound(to: UInt32.self, capacity: width) {
                pixels.append(contentsOf: UnsafeBufferPointer(start: $0, count: width))
            }
        }
    }
}
