public import Paper

/// Asks for the picture of a board.
public struct BoardRequest: Sendable {
    /// Names the board and whoever sees the same of it, such as a slug with the visible teams.
    ///
    /// Requests with one key, size, scale and theme reuse each other's pixels: what did not
    /// change is neither drawn nor encoded again.
    public var key: String

    /// The blocks: usually one grid with its cells.
    public var blocks: [Block]

    /// The width in pixels before scaling.
    public var width: Int

    /// The height in pixels before scaling.
    public var height: Int

    /// How many device pixels each pixel takes on either axis: 2 gives a picture twice as wide.
    public var scale: Double

    /// The colours.
    public var theme: Theme

    /// The language and zone of the values.
    public var wording: Wording

    /// The colours of a panel that has few; `nil` for all colours.
    public var palette: PngPalette?

    /// How the finished picture is turned.
    public var turn: QuarterTurn

    /// Creates a request; the default size is that of a television.
    public init(
        key: String,
        blocks: [Block],
        width: Int = 1920,
        height: Int = 1080,
        scale: Double = 1,
        theme: Theme = .dark,
        wording: Wording,
        palette: PngPalette? = nil,
        turn: QuarterTurn = .none
    ) {
        self.key = key
        self.blocks = blocks
        self.width = width
        self.height = height
        self.scale = scale
        self.theme = theme
        self.wording = wording
        self.palette = palette
        self.turn = turn
    }
}

/// Says how far a picture is turned, clockwise: for panels that hang on their side.
public enum QuarterTurn: Int, Sendable, Hashable, Codable, CaseIterable {
    /// Not at all.
    case none = 0
    /// Its top is at the right.
    case right = 90
    /// Upside down.
    case around = 180
    /// Its top is at the left.
    case left = 270
}

/// Is a picture as a PNG file, with what caches need.
public struct PngPicture: Sendable, Hashable {
    /// The bytes of the file.
    public let bytes: [UInt8]

    /// A name for the content, equal for equal pixels: the value of an `ETag`, without quotes.
    public let etag: String

    /// The width in pixels.
    public let width: Int

    /// The height in pixels.
    public let height: Int
}
