/// Is one part of a document, from a heading to a row of a table.
///
/// A document is a flat stream of blocks in reading order, so that it can be written, drawn and
/// sent on while it is still being made. What holds others is a pair: `tableStart … tableEnd`,
/// `gridStart … gridEnd`, `transcriptStart … transcriptEnd`. `BlockGrammar` says which may follow.
public enum Block: Sendable, Hashable {
    /// A heading, which is also a bookmark.
    case heading(Heading)
    /// A paragraph of styled text.
    case paragraph(Paragraph)
    /// Names beside values, such as the header of a protocol.
    case facts(Facts)
    /// Key figures side by side.
    case tiles([Tile])
    /// A chart.
    case chart(Chart)
    /// An image.
    case image(Picture)
    /// The start of a table, whose rows follow.
    case tableStart(Table)
    /// A row of the table that is open.
    case row(Row)
    /// The end of the table.
    case tableEnd
    /// The start of a conversation, whose entries follow.
    case transcriptStart(Transcript)
    /// An entry of the conversation that is open.
    case entry(TranscriptEntry)
    /// The end of the conversation.
    case transcriptEnd
    /// The start of a grid, whose cells follow, each with the blocks in it.
    case gridStart(Grid)
    /// The start of a cell; the blocks up to the next cell or the grid's end belong to it.
    case cell(GridCell)
    /// The end of the grid.
    case gridEnd
    /// Free drawing.
    case canvas(Canvas)
    /// What follows begins a new page.
    case pageBreak
}

/// Says how a value is meant, apart from its size: the theme turns it into colour, shape and label.
public enum Tone: UInt8, Sendable, Hashable, Codable, CaseIterable {
    /// Nothing to say.
    case neutral
    /// Of less weight than the rest.
    case muted
    /// Worth a look.
    case accent
    /// As it should be.
    case good
    /// Close to a limit.
    case warning
    /// Past a limit.
    case critical
}

/// Is a heading of a document.
public struct Heading: Sendable, Hashable {
    /// The words.
    public var text: String

    /// The depth, 1 for the highest, at most 6.
    public var level: Int

    /// The name that links refer to as `#anchor`; empty when nothing does.
    public var anchor: String

    /// Creates a heading.
    public init(_ text: String, level: Int = 1, anchor: String = "") {
        self.text = text
        self.level = level
        self.anchor = anchor
    }
}

/// Is a stretch of text in one style.
public struct Run: Sendable, Hashable {
    /// The words.
    public var text: String

    /// Heavier strokes.
    public var bold: Bool

    /// Slanted letters.
    public var italic: Bool

    /// Letters of one width, for codes and numbers.
    public var monospaced: Bool

    /// The meaning, shown as colour.
    public var tone: Tone

    /// Where a click leads: an `https`, `mailto` or `tel` address, or `#anchor`; empty for none.
    public var link: String

    /// Creates a run.
    public init(
        _ text: String,
        bold: Bool = false,
        italic: Bool = false,
        monospaced: Bool = false,
        tone: Tone = .neutral,
        link: String = ""
    ) {
        self.text = text
        self.bold = bold
        self.italic = italic
        self.monospaced = monospaced
        self.tone = tone
        self.link = link
    }
}

/// Is a paragraph: runs of text that wrap together.
public struct Paragraph: Sendable, Hashable {
    /// The text.
    public var runs: [Run]

    /// Where its lines stand.
    public var alignment: Alignment

    /// The size of the letters against the theme's body text, 1 for the same.
    public var scale: Double

    /// Creates a paragraph.
    public init(_ runs: [Run], alignment: Alignment = .start, scale: Double = 1) {
        self.runs = runs
        self.alignment = alignment
        self.scale = scale
    }

    /// Creates a paragraph of plain text.
    public init(_ text: String, tone: Tone = .neutral) {
        self.init([Run(text, tone: tone)])
    }
}

/// Says where text stands in its box.
public enum Alignment: UInt8, Sendable, Hashable, Codable {
    /// Where reading begins: left, for Portuguese.
    case start
    /// In the middle.
    case center
    /// Where reading ends.
    case end
    /// From edge to edge, but for the last line; only paragraphs can, others begin at the start.
    case justify
}

/// Is a list of names beside their values.
public struct Facts: Sendable, Hashable {
    /// The pairs, in order.
    public var items: [Fact]

    /// How many pairs stand side by side where there is room.
    public var columns: Int

    /// Creates a list.
    public init(_ items: [Fact], columns: Int = 2) {
        self.items = items
        self.columns = columns
    }
}

/// Is a name beside its value.
public struct Fact: Sendable, Hashable {
    /// What it is.
    public var name: String

    /// The value.
    public var value: Value

    /// The meaning of the value.
    public var tone: Tone

    /// Creates a fact.
    public init(_ name: String, _ value: Value, tone: Tone = .neutral) {
        self.name = name
        self.value = value
        self.tone = tone
    }
}

/// Is a value that knows its kind, so that each format writes it as it should.
public enum Value: Sendable, Hashable {
    /// No value: "—" on paper, an empty field in CSV.
    case nothing
    /// Words.
    case text(String)
    /// A whole number.
    case integer(Int64)
    /// A number with a count of decimal places.
    case decimal(Double, places: Int)
    /// A fraction of one, shown as a percentage.
    case percent(Double)
    /// A length of time in milliseconds; seconds in CSV.
    case duration(Int64)
    /// A moment in milliseconds since 1970; RFC 3339 in CSV.
    case moment(Int64)
    /// A day in days since 1970; `yyyy-mm-dd` in CSV.
    case day(Int32)
    /// Yes or no.
    case truth(Bool)
}

/// Is an image between blocks.
public struct Picture: Sendable, Hashable {
    /// The bytes of a PNG or JPEG file.
    public var bytes: [UInt8]

    /// What it shows, for those who cannot see it.
    public var alternative: String

    /// The greatest width in points; zero for the image's own.
    public var width: Double

    /// Creates an image.
    public init(bytes: [UInt8], alternative: String, width: Double = 0) {
        self.bytes = bytes
        self.alternative = alternative
        self.width = width
    }
}
