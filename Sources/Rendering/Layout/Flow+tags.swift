internal import Paper

/// Keeps how the parts of a document are named while its pages are drawn.
///
/// Names cost memory until the file is finished, so large tables and very long conversations have
/// one name for all that stands on a page; their words are still read in order.
struct FlowTagging {
    /// How many rows a table has at most whose cells have names.
    static let mostRows = 2_000

    /// How many cells all tables have at most that have names.
    static let mostCells = 100_000

    /// How many entries conversations have at most that have names.
    static let mostEntries = 40_000

    /// The part of the table that is open.
    var part: PdfTag?
    /// Rows have names of their own.
    var isTable = false
    /// What comes next has one name for all of it on a page.
    var isCoarse = false
    var isCoarseOpen = false
    var cells = 0
    /// The levels of the headings that what comes next stands under.
    private var levels: [Int] = []

    /// Takes note of a heading, and tells how deep it stands under others: 1 for none.
    mutating func enter(level: Int) -> Int {
        levels.removeAll { $0 >= level }
        levels.append(level)
        return levels.count
    }
}

extension Flow {
    private var pen: Pen? { sketch?.pen }

    /// Decides how a table that begins is named.
    func beginTags(of table: Table) {
        guard let survey, let rows = survey.tables.dropFirst(found.tables.count - 1).first else {
            return
        }
        let cells = (rows + 1) * table.columns.count
        tagging.isTable =
            rows <= FlowTagging.mostRows && tagging.cells + cells <= FlowTagging.mostCells
        if tagging.isTable {
            tagging.cells += cells
        } else {
            tagging.isCoarse = true
        }
    }

    /// Begins the head or the body of the table, when its first row is drawn and not before: a
    /// part that has nothing on the page where it begins would confuse readers.
    func enter(_ part: PdfTag) {
        guard tagging.isTable, tagging.part != part, pen?.notes.isSilent == false else { return }
        if let open = tagging.part { pen?.end(open) } else { pen?.begin(.table) }
        pen?.begin(part)
        tagging.part = part
    }

    /// Ends what is open of a table.
    func closeTags() {
        if let part = tagging.part {
            pen?.end(part)
            pen?.end(.table)
        }
        closeCoarse()
        tagging.part = nil
        tagging.isTable = false
        tagging.isCoarse = false
    }

    /// Begins the one part that all of a page's rows belong to.
    func openCoarse() {
        guard tagging.isCoarse, !tagging.isCoarseOpen, pen?.notes.isSilent == false else { return }
        pen?.begin(.paragraph)
        tagging.isCoarseOpen = true
    }

    /// Ends it, before the page does.
    func closeCoarse() {
        guard tagging.isCoarseOpen else { return }
        pen?.end(.paragraph)
        tagging.isCoarseOpen = false
    }

    /// Draws the head of a table on a further page: for the eye alone.
    func repeatHead(_ table: Table, _ layout: TableLayout) throws(RenderingError) {
        guard let pen else { return try drawHead(table, layout) }
        try pen.silently { () throws(RenderingError) in try drawHead(table, layout) }
    }
}

extension Look {
    /// What a chart is in words: what its maker says, or its title.
    func words(for chart: Chart) -> String {
        if !chart.alternative.isEmpty { return chart.alternative }
        return chart.title.isEmpty ? phrases.chart : chart.title
    }
}
