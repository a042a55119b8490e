import Foundation
import Paper
import Testing

@testable import Rendering

/// Pictures for panels of few colours, and for those that hang on their side.
@Suite struct PanelPictureTests {
    private func request(
        _ palette: PngPalette?,
        turn: QuarterTurn = .none,
        width: Int = 400,
        height: Int = 300
    ) -> BoardRequest {
        var request = BoardSample.request(
            theme: palette.map(Theme.panel) ?? .light,
            width: width,
            height: height
        )
        request.palette = palette
        request.turn = turn
        return request
    }

    @Test(arguments: PngPalette.allCases)
    func `a board in few colours is a sound file that names them`(palette: PngPalette) throws {
        let picture = try RenderingSamples.drafter.board(
            request(palette, width: 800, height: 480)
        )
        try RenderingSamples.show(picture.bytes, "panel-\(palette.rawValue).png")
        try RenderingSamples.withFolder { folder in
            let file = folder.appending(path: "panel.png")
            try Data(picture.bytes).write(to: file)
            let (status, output) = try RenderingSamples.run("pngcheck", "-v", file.path)
            #expect(status == 0, "\(output)")
            #expect(output.contains("\(palette.depth)-bit palette"), "\(output)")
            #expect(output.contains("\(palette.colors.count / 3) palette entries"), "\(output)")
        }
    }

    @Test func `few colours make small files`() throws {
        let drafter = try RenderingSamples.drafter
        let full = try drafter.board(request(nil, width: 800, height: 480)).bytes.count
        let few = try drafter.board(request(.greys2, width: 800, height: 480)).bytes.count
        #expect(few * 3 < full)
    }

    @Test(
        arguments: [
            (0x000000, 0), (0xFFFFFF, 1), (0xFF0000, 2), (0xB4231D, 2), (0x2378C3, 0),
            (0xFFD700, 1),
        ] as [(UInt32, UInt8)]
    )
    func `red is red, and other colours are as dark as they look`(pixel: UInt32, index: UInt8) {
        #expect(PngPalette.blackWhiteRed.index(of: pixel, threshold: 0.5) == index)
    }

    @Test func `a grey becomes as many dots as it is dark`() throws {
        // A field of one grey has no edge, so that all of it is dithered.
        let picture = try solid(0x404040, .greys2)
        #expect(picture == 4, "a quarter of sixteen")
        #expect(try solid(0x000000, .greys2) == 0)
        #expect(try solid(0xFFFFFF, .greys2) == 16)
    }

    /// How many pixels of a field of 4 × 4 are white.
    private func solid(_ color: UInt32, _ palette: PngPalette) throws -> Int {
        let order: [Double] = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5]
        return order.count { palette.index(of: color, threshold: ($0 + 0.5) / 16) == 1 }
    }

    @Test(
        arguments: [
            (QuarterTurn.none, [1, 2, 3, 4, 5, 6], 3), (.right, [4, 1, 5, 2, 6, 3], 2),
            (.around, [6, 5, 4, 3, 2, 1], 3), (.left, [3, 6, 2, 5, 1, 4], 2),
        ] as [(QuarterTurn, [UInt32], Int)]
    )
    func `a picture is turned clockwise`(turn: QuarterTurn, expected: [UInt32], width: Int) {
        var pixels: [UInt32] = [1, 2, 3, 0, 4, 5, 6, 0]
        let turned = pixels.withUnsafeMutableBufferPointer { buffer -> TurnedPixels? in
            guard let base = buffer.baseAddress else { return nil }
            // Rows lie four pixels apart, of which three are the picture's.
            return TurnedPixels(Raster(pixels: base, stride: 4, width: 3, height: 2), turn)
        }
        #expect(turned?.pixels == expected)
        #expect(turned?.width == width)
    }

    @Test func `a turned board has its sides exchanged and the same pixels`() throws {
        let drafter = try RenderingSamples.drafter
        let upright = try drafter.board(request(nil))
        let turned = try drafter.board(request(nil, turn: .right))
        #expect((turned.width, turned.height) == (upright.height, upright.width))
        #expect(turned.etag != upright.etag)
        #expect(try drafter.board(request(nil, turn: .right)) == turned)
    }

    @Test func `a panel's picture changes its name with its content alone`() throws {
        let drafter = try RenderingSamples.drafter
        func picture(_ waiting: Int) throws -> PngPicture {
            var request = BoardSample.request(waiting: waiting, theme: .panel(.greys16))
            request.palette = .greys16
            return try drafter.board(request)
        }
        let first = try picture(17)
        #expect(try picture(18).etag != first.etag)
        #expect(try picture(17) == first)
    }
}
