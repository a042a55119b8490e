/// Says what something means: the theme turns it into colour, shape and label.
public enum Tone: UInt32, Sendable, Hashable {
    /// Nothing to say.
    case neutral = 0
    /// Of less weight than the rest.
    case muted = 1
    /// Worth a look.
    case accent = 2
    /// As it should be.
    case good = 3
    /// Close to a limit.
    case warning = 4
    /// Past a limit.
    case critical = 5
}

/// Says where text stands in its box.
public enum Alignment: UInt32, Sendable, Hashable {
    /// Where reading begins.
    case start = 0
    /// In the middle.
    case center = 1
    /// Where reading ends.
    case end = 2
    /// From edge to edge, but for the last line; only paragraphs can.
    case justify = 3
}

/// Is a stretch of text in one style.
public struct Run: Sendable, Hashable {
    /// The words.
    public var text: String
    /// Heavier strokes.
    public var bold: Bool
    /// Slanted letters.
    public var italic: Bool
    /// Letters of one width.
    public var monospaced: Bool
    /// The meaning.
    public var tone: Tone
    /// An `https`, `mailto` or `tel` address, or `#anchor`; empty for none.
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

/// Is a column of a table.
public struct Column: Sendable, Hashable {
    /// The header of the CSV: a metric's id or a field's name.
    public var id: String
    /// The words above it.
    public var title: String
    /// The part of the width it takes against the others.
    public var weight: Double
    /// Where its values stand.
    public var alignment: Alignment
    /// Neighbours of one group share a title over theirs; empty for none.
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

/// Is a cell of a row.
public struct Cell: Sendable, Hashable {
    /// The value.
    public var value: Value
    /// The meaning of the value.
    public var tone: Tone
    /// Where a click leads; empty for nowhere.
    public var link: String

    /// Creates a cell.
    public init(_ value: Value, tone: Tone = .neutral, link: String = "") {
        self.value = value
        self.tone = tone
        self.link = link
    }
}

/// Says what a row is for.
public enum RowKind: UInt32, Sendable, Hashable {
    /// One record.
    case body = 0
    /// A sum, left out of CSV.
    case total = 1
    /// A title over the rows that follow, left out of CSV.
    case section = 2
}

/// Is a message or an action of a conversation.
public struct Entry: Sendable, Hashable {
    /// Says on which side an entry stands.
    public enum Side: UInt32, Sendable, Hashable {
        /// Something that happened.
        case system = 0
        /// The contact's message.
        case contact = 1
        /// Our message.
        case ours = 2
    }

    /// Is a file of an entry.
    public struct File: Sendable, Hashable {
        /// The name.
        public var name: String
        /// Type, size, hash, in words.
        public var detail: String
        /// A small PNG or JPEG; empty for none.
        public var thumbnail: [UInt8]

        /// Creates a file.
        public init(name: String, detail: String = "", thumbnail: [UInt8] = []) {
            self.name = name
            self.detail = detail
            self.thumbnail = thumbnail
        }
    }

    /// The side.
    public var side: Side
    /// Who wrote it.
    public var author: String
    /// When, in milliseconds since 1970.
    public var moment: Int64
    /// The words.
    public var text: String
    /// The state of delivery, in words.
    public var status: String
    /// The message it answers, shortened.
    public var quote: String
    /// The files.
    public var files: [File]
    /// The meaning.
    public var tone: Tone

    /// Creates an entry.
    public init(
        side: Side,
        author: String = "",
        moment: Int64,
        text: String,
        status: String = "",
        quote: String = "",
        files: [File] = [],
        tone: Tone = .neutral
    ) {
        self.side = side
        self.author = author
        self.moment = moment
        self.text = text
        self.status = status
        self.quote = quote
        self.files = files
        self.tone = tone
    }
}
