internal import Paper

/// Says how a stretch of text is set.
struct TextFace: Hashable {
    var typeface: Typeface
    /// The size in points or pixels, as the page counts.
    var size: Double
    var color: Color
    /// Where a click leads; empty for none.
    var link = ""

    init(_ typeface: Typeface, _ size: Double, _ color: Color, link: String = "") {
        self.typeface = typeface
        self.size = size
        self.color = color
        self.link = link
    }
}

/// Is text broken into lines, ready to be drawn; it refers to the typesetter's store.
struct TextBlock {
    /// A segment of the store at its place in a line.
    struct Piece {
        var segment: Int32
        var face: Int32
        /// The distance from the block's left edge.
        var x: Float
        /// A space follows it on its line.
        var hasSpaceAfter: Bool
    }

    /// A line: a range of pieces.
    struct Line {
        var first: Int32
        var end: Int32
        var width: Float
        /// The distance from the line's top to its baseline.
        var ascent: Float
        var height: Float
    }

    var faces: [TextFace]
    var pieces: [Piece] = []
    var lines: [Line] = []

    /// The width of the widest line.
    var width: Double { Double(lines.reduce(0) { max($0, $1.width) }) }

    /// The height of all lines.
    var height: Double { lines.reduce(0) { $0 + Double($1.height) } }
}

/// Bounds how text is broken into lines.
struct TextBox {
    /// The width of the lines.
    var width: Double
    var alignment: Alignment = .start
    /// The height of a line against its letters.
    var leading: Double = 1.35
    /// How many lines there may be; the last ends in "…" when more is cut.
    var maximumLines = Int.max
    /// The box is a column of text: what is read from the right begins at its right edge.
    var isColumn = false

    /// One line of any width.
    static let line = TextBox(width: .infinity)

    /// One line that ends in "…" where it would be too wide.
    static func cut(_ width: Double, _ alignment: Alignment = .start) -> TextBox {
        TextBox(width: width, alignment: alignment, maximumLines: 1)
    }
}
