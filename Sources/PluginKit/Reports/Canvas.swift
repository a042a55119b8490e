import CPluginABI

/// Is a free drawing in points, with its origin at the top left.
public struct Canvas: Sendable, Hashable {
    /// The width it is drawn for.
    public var width: Double
    /// The height it is drawn for.
    public var height: Double
    /// What it shows, for those who cannot see it.
    public var alternative: String
    /// The drawing, first to last.
    public var operations: [Operation] = []

    /// Creates an empty drawing.
    public init(width: Double, height: Double, alternative: String) {
        self.width = width
        self.height = height
        self.alternative = alternative
    }

    /// Is one step of a drawing; colours are 0xRRGGBBAA.
    public enum Operation: Sendable, Hashable {
        /// Keeps transformation and clip until the matching `restore`.
        case save
        /// Goes back to what the matching `save` kept.
        case restore
        /// Multiplies the transformation: x' = a·x + c·y + tx, y' = b·x + d·y + ty.
        case transform(a: Double, b: Double, c: Double, d: Double, tx: Double, ty: Double)
        /// Lets nothing be seen outside a rectangle.
        case clip(x: Double, y: Double, width: Double, height: Double)
        /// Draws an outline given as SVG path data.
        case path(String, Paint)
        /// Draws a rectangle.
        case rectangle(
            x: Double,
            y: Double,
            width: Double,
            height: Double,
            radius: Double,
            Paint
        )
        /// Writes one line with its baseline at a point.
        case text(String, x: Double, y: Double, TextStyle)
        /// Draws the bytes of a PNG or JPEG file.
        case image([UInt8], x: Double, y: Double, width: Double, height: Double)
        /// Makes a rectangle lead to an address.
        case link(String, x: Double, y: Double, width: Double, height: Double)
    }
}

/// Says how an outline is drawn.
public struct Paint: Sendable, Hashable {
    /// What fills it, as 0xRRGGBBAA.
    public var fill: UInt32
    /// What is drawn along it, as 0xRRGGBBAA.
    public var stroke: UInt32
    /// The width of the line in points.
    public var strokeWidth: Double

    /// Creates a paint.
    public init(fill: UInt32 = 0, stroke: UInt32 = 0, strokeWidth: Double = 0) {
        self.fill = fill
        self.stroke = stroke
        self.strokeWidth = strokeWidth
    }
}

/// Says how words of a drawing look.
public struct TextStyle: Sendable, Hashable {
    /// The size in points.
    public var size: Double
    /// 400 for ordinary, 700 for bold.
    public var weight: UInt32
    /// Slanted letters.
    public var italic: Bool
    /// The colour as 0xRRGGBBAA.
    public var color: UInt32
    /// Where the given point is in the line.
    public var alignment: Alignment

    /// Creates a style.
    public init(
        size: Double,
        weight: UInt32 = 400,
        italic: Bool = false,
        color: UInt32,
        alignment: Alignment = .start
    ) {
        self.size = size
        self.weight = weight
        self.italic = italic
        self.color = color
        self.alignment = alignment
    }
}

extension Canvas.Operation {
    /// Lends the step to the host.
    func lend(_ arena: Arena) -> cnx_operation_v1 {
        var lent = cnx_operation_v1()
        switch self {
        case .save: lent.kind = cnx_operation_kind(CNX_DRAW_SAVE)
        case .restore: lent.kind = cnx_operation_kind(CNX_DRAW_RESTORE)
        case .transform(let a, let b, let c, let d, let tx, let ty):
            lent.kind = cnx_operation_kind(CNX_DRAW_TRANSFORM)
            lent.n = (a, b, c, d, tx, ty)
        case .clip(let x, let y, let width, let height):
            lent.kind = cnx_operation_kind(CNX_DRAW_CLIP)
            lent.n = (x, y, width, height, 0, 0)
        case .path(let path, let paint):
            lent.kind = cnx_operation_kind(CNX_DRAW_PATH)
            lent.text = arena.text(path)
            lent.use(paint)
        case .rectangle(let x, let y, let width, let height, let radius, let paint):
            lent.kind = cnx_operation_kind(CNX_DRAW_RECTANGLE)
            lent.n = (x, y, width, height, radius, 0)
            lent.use(paint)
        case .text(let text, let x, let y, let style):
            lent.kind = cnx_operation_kind(CNX_DRAW_TEXT)
            lent.text = arena.text(text)
            lent.n = (x, y, style.size, 0, 0, 0)
            lent.fill = style.color
            lent.weight = style.weight
            lent.italic = style.italic ? 1 : 0
            lent.alignment = style.alignment.rawValue
        case .image(let bytes, let x, let y, let width, let height):
            lent.kind = cnx_operation_kind(CNX_DRAW_IMAGE)
            lent.bytes = arena.bytes(bytes)
            lent.n = (x, y, width, height, 0, 0)
        case .link(let address, let x, let y, let width, let height):
            lent.kind = cnx_operation_kind(CNX_DRAW_LINK)
            lent.text = arena.text(address)
            lent.n = (x, y, width, height, 0, 0)
        }
        return lent
    }
}

extension cnx_operation_v1 {
    fileprivate mutating func use(_ paint: Paint) {
        fill = paint.fill
        stroke = paint.stroke
        stroke_width = paint.strokeWidth
    }
}
