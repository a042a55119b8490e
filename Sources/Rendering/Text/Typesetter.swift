internal import CCairo

/// Shapes words and keeps them, on one thread.
///
/// Text of European scripts is cut at spaces and each word is shaped once by HarfBuzz. A word
/// with anything else in it goes through Pango's itemisation, which finds scripts, fallback
/// fonts and emoji; a text with letters that run from right to left goes through it as a whole.
final class Typesetter {
    /// What was shaped so far.
    var store = WordStore()

    /// The open fonts; segments refer to them by place.
    private(set) var faces: [Face] = []

    let fonts: Fonts
    private let fontMap: UnsafeMutablePointer<PangoFontMap>
    let context: OpaquePointer
    let buffer: OpaquePointer
    private var faceByFile: [FontFile: Int] = [:]
    private var primary = [Int32](repeating: -1, count: Typeface.codes)
    var descriptions = [OpaquePointer?](repeating: nil, count: Typeface.codes)
    var figures: [Int32: [WordStore.Glyph]] = [:]
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

    func open(_ file: FontFile) throws(RenderingError) -> Int {
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
