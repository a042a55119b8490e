/// Is a board: cells on a lattice that fills the page.
public struct Grid: Sendable, Hashable {
    /// How many columns the lattice has.
    public var columns: Int

    /// How many rows the lattice has.
    public var rows: Int

    /// The words at the top; empty for none.
    public var title: String

    /// The words at the top's other end, such as the time of the data.
    public var caption: String

    /// The meaning of the caption: `warning` when the data is stale.
    public var captionTone: Tone

    /// Creates a board; the lattice has 12 × 12 fields unless said otherwise.
    public init(
        columns: Int = 12,
        rows: Int = 12,
        title: String = "",
        caption: String = "",
        captionTone: Tone = .neutral
    ) {
        self.columns = columns
        self.rows = rows
        self.title = title
        self.caption = caption
        self.captionTone = captionTone
    }
}

/// Is a cell of a board, in fields of its lattice counted from zero at the top left.
public struct GridCell: Sendable, Hashable {
    /// The first column.
    public var column: Int

    /// The first row.
    public var row: Int

    /// How many columns it covers.
    public var width: Int

    /// How many rows it covers.
    public var height: Int

    /// Creates a cell.
    public init(column: Int, row: Int, width: Int, height: Int) {
        self.column = column
        self.row = row
        self.width = width
        self.height = height
    }
}
