public import Rendering

/// Names the format of a document.
public enum DocumentFormat: String, Sendable, Hashable, Codable, CaseIterable {
    /// Pages to print and keep.
    case pdf
    /// A picture: of a board, or of one page of a report.
    case png
    /// The rows of its tables.
    case csv
    /// A fragment of a web page.
    case html

    /// The media type, as HTTP names it.
    public var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .png: "image/png"
        case .csv: "text/csv; charset=utf-8"
        case .html: "text/html; charset=utf-8"
        }
    }
}

/// Says how large a board is drawn, and in which colours.
public struct BoardShape: Sendable, Hashable, Codable {
    /// The width in pixels before scaling.
    public var width: Int

    /// The height in pixels before scaling.
    public var height: Int

    /// The device pixels for each pixel.
    public var scale: Double

    /// The colours.
    public var theme: BoardTheme

    /// The colours of a panel that has few; `nil` for all.
    public var palette: PngPalette?

    /// How the picture is turned, after it was drawn in this width and height.
    public var turn: QuarterTurn

    /// Creates a shape; the default is that of a television.
    public init(
        width: Int = 1_920,
        height: Int = 1_080,
        scale: Double = 1,
        theme: BoardTheme = .dark,
        palette: PngPalette? = nil,
        turn: QuarterTurn = .none
    ) {
        self.width = width
        self.height = height
        self.scale = scale
        self.theme = theme
        self.palette = palette
        self.turn = turn
    }
}

/// Names the colours of a board.
public enum BoardTheme: String, Sendable, Hashable, Codable, CaseIterable {
    /// Light on dark, for screens on walls.
    case dark
    /// Dark on light, for paper and bright rooms.
    case light
}
