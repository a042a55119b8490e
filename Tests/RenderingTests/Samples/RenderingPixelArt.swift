import Paper
import Testing

@testable import Rendering

/// Draws on a tiny surface and tells its pixels as letters.
///
/// `_` is white, `K` black, `R` red, `G` green, `B` blue; `?` is anything else.
enum RenderingPixelArt {
    static let red = Color(rgba: 0xFF00_00FF)
    static let green = Color(rgba: 0x00FF_00FF)
    static let blue = Color(rgba: 0x0000_FFFF)
    static let black = Color(rgba: 0x0000_00FF)
    static let white = Color(rgba: 0xFFFF_FFFF)

    static func draw(
        width: Int,
        height: Int,
        scale: Double = 1,
        _ body: (Pen) throws -> Void
    ) throws -> String {
        let surface = try PixelSurface(width: width, height: height)
        let pen = try Pen(surface, scale: scale, inks: Inks(fonts: RenderingSamples.fonts.get()))
        pen.fill(
            Rectangle(x: 0, y: 0, width: Double(width) / scale, height: Double(height) / scale),
            white
        )
        try body(pen)
        try pen.check()
        return letters(surface.raster)
    }

    static func letters(_ raster: Raster) -> String {
        (0..<raster.height).map { row in
            String(
                (0..<raster.width).map { column -> Character in
                    switch raster.pixels[row * raster.stride + column] & 0xFFFFFF {
                    case 0xFFFFFF: "_"
                    case 0x000000: "K"
                    case 0xFF0000: "R"
                    case 0x00FF00: "G"
                    case 0x0000FF: "B"
                    default: "?"
                    }
                }
            )
        }.joined(separator: "\n")
    }
}
