/// Is a free drawing: a list of strokes and words on a sheet of its own.
///
/// Units are points, the origin is at the top left.
public struct Canvas: Sendable, Hashable {
    /// The width that the operations are drawn for.
    public var width: Double

    /// The height that the operations are drawn for.
    public var height: Double

    /// What it shows, for those who cannot see it.
    public var alternative: String

    /// The drawing, first to last.
    public var operations: [Operation]

    /// Creates a drawing.
    public init(width: Double, height: Double, alternative: String, operations: [Operation] = []) {
        self.width = width
        self.height = height
        self.alternative = alternative
        self.operations = operations
    }

    /// Is one step of a drawing.
    public enum Operation: Sendable, Hashable {
        /// Keeps transformation and clip until the matching `restore`.
        case save
        /// Goes back to what the matching `save` kept.
        case restore
        /// Multiplies the transformation: x' = a·x + c·y + tx, y' = b·x + d·y + ty.
        case transform(a: Double, b: Double, c: Double, d: Double, tx: Double, ty: Double)
        /// Lets nothing be seen outside a rectangle.
        case clip(Rectangle)
        /// Draws an outline given as SVG path data.
        case path(String, Paint)
        /// Draws a rectangle with rounded corners.
        case rectangle(Rectangle, radius: Double, Paint)
        /// Writes one line with its baseline's start, middle or end at a point.
        case text(String, x: Double, y: Double, TextStyle)
        /// Draws the bytes of a PNG or JPEG file into a rectangle.
        case image([UInt8], Rectangle)
        /// Makes a rectangle lead to an address.
        case link(Rectangle, String)
    }
}

/// Is a rectangle in points.
public struct Rectangle: Sendable, Hashable {
    /// The left edge.
    public var x: Double

    /// The top edge.
    public var y: Double

    /// The width.
    public var width: Double

    /// The height.
    public var height: Double

    /// Creates a rectangle.
    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

/// Is a colour with its transparency, as 0xRRGGBBAA.
public struct Color: Sendable, Hashable {
    /// Red, green, blue and opacity, eight bits each, red highest.
    public var rgba: UInt32

    /// Creates a colour from 0xRRGGBBAA.
    public init(rgba: UInt32) {
        self.rgba = rgba
    }

    /// Nothing at all.
    public static let clear = Color(rgba: 0)
}

/// Says how an outline is drawn.
public struct Paint: Sendable, Hashable {
    /// What fills it.
    public var fill: Color

    /// What is drawn along it.
    public var stroke: Color

    /// The width of the line in points.
    public var strokeWidth: Double

    /// Creates a paint.
    public init(fill: Color = .clear, stroke: Color = .clear, strokeWidth: Double = 0) {
        self.fill = fill
        self.stroke = stroke
        self.strokeWidth = strokeWidth
    }
}

/// Says how words of a drawing look.
public struct TextStyle: Sendable, Hashable {
    /// The size in points.
    public var size: Double

    /// The weight, 400 for ordinary, 700 for bold.
    public var weight: Int

    /// Slanted letters.
    public var italic: Bool

    /// The colour.
    public var color: Color

    /// Where the given point is in the line.
    public var alignment: Alignment

    /// Creates a style.
    public init(
        size: Double,
        weight: Int = 400,
        italic: Bool = false,
        color: Color,
        alignment: Alignment = .start
    ) {
        self.size = size
        self.weight = weight
        self.italic = italic
        self.color = color
        self.alignment = alignment
    }
}

/// Measures words as they will be drawn.
public protocol TextMeasure {
    /// Tells the width and height in points that one line of text takes.
    func measure(_ text: String, _ style: TextStyle) -> (width: Double, height: Double)
}
