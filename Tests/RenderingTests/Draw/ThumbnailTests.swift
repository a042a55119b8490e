import Testing

@testable import Rendering

@Suite struct ThumbnailTests {
    private func picture(width: Int, height: Int) throws -> [UInt8] {
        let surface = try PixelSurface(width: width, height: height)
        return try PngEncoder(width: width, height: height).encode(surface.raster).bytes
    }

    @Test func `a large picture becomes a small one of the same shape`() throws {
        let small = try #require(Thumbnail.make(of: try picture(width: 1_000, height: 250)))
        let size = try #require(PictureSize(small))
        #expect(size.isJpeg && size.width == Thumbnail.side && size.height == 80)
    }

    @Test func `a small picture stays as large as it is`() throws {
        let small = try #require(Thumbnail.make(of: PictureDecodingTests.jpeg))
        let size = try #require(PictureSize(small))
        let whole = try #require(PictureSize(PictureDecodingTests.jpeg))
        #expect(size.width == whole.width && size.height == whole.height)
    }

    @Test func `the same picture gives the same bytes`() throws {
        let bytes = try picture(width: 700, height: 700)
        #expect(Thumbnail.make(of: bytes) == Thumbnail.make(of: bytes))
    }

    @Test func `what is no picture, or a broken one, has none`() {
        #expect(Thumbnail.make(of: Array("GIF89a".utf8)) == nil)
        #expect(Thumbnail.make(of: []) == nil)
        #expect(Thumbnail.make(of: [0xFF, 0xD8, 0xFF, 0xC0, 0, 1]) == nil)
    }
}
