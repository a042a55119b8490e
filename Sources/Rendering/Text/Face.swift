internal import CCairo

/// Is one font file, opened for shaping, for Cairo and for pictures; confined to its typesetter.
final class Face {
    /// The place in the typesetter's list.
    let id: Int

    /// The font for HarfBuzz, in the file's own units.
    let shaping: OpaquePointer

    /// The face for Cairo.
    let drawing: OpaquePointer

    /// The face for rendering glyphs, with a FreeType of its own.
    let rendering: FT_Face

    /// How many of the file's units make the size.
    let unitsPerEm: Double

    /// The height over the baseline, in sizes.
    let ascent: Double

    /// The depth under the baseline, in sizes, positive.
    let descent: Double

    /// Tells whether glyphs are coloured bitmaps, as of emoji.
    let isColor: Bool

    private let library: FT_Library

    init(id: Int, file: FontFile) throws(RenderingError) {
        var library: FT_Library?
        var face: FT_Face?
        guard FT_Init_FreeType(&library) == 0, let library else {
            throw .font("FreeType does not start")
        }
        guard FT_New_Face(library, file.path, FT_Long(file.index), &face) == 0, let face else {
            FT_Done_FreeType(library)
            throw .font("\(file.path) cannot be read")
        }
        guard let blob = hb_blob_create_from_file_or_fail(file.path),
            let pattern = FcPatternCreate()
        else {
            FT_Done_FreeType(library)
            throw .font("\(file.path) cannot be read")
        }
        let hbFace = hb_face_create(blob, UInt32(file.index))
        hb_blob_destroy(blob)
        shaping = hb_font_create(hbFace)
        hb_face_destroy(hbFace)
        FcPatternAddString(pattern, FC_FILE, file.path)
        FcPatternAddInteger(pattern, FC_INDEX, file.index)
        drawing = cairo_ft_font_face_create_for_pattern(pattern)
        FcPatternDestroy(pattern)
        let units = Double(hb_face_get_upem(hb_font_get_face(shaping)))
        var extents = hb_font_extents_t()
        hb_font_get_h_extents(shaping, &extents)
        self.id = id
        self.library = library
        rendering = face
        unitsPerEm = units
        ascent = Double(extents.ascender) / units
        descent = -Double(extents.descender) / units
        // Only bitmap strikes can be scaled emoji here; outlines have no fixed sizes.
        isColor = face.pointee.num_fixed_sizes > 0 && face.pointee.face_flags & 1 == 0
        if isColor { FT_Select_Size(face, 0) }
    }

    deinit {
        cairo_font_face_destroy(drawing)
        hb_font_destroy(shaping)
        FT_Done_Face(rendering)
        FT_Done_FreeType(library)
    }
}
