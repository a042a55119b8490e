import Foundation
import Paper
import Testing

@testable import Rendering

@Suite struct PngEncoderTests {
    /// Fills a surface with a pattern that depends on a seed.
    private func paint(_ surface: borrowing PixelSurface, seed: UInt32, rows: Range<Int>? = nil) {
        let raster = surface.raster
        for row in rows ?? 0..<raster.height {
            for column in 0..<raster.width {
                let value = UInt32(row / 3 * 31 + column / 5 * 17) &* 2_654_435 &+ seed
                raster.pixels[row * raster.stride + column] = 0xFF00_0000 | value & 0xFFFFFF
            }
        }
    }

    @Test(arguments: [(1, 1), (3, 2), (31, 29), (64, 61), (17, 200)])
    func `a picture of any size is sound and has its pixels`(width: Int, height: Int) throws {
        let surface = try PixelSurface(width: width, height: height)
        paint(surface, seed: 7)
        let picture = try PngEncoder(width: width, height: height).encode(surface.raster)
        let decoded = try #require(Pictures().decode(picture.bytes))
        #expect(decoded.width == Double(width))
        try RenderingSamples.withFolder { folder in
            let file = folder.appending(path: "picture.png")
            try Data(picture.bytes).write(to: file)
            let (status, output) = try RenderingSamples.run("pngcheck", "-q", file.path)
            #expect(status == 0, "\(output)")
        }
    }

    @Test func `after a change the bytes are those of a fresh encoding`() throws {
        let surface = try PixelSurface(width: 120, height: 300)
        paint(surface, seed: 1)
        let encoder = PngEncoder(width: 120, height: 300)
        let before = try encoder.encode(surface.raster)
        paint(surface, seed: 2, rows: 100..<110)
        let changed = PixelBox(left: 0, top: 100, right: 120, bottom: 110)
        let after = try encoder.encode(surface.raster, changed: [changed])
        let fresh = try PngEncoder(width: 120, height: 300).encode(surface.raster)
        #expect(after == fresh)
        #expect(after.etag != before.etag)
    }

    @Test func `equal pixels have equal names whatever was drawn between`() throws {
        let surface = try PixelSurface(width: 40, height: 90)
        let encoder = PngEncoder(width: 40, height: 90)
        paint(surface, seed: 1)
        let first = try encoder.encode(surface.raster)
        paint(surface, seed: 2)
        _ = try encoder.encode(surface.raster)
        paint(surface, seed: 1)
        #expect(try encoder.encode(surface.raster) == first)
    }

    @Test func `checksums of two parts give that of the whole`() {
        func adler(_ bytes: some Sequence<UInt8>) -> UInt32 {
            var (low, high): (UInt32, UInt32) = (1, 0)
            for byte in bytes {
                low = (low + UInt32(byte)) % 65_521
                high = (high + low) % 65_521
            }
            return high << 16 | low
        }
        let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7 ^ $0 >> 5) }
        for cut in [0, 1, 65_521, 100_003, 200_000] {
            let combined = PngEncoder.combine(
                adler(bytes[..<cut]),
                adler(bytes[cut...]),
                count: bytes.count - cut
            )
            #expect(combined == adler(bytes))
        }
    }

    @Test func `a size beyond the bounds is refused with the bounds`() throws {
        #expect {
            _ = try PixelSurface(width: 0, height: 10)
        } throws: { error in
            String(describing: error).contains("16384")
        }
        #expect(throws: RenderingError.self) { _ = try PixelSurface(width: 16_384, height: 16_384) }
    }
}
