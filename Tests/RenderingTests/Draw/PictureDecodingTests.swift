import Foundation
import Testing

@testable import Rendering

@Suite struct PictureDecodingTests {
    /// A red JPEG of 16 × 8 pixels.
    static let jpeg = [UInt8](
        Data(
            base64Encoded: """
                /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwz\
                Oko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09P\
                T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAIABADASIAAhEBAxEB/8QA\
                FQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAA\
                AAAABQb/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCEAOWL/9k=
                """
        ) ?? Data()
    )

    @Test func `a JPEG and a PNG are decoded in their own size`() throws {
        let pictures = Pictures()
        let photo = try #require(pictures.decode(Self.jpeg))
        #expect(photo.width == 16)
        #expect(photo.height == 8)
        let surface = try PixelSurface(width: 5, height: 3)
        let png = try PngEncoder(width: 5, height: 3).encode(surface.raster).bytes
        #expect(try #require(pictures.decode(png)).width == 5)
    }

    @Test func `what is not a sound picture is refused`() {
        let pictures = Pictures()
        #expect(pictures.decode([]) == nil)
        #expect(pictures.decode(Array("GIF89a".utf8)) == nil)
        #expect(pictures.decode([0xFF, 0xD8, 0xFF]) == nil)
        #expect(pictures.decode(PngChunk.signature) == nil)
    }

    @Test(arguments: [4, 20, 100, 160, 200, 250]) func `a JPEG that is cut does no harm`(count: Int)
    {
        _ = Pictures().decode(Array(Self.jpeg.prefix(count)))
    }

    @Test func `a JPEG with any byte changed does no harm`() {
        let pictures = Pictures()
        for place in Self.jpeg.indices {
            var bytes = Self.jpeg
            bytes[place] ^= 0x5A
            _ = pictures.decode(bytes)
        }
    }

    @Test func `a PNG that announces a gigantic size is refused before it is decoded`() throws {
        var bytes = PngChunk.signature
        bytes += try PngChunk.header(width: 60_000, height: 60_000)
        #expect(Pictures().decode(bytes) == nil)
    }
}
