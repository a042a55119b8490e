/// Is a photograph of a parcel, drawn by a few sums.
struct DemoPicture: Sendable {
    private static let width = 360
    private static let height = 270

    /// Wall, floor, board, edge, tape, dent, shadow, paper.
    private static let palettes: [[UInt32]] = [
        [0xDDE3E6, 0xB49A7C, 0xC89B62, 0x8F6A3C, 0xE8D9A8, 0x5C4326, 0x8B7458, 0xFFFFFF],
        [0xF1E9DA, 0x8A8F98, 0xB98A54, 0x7E5C33, 0xD7C48F, 0x4E3A22, 0x6B6F77, 0xF8F8F4],
        [0xC9D6C3, 0xA9795B, 0xD3A871, 0x94703F, 0xEFE2B6, 0x65492A, 0x84604A, 0xFFFDF6],
    ]

    private let palette: [UInt32]
    private let left: Int
    private let dent: Int

    /// Chooses colours and places from a number.
    init(_ variant: UInt64) {
        palette = Self.palettes[Int(variant % 3)]
        left = 70 + Int(variant >> 8 % 60)
        dent = 30 + Int(variant >> 16 % 90)
    }

    /// The picture as a PNG file.
    var png: [UInt8] {
        var rows: [UInt8] = []
        rows.reserveCapacity((Self.width / 2 + 1) * Self.height)
        for y in 0..<Self.height {
            rows.append(0)
            for x in stride(from: 0, to: Self.width, by: 2) {
                rows.append(colour(x, y) << 4 | colour(x + 1, y))
            }
        }
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let header =
            Self.bigEndian(UInt32(Self.width)) + Self.bigEndian(UInt32(Self.height))
            + [4, 3, 0, 0, 0]
        file += Self.chunk("IHDR", header)
        file += Self.chunk("PLTE", palette.flatMap { Self.bigEndian($0).dropFirst() })
        file += Self.chunk("IDAT", Self.stored(rows))
        file += Self.chunk("IEND", [])
        return file
    }

    /// The colour of a point, as its place in the palette.
    private func colour(_ x: Int, _ y: Int) -> UInt8 {
        let (top, bottom, right) = (80, 220, left + 170)
        if (left..<right).contains(x), (top..<bottom).contains(y) {
            let fromDent = (x - left - dent) * (x - left - dent) + (y - top) * (y - top)
            if fromDent < 900 { return fromDent < 500 ? 5 : 3 }
            if x < left + 3 || x >= right - 3 || y < top + 3 || y >= bottom - 3 { return 3 }
            if (left + 75..<left + 97).contains(x) { return 4 }
            if (left + 110..<left + 156).contains(x), (150..<190).contains(y) {
                // The label: paper with lines of print.
                return y % 8 < 2 && x < left + 148 && x > left + 114 ? 3 : 7
            }
            return 2
        }
        if (bottom..<bottom + 14).contains(y), (left + 10..<right + 24).contains(x) { return 6 }
        return y < 170 ? 0 : 1
    }

    /// Wraps bytes as zlib does, without making them fewer.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var wrapped: [UInt8] = [0x78, 0x01]
        var start = 0
        while start < bytes.count {
            let end = min(start + 65_535, bytes.count)
            let length = UInt16(end - start)
            wrapped.append(end == bytes.count ? 1 : 0)
            for value in [length, ~length] {
                wrapped += [UInt8(value & 0xFF), UInt8(value >> 8)]
            }
            wrapped += bytes[start..<end]
            start = end
        }
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return wrapped + bigEndian(high << 16 | low)
    }

    private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + data
        var check: UInt32 = 0xFFFF_FFFF
        for byte in body {
            check ^= UInt32(byte)
            for _ in 0..<8 { check = check & 1 == 1 ? check >> 1 ^ 0xEDB8_8320 : check >> 1 }
        }
        return bigEndian(UInt32(data.count)) + body + bigEndian(~check)
    }

    private static func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
    }
}
