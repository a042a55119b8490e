internal import CCairo

/// Turns pixels into a PNG file of few colours.
///
/// Letters keep sharp edges: where neighbours differ much, the nearest colour is taken. Areas and
/// soft shades are dithered in an order that stays the same from picture to picture, so that a
/// panel that draws only what changed has little to draw.
struct IndexedPicture {
    private let pixels: TurnedPixels
    private let palette: PngPalette

    init(_ pixels: TurnedPixels, _ palette: PngPalette) {
        self.pixels = pixels
        self.palette = palette
    }

    /// The thresholds of a field of 4 × 4 pixels, in sixteenths.
    private static let order: [Double] = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5]

    /// Writes the file.
    func encode() throws(RenderingError) -> PngPicture {
        let rows = packedRows()
        var scratch = PngScratch()
        scratch.hold(rows)
        var data: [UInt8] = [0x78, 0x01]
        data += try scratch.compressed()
        data += [0x01, 0x00, 0x00, 0xFF, 0xFF]
        let adler = rows.withUnsafeBufferPointer {
            isal_adler32(1, $0.baseAddress, UInt64($0.count))
        }
        PngChunk.append(adler, to: &data)
        var file = PngChunk.signature
        file += try PngChunk.header(
            width: pixels.width,
            height: pixels.height,
            indexDepth: palette.depth
        )
        file += try PngChunk.bytes("PLTE", palette.colors)
        file += try PngChunk.bytes("IDAT", data)
        file += try PngChunk.bytes("IEND", [])
        let hash = rows.withUnsafeBufferPointer {
            crc64_ecma_refl(UInt64(pixels.width), $0.baseAddress, UInt64($0.count))
        }
        return PngPicture(
            bytes: file,
            etag: "p" + palette.rawValue + "-" + String(hash, radix: 36)
                + String(adler, radix: 36),
            width: pixels.width,
            height: pixels.height
        )
    }

    /// The rows as PNG has them: no filter, then the places of colours, the first in high bits.
    private func packedRows() -> [UInt8] {
        let depth = palette.depth
        let rowSize = 1 + (pixels.width * depth + 7) / 8
        var rows = [UInt8](repeating: 0, count: rowSize * pixels.height)
        for y in 0..<pixels.height {
            let start = y * rowSize + 1
            for x in 0..<pixels.width {
                let index = palette.index(of: pixels[x, y], threshold: threshold(x, y))
                let bit = x * depth
                rows[start + bit / 8] |= index << UInt8(8 - depth - bit % 8)
            }
        }
        return rows
    }

    /// What decides between two greys at a place.
    private func threshold(_ x: Int, _ y: Int) -> Double {
        guard palette.greys < 16, !isEdge(x, y) else { return 0.5 }
        return (Self.order[y % 4 * 4 + x % 4] + 0.5) / 16
    }

    /// Tells whether neighbours differ so much that a letter or a line ends here.
    private func isEdge(_ x: Int, _ y: Int) -> Bool {
        let own = Self.green(pixels[x, y])
        func differs(_ column: Int, _ row: Int) -> Bool {
            abs(Self.green(pixels[column, row]) - own) > 72
        }
        return x > 0 && differs(x - 1, y) || x + 1 < pixels.width && differs(x + 1, y)
            || y > 0 && differs(x, y - 1) || y + 1 < pixels.height && differs(x, y + 1)
    }

    private static func green(_ pixel: UInt32) -> Int { Int(pixel >> 8 & 0xFF) }
}
