public import Paper

/// Is the operator's logo on documents and boards.
public struct Logo: Sendable, Hashable {
    /// The bytes of a PNG or JPEG file; empty for none.
    public let bytes: [UInt8]

    // Themes are compared at every picture of a board: the bytes themselves are hashed once.
    private let digest: Int

    /// Creates a logo.
    public init(_ bytes: [UInt8] = []) {
        self.bytes = bytes
        var hasher = Hasher()
        hasher.combine(bytes)
        digest = hasher.finalize()
    }

    /// Combines what stands for the bytes.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(digest)
    }

    /// Tells whether the bytes can be drawn at all.
    public var isReadable: Bool { Pictures().decode(bytes) != nil }

    /// The width of the logo at a height, at most so much; nothing when it cannot be drawn.
    func size(height: Double, most: Double) -> (width: Double, height: Double) {
        guard let size = PictureSize(bytes), size.width > 0, size.height > 0 else { return (0, 0) }
        let width = height * Double(size.width) / Double(size.height)
        return width <= most ? (width, height) : (most, height * most / width)
    }
}

extension Theme {
    /// The theme in the operator's colour and with the operator's logo.
    ///
    /// The colour is made darker or lighter where words in it could not be read.
    public func branded(accent: Color?, logo: Logo = Logo()) -> Theme {
        var theme = self
        theme.logo = logo
        guard let accent else { return theme }
        let fill = Color(rgba: accent.rgba | 0xFF)
        let fillOn = fill.leaning(to: ink, until: 1.6, on: panel)
        theme.accent = TonePalette(
            ink: fill.leaning(to: ink, until: 4.5, on: panel),
            fill: fillOn,
            onFill: readable(on: fillOn),
            tint: fill.mixed(0.12, over: panel)
        )
        theme.series[0] = fill.leaning(to: ink, until: 2.4, on: panel)
        return theme
    }
}

extension Color {
    /// The colour mixed with another just as far as a contrast needs.
    func leaning(to other: Color, until contrast: Double, on ground: Color) -> Color {
        var part = 0.0
        while part < 1 {
            let mixed = other.mixed(part, over: self)
            if mixed.contrast(with: ground) >= contrast { return mixed }
            part += 0.05
        }
        return other
    }
}
