internal import CCairo
internal import Paper

/// Paints glyphs onto pixels, each at a quarter of a pixel, from masks rendered once.
///
/// Cairo 1.16 rounds glyphs to whole pixels, which tears small words apart; its PDF does not.
/// Baselines stand on whole pixels and strokes are hinted in height only, so rows stay crisp.
final class GlyphPainter {
    private struct Mask {
        var left: Int32
        var top: Int32
        var width: Int32
        var height: Int32
        var first: Int32
        /// The mask is a coloured picture in `colors`.
        var isColor: Bool
    }

    private let strikes: EmojiStrikes
    private var index = HashIndex(minimumCapacity: 4096)
    private var keys: [UInt64] = []
    private var masks: [Mask] = []
    private var coverage: [UInt8] = []
    private var colors: [UInt32] = []
    private var sizes: [Int: Int] = [:]

    private static let coverageLimit = 16 << 20
    private static let colorLimit = 4 << 20

    init(strikes: EmojiStrikes) {
        self.strikes = strikes
    }

    /// Paints a glyph with its origin at a point of the raster; the size is in pixels.
    func paint(
        _ glyph: UInt32,
        of face: Face,
        size: Double,
        x: Double,
        y: Double,
        color: Color,
        on raster: Raster,
        clip: PixelBox
    ) {
        let quarters = Int((x * 4).rounded(.down))
        let column = quarters >> 2
        let row = Int(y.rounded())
        // No glyph is so wide that it could reach the clip from here; the store's key has bounds.
        let size64 = Int((size * 64).rounded())
        guard size64 > 0, size64 < 1 << 18, abs(column) < 1 << 20, abs(row) < 1 << 20 else {
            return
        }
        let part = face.isColor ? 0 : quarters & 3
        let mask = mask(of: glyph, face, size64: size64, part: part)
        let box = PixelBox(
            left: column + Int(mask.left),
            top: row - Int(mask.top),
            right: column + Int(mask.left) + Int(mask.width),
            bottom: row - Int(mask.top) + Int(mask.height)
        )
        let seen = box.intersection(clip)
        guard !seen.isEmpty else { return }
        if mask.isColor {
            blend(colors: mask, box, seen, raster)
        } else {
            blend(mask, box, seen, raster, color)
        }
    }

    private func mask(of glyph: UInt32, _ face: Face, size64: Int, part: Int) -> Mask {
        let key =
            UInt64(face.id) << 48 | UInt64(glyph & 0xFFFFF) << 24 | UInt64(size64) << 2
            | UInt64(part)
        let hash = HashIndex.mix(key)
        if let known = index.find(hash, where: { keys[Int($0)] == key }) {
            return masks[Int(known)]
        }
        if coverage.count > Self.coverageLimit || colors.count > Self.colorLimit { forget() }
        let made =
            face.isColor
            ? renderColor(glyph, face, size64: size64)
            : render(glyph, face, size64: size64, part: part)
        index.insert(hash, Int32(masks.count))
        keys.append(key)
        masks.append(made)
        return made
    }

    private func forget() {
        index.removeAll()
        keys.removeAll(keepingCapacity: true)
        masks.removeAll(keepingCapacity: true)
        coverage.removeAll(keepingCapacity: true)
        colors.removeAll(keepingCapacity: true)
    }

    private static let nothing = Mask(
        left: 0,
        top: 0,
        width: 0,
        height: 0,
        first: 0,
        isColor: false
    )

    private func render(_ glyph: UInt32, _ face: Face, size64: Int, part: Int) -> Mask {
        if sizes[face.id] != size64 {
            FT_Set_Char_Size(face.rendering, 0, FT_F26Dot6(size64), 72, 72)
            sizes[face.id] = size64
        }
        guard FT_Load_Glyph(face.rendering, glyph, conecta_ft_load_text) == 0,
            let slot = face.rendering.pointee.glyph
        else { return Self.nothing }
        FT_Outline_Translate(&slot.pointee.outline, FT_Pos(part * 16), 0)
        guard FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) == 0 else { return Self.nothing }
        let bitmap = slot.pointee.bitmap
        guard let rows = bitmap.buffer, bitmap.width > 0, bitmap.rows > 0,
            bitmap.width < 1 << 14, bitmap.rows < 1 << 14
        else { return Self.nothing }
        let first = coverage.count
        for row in 0..<Int(bitmap.rows) {
            coverage.append(
                contentsOf: UnsafeBufferPointer(
                    start: rows + row * Int(bitmap.pitch),
                    count: Int(bitmap.width)
                )
            )
        }
        return Mask(
            left: slot.pointee.bitmap_left,
            top: slot.pointee.bitmap_top,
            width: Int32(bitmap.width),
            height: Int32(bitmap.rows),
            first: Int32(first),
            isColor: false
        )
    }

    private func renderColor(_ glyph: UInt32, _ face: Face, size64: Int) -> Mask {
        guard let strike = strikes.strike(glyph, face) else { return Self.nothing }
        let place = EmojiStrikes.place(strike, size: Double(size64) / 64)
        let width = max(1, Int(place.width.rounded()))
        let height = max(1, Int(place.height.rounded()))
        let first = colors.count
        strikes.scaled(strike, width: width, height: height, into: &colors)
        return Mask(
            left: Int32(place.x.rounded()),
            top: Int32((-place.y).rounded()),
            width: Int32(width),
            height: Int32(height),
            first: Int32(first),
            isColor: true
        )
    }
}

extension GlyphPainter {
    private func blend(
        _ mask: Mask,
        _ box: PixelBox,
        _ seen: PixelBox,
        _ raster: Raster,
        _ color: Color
    ) {
        let opacity = color.rgba & 0xFF
        let ink = color.rgba >> 8
        let (redBlue, green) = (ink & 0xFF00FF, ink & 0x00FF00)
        coverage.withUnsafeBufferPointer { coverage in
            for row in seen.top..<seen.bottom {
                let source = Int(mask.first) + (row - box.top) * Int(mask.width) - box.left
                let target = raster.pixels + row * raster.stride
                for column in seen.left..<seen.right {
                    var alpha = UInt32(coverage[source + column])
                    if alpha == 0 { continue }
                    if opacity < 255 { alpha = (alpha * opacity + 127) / 255 }
                    if alpha == 255 {
                        target[column] = 0xFF00_0000 | ink
                        continue
                    }
                    let under = target[column]
                    target[column] =
                        0xFF00_0000
                        | Self.mix(redBlue, under & 0xFF00FF, alpha, 0x80_0080, 0xFF00FF)
                        | Self.mix(green >> 8, under >> 8 & 0xFF, alpha, 0x80, 0xFF) << 8
                }
            }
        }
    }

    /// Mixes channels that stand sixteen bits apart; divides by 255 exactly.
    @inline(__always)
    private static func mix(
        _ over: UInt32,
        _ under: UInt32,
        _ alpha: UInt32,
        _ half: UInt32,
        _ channels: UInt32
    ) -> UInt32 {
        let sum = over &* alpha &+ under &* (255 - alpha) &+ half
        return (sum &+ (sum >> 8 & channels)) >> 8 & channels
    }

    private func blend(colors mask: Mask, _ box: PixelBox, _ seen: PixelBox, _ raster: Raster) {
        colors.withUnsafeBufferPointer { colors in
            for row in seen.top..<seen.bottom {
                let source = Int(mask.first) + (row - box.top) * Int(mask.width) - box.left
                let target = raster.pixels + row * raster.stride
                for column in seen.left..<seen.right {
                    let over = colors[source + column]
                    let alpha = over >> 24
                    if alpha == 0 { continue }
                    let under = target[column]
                    // The picture is premultiplied: only what is under it is weakened.
                    target[column] =
                        0xFF00_0000
                        | (over & 0xFFFFFF)
                        &+ Self.mix(0, under & 0xFF00FF, alpha, 0x80_0080, 0xFF00FF)
                        &+ Self.mix(0, under >> 8 & 0xFF, alpha, 0x80, 0xFF) << 8
                }
            }
        }
    }
}
