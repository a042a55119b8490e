internal import CCairo
internal import Glibc

/// Makes small pictures of large ones, for documents that show what was sent.
public enum Thumbnail {
    /// The most pixels on a side: twice what a page shows, for sharp prints.
    public static let side = 320

    /// The most bytes of a file that is looked at; larger ones have no small picture.
    public static let maximumBytes = 16 << 20

    private static let quality: Int32 = 82

    /// Makes a small JPEG of a PNG or JPEG; `nil` for a file that is damaged, too large or of another
    /// kind.
    ///
    /// The same bytes give the same picture. Blocks the thread.
    public static func make(of bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count <= maximumBytes else { return nil }
        let pictures = Pictures()
        // The decoded picture lives as long as what decoded it.
        return withExtendedLifetime(pictures) {
            guard let picture = pictures.decode(bytes) else { return nil }
            return shrunk(picture)
        }
    }

    private static func shrunk(_ picture: Pictures.Decoded) -> [UInt8]? {
        let scale = min(1, Double(side) / max(picture.width, picture.height))
        let width = max(1, Int((picture.width * scale).rounded()))
        let height = max(1, Int((picture.height * scale).rounded()))
        guard let small = try? PixelSurface(width: width, height: height),
            let context = cairo_create(small.surface)
        else { return nil }
        defer { cairo_destroy(context) }
        // Transparent pictures stand on paper.
        cairo_set_source_rgb(context, 1, 1, 1)
        cairo_paint(context)
        cairo_scale(context, Double(width) / picture.width, Double(height) / picture.height)
        cairo_set_source_surface(context, picture.surface, 0, 0)
        cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_GOOD)
        cairo_paint(context)
        cairo_surface_flush(small.surface)
        var output = conecta_jpeg_output()
        let failed = conecta_jpeg_encode(
            cairo_image_surface_get_data(small.surface),
            Int32(width),
            Int32(height),
            cairo_image_surface_get_stride(small.surface),
            quality,
            &output
        )
        guard failed == 0, let made = output.bytes else { return nil }
        defer { free(made) }
        return Array(UnsafeBufferPointer(start: made, count: Int(output.count)))
    }
}
