/// Tells everything about a document that is not one of its blocks.
public struct DocumentInfo: Sendable, Hashable {
    /// The title, which viewers show as the window's name.
    public var title: String

    /// The line below the title on the first page and beside it in page headers.
    public var subtitle: String

    /// Who made it: the company.
    public var author: String

    /// The language of the words.
    public var language: Language

    /// The moment the data was read, in milliseconds since 1970; also the file's creation date.
    public var dataAsOf: Int64

    /// The paper.
    public var page: PageSetup

    /// The text at the left of each page's footer.
    public var footer: String

    /// Creates the information of a document.
    public init(
        title: String,
        subtitle: String = "",
        author: String = "",
        language: Language = .portuguese,
        dataAsOf: Int64 = 0,
        page: PageSetup = PageSetup(),
        footer: String = ""
    ) {
        self.title = title
        self.subtitle = subtitle
        self.author = author
        self.language = language
        self.dataAsOf = dataAsOf
        self.page = page
        self.footer = footer
    }
}

/// Describes the paper of a document; lengths are points (1/72 inch).
public struct PageSetup: Sendable, Hashable {
    /// The width of the sheet.
    public var width: Double

    /// The height of the sheet.
    public var height: Double

    /// The empty border on each side.
    public var margin: Double

    /// Creates a sheet; the default is A4 upright.
    public init(width: Double = 595.276, height: Double = 841.89, margin: Double = 42.5) {
        self.width = width
        self.height = height
        self.margin = margin
    }

    /// A4 with the long side across.
    public static let landscape = PageSetup(width: 841.89, height: 595.276)

    /// Letter upright.
    public static let letter = PageSetup(width: 612, height: 792)
}

/// Takes the blocks of a document in reading order.
///
/// A sink may write to a file, spool or draw: it can fail, and the one who emits stops then.
public protocol BlockSink {
    /// Takes the next block.
    mutating func emit(_ block: Block) throws
}

/// Keeps the blocks of a document in memory: for boards, short documents and tests.
public struct BlockList: BlockSink, Sendable, Hashable {
    /// The blocks, in reading order.
    public private(set) var blocks: [Block]

    /// Creates a list.
    public init(_ blocks: [Block] = []) {
        self.blocks = blocks
    }

    /// Keeps a block.
    public mutating func emit(_ block: Block) {
        blocks.append(block)
    }
}
