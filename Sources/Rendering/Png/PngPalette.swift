/// Names the colours that a panel such as e-paper knows.
public enum PngPalette: String, Sendable, Hashable, Codable, CaseIterable {
    /// Black and white, one bit a pixel.
    case greys2 = "2"
    /// Four greys, two bits a pixel.
    case greys4 = "4"
    /// Sixteen greys, four bits a pixel.
    case greys16 = "16"
    /// 256 greys, eight bits a pixel.
    case greys256 = "256"
    /// Black, white and red, two bits a pixel.
    case blackWhiteRed = "bwr"
    /// Black, white, red and yellow, two bits a pixel.
    case blackWhiteRedYellow = "bwry"

    /// How many bits each pixel takes.
    var depth: Int {
        switch self {
        case .greys2: 1
        case .greys4, .blackWhiteRed, .blackWhiteRedYellow: 2
        case .greys16: 4
        case .greys256: 8
        }
    }

    /// Whether it has red.
    var hasRed: Bool { self == .blackWhiteRed || self == .blackWhiteRedYellow }

    /// How many greys it has, black and white among them; they stand first.
    var greys: Int {
        switch self {
        case .greys2, .blackWhiteRed, .blackWhiteRedYellow: 2
        case .greys4: 4
        case .greys16: 16
        case .greys256: 256
        }
    }

    /// Red, green and blue of each colour.
    var colors: [UInt8] {
        var colors = (0..<greys).flatMap { place in
            [UInt8](repeating: UInt8(place * 255 / (greys - 1)), count: 3)
        }
        if hasRed { colors += [255, 0, 0] }
        if self == .blackWhiteRedYellow { colors += [255, 215, 0] }
        return colors
    }

    /// The colour of a pixel, as its place among `colors`.
    ///
    /// `threshold`, from 0 to 1, decides between two greys: a half gives the nearer one, and
    /// thresholds that differ from pixel to pixel give the impression of a grey between them.
    func index(of pixel: UInt32, threshold: Double) -> UInt8 {
        let red = Int(pixel >> 16 & 0xFF)
        let green = Int(pixel >> 8 & 0xFF)
        let blue = Int(pixel & 0xFF)
        if hasRed, red > 150, green < 105, blue < 105 { return 2 }
        if self == .blackWhiteRedYellow, red > 190, green > 140, blue < 110 { return 3 }
        let grey = Double(red * 299 + green * 587 + blue * 114) / 255_000 * Double(greys - 1)
        return UInt8(min(greys - 1, Int(grey + 1 - threshold)))
    }
}
