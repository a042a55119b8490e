internal import Paper

/// Receives the pages that a flow fills.
protocol PageTarget: AnyObject {
    /// Begins a page and gives the pen for it; `nil` when this page is not drawn.
    func begin(page: Int) throws(RenderingError) -> Pen?

    /// Ends the page that was begun last.
    func end(page: Int) throws(RenderingError)

    /// Takes note of a heading for the list of contents.
    func outline(_ heading: Heading, page: Int, y: Double)
}

/// What only a first run through a document tells.
struct Survey {
    /// How many pages there are.
    var pages = 0

    /// The names that links may lead to.
    var anchors: Set<String> = []

    /// How many rows each table has, in order.
    var tables: [Int] = []

    /// How many entries all conversations have.
    var entries = 0
}

/// Puts the blocks of a document on pages, from the first to the last.
///
/// Every document runs through it twice with the same result: once without pens to count the
/// pages, once to draw them. It holds one page's worth of things, never the document.
final class Flow {
    let info: DocumentInfo
    let composer: Composer
    let target: any PageTarget
    /// The result of the first run, in the second.
    let survey: Survey?
    let contentHash: String

    var found = Survey()
    private(set) var sketch: Sketch?
    private(set) var page = 0
    /// Where the next block begins.
    var y = 0.0
    /// Nothing stands on the page yet.
    private(set) var isPageEmpty = true

    var headings: [Heading] = []
    var table: FlowTable?
    /// Sets the plain rows of that table, once its columns are known.
    var plainRows: PlainRows?
    /// The bytes of the row that waits for the next one.
    var heldRecord: [UInt8] = []
    var transcript: FlowTranscript?
    var grid: [Block] = []
    var isGridOpen = false
    /// How the parts of the page are named in a PDF.
    var tagging = FlowTagging()

    init(
        info: DocumentInfo,
        look: Look,
        typesetter: Typesetter,
        target: any PageTarget,
        survey: Survey?,
        contentHash: String
    ) throws(RenderingError) {
        guard info.page.isDrawable else {
            throw .outOfBounds(
                "a sheet has 72 to 14,400 points a side, 120 × 160 of them inside its margins"
            )
        }
        self.info = info
        composer = Composer(look: look, typesetter: typesetter)
        self.target = target
        self.survey = survey
        self.contentHash = contentHash
    }

    var look: Look { composer.look }
    var theme: Theme { composer.look.theme }
    var typesetter: Typesetter { composer.typesetter }

    var left: Double { info.page.margin }
    var width: Double { info.page.width - 2 * info.page.margin }
    var bottom: Double { info.page.height - info.page.margin - look.body * 1.4 }
    var top: Double { info.page.margin + (page == 1 ? 0 : look.body * 2.2) }

    /// The height that a whole page other than the first has.
    var bodyHeight: Double { bottom - info.page.margin - look.body * 2.2 }

    /// What is left of the page.
    var room: Double { bottom - y }

    /// Begins the first page.
    func start() throws(RenderingError) {
        try newPage()
        try drawTitle()
        isPageEmpty = info.title.isEmpty
    }

    /// Ends the last page, and tells what this run found.
    func finish() throws(RenderingError) -> Survey {
        try flushHeadings(before: 0)
        closeTags()
        sketch?.pen.endDocument()
        try target.end(page: page)
        found.pages = page
        return found
    }

    /// Ends the page and begins the next.
    func newPage() throws(RenderingError) {
        closeCoarse()
        if page > 0 { try target.end(page: page) }
        page += 1
        sketch = try target.begin(page: page).map { Sketch(pen: $0, look: look) }
        y = top
        isPageEmpty = true
        try drawMargins()
    }

    /// Marks that something stands on the page.
    func use(_ height: Double) {
        y += height
        isPageEmpty = false
    }

    /// Begins a new page when there is less room than a height.
    func reserve(_ height: Double) throws(RenderingError) {
        if height > room, !isPageEmpty { try newPage() }
    }

    /// Tells whether a link leads somewhere: what lies outside, or a name that exists.
    func allows(_ link: String) -> Bool {
        guard link.hasPrefix("#") else { return true }
        return survey?.anchors.contains(String(link.dropFirst())) ?? false
    }

    /// Notes a name that links lead to; the first of equal names counts.
    func anchor(_ name: String) {
        guard !name.isEmpty, found.anchors.insert(name).inserted else { return }
        sketch?.pen.anchor(name, x: left, y: max(0, y - look.body))
    }
}

extension PageSetup {
    /// Tells whether words fit on the sheet at all.
    var isDrawable: Bool {
        let sides = 72.0...14_400
        return sides.contains(width) && sides.contains(height) && margin >= 0
            && width - 2 * margin >= 120 && height - 2 * margin >= 160
    }
}
