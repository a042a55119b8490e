/// Is a table: its columns, before the rows that follow as blocks.
public struct Table: Sendable, Hashable {
    /// The columns, in order.
    public var columns: [Column]

    /// The words above it; empty for none.
    public var title: String

    /// What is said when no row comes.
    public var emptyText: String

    /// Shades every second row.
    public var zebra: Bool

    /// Creates a table.
    public init(columns: [Column], title: String = "", emptyText: String = "", zebra: Bool = true) {
        self.columns = columns
        self.title = title
        self.emptyText = emptyText
        self.zebra = zebra
    }
}

/// Is a column of a table.
public struct Column: Sendable, Hashable {
    /// The stable name, the header of the CSV: a metric's id or a field's name.
    public var id: String

    /// The words above it on paper.
    public var title: String

    /// The part of the width it takes against the others.
    public var weight: Double

    /// Where its values stand.
    public var alignment: Alignment

    /// The group whose title spans this column and its neighbours of the same group; empty for none.
    public var group: String

    /// Creates a column.
    public init(
        id: String,
        title: String,
        weight: Double = 1,
        alignment: Alignment = .start,
        group: String = ""
    ) {
        self.id = id
        self.title = title
        self.weight = weight
        self.alignment = alignment
        self.group = group
    }
}

/// Is a row of a table.
public struct Row: Sendable, Hashable {
    /// What a row is for.
    public enum Kind: UInt8, Sendable, Hashable, Codable {
        /// One record.
        case body
        /// A sum at the end: left out of CSV.
        case total
        /// A title over the rows that follow: left out of CSV.
        case section
    }

    /// The cells, one for each column; missing ones are empty.
    public var cells: [Cell]

    /// What it is for.
    public var kind: Kind

    /// Creates a row.
    public init(_ cells: [Cell], kind: Kind = .body) {
        self.cells = cells
        self.kind = kind
    }
}

/// Is a cell of a row.
public struct Cell: Sendable, Hashable {
    /// The value.
    public var value: Value

    /// The meaning of the value.
    public var tone: Tone

    /// Where a click leads, as for `Run.link`.
    public var link: String

    /// Creates a cell.
    public init(_ value: Value, tone: Tone = .neutral, link: String = "") {
        self.value = value
        self.tone = tone
        self.link = link
    }
}
