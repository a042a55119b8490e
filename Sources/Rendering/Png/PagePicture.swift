internal import Paper

/// Draws one page of a flow as a picture and passes over the others.
final class PagePicture: PageTarget {
    private let asked: Int
    private let surface: PixelSurface
    private let pen: Pen
    private let width: Double
    private let height: Double
    private let ground: Color

    init(page: Int, setup: PageSetup, scale: Double, ground: Color, inks: Inks)
        throws(RenderingError)
    {
        guard scale.isFinite, (0.1...16).contains(scale) else {
            throw .outOfBounds("a page is drawn at a scale of 0.1 to 16")
        }
        asked = page
        width = setup.width
        height = setup.height
        self.ground = ground
        let surface = try PixelSurface(
            width: Int((width * scale).rounded()),
            height: Int((height * scale).rounded())
        )
        pen = try Pen(surface, scale: scale, inks: inks)
        self.surface = surface
    }

    private(set) var isComplete = false

    func begin(page: Int) throws(RenderingError) -> Pen? {
        guard page == asked else { return nil }
        pen.fill(Rectangle(x: 0, y: 0, width: width, height: height), ground)
        return pen
    }

    func end(page: Int) throws(RenderingError) {
        guard page == asked else { return }
        try pen.check()
        isComplete = true
    }

    func outline(_ heading: Heading, page: Int, y: Double) {}

    /// The picture as a file.
    func encode() throws(RenderingError) -> PngPicture {
        try PngEncoder(width: surface.width, height: surface.height).encode(surface.raster)
    }
}
