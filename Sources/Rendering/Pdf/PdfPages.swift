internal import CCairo
internal import Paper

/// Draws the pages of a flow into a PDF.
final class PdfPages: PageTarget {
    private let surface: OpaquePointer
    private let pen: Pen
    /// The headings above the one that comes next: level and Cairo's number.
    private var parents: [(level: Int, id: Int32)] = []

    /// Creates the pages of a surface, which outlives them.
    init(_ surface: borrowing PdfSurface, inks: Inks) throws(RenderingError) {
        self.surface = surface.surface
        pen = try Pen(pdf: surface.surface, inks: inks)
    }

    /// What tags need beside what Cairo writes of them.
    var notes: PdfTagNotes { pen.notes }

    func begin(page: Int) throws(RenderingError) -> Pen? { pen }

    func end(page: Int) throws(RenderingError) {
        pen.flushText()
        cairo_show_page(pen.context)
        try pen.check()
    }

    func outline(_ heading: Heading, page: Int, y: Double) {
        parents.removeAll { $0.level >= heading.level }
        let id = cairo_pdf_surface_add_outline(
            surface,
            parents.last?.id ?? CAIRO_PDF_OUTLINE_ROOT,
            heading.text.replacing("\0", with: ""),
            "page=\(page) pos=[0 \(max(0, (y - 6).rounded()))]",
            parents.isEmpty ? CAIRO_PDF_OUTLINE_FLAG_OPEN : cairo_pdf_outline_flags_t(rawValue: 0)
        )
        parents.append((heading.level, id))
    }
}

/// Counts the pages of a flow and draws none of them.
final class CountedPages: PageTarget {
    func begin(page: Int) throws(RenderingError) -> Pen? { nil }
    func end(page: Int) throws(RenderingError) {}
    func outline(_ heading: Heading, page: Int, y: Double) {}
}
