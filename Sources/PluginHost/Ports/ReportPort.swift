public import Engine
public import Paper

/// Is a report plugin's feature, wherever the plugin runs.
public protocol ReportPort: Sendable {
    /// Lets the plugin write a report.
    ///
    /// - Parameters:
    ///   - request: what is wanted, by whom and how.
    ///   - data: what the viewer may see, as of one moment; read on a thread of the host's own.
    ///   - sink: takes the document, on the same thread.
    /// - Throws: `PluginFailure`, or what `data` or `sink` threw.
    func render(
        _ request: ReportRequest,
        data: any ReportData,
        into sink: any ReportSink
    ) async throws
}

/// Says which report is wanted, by whom and how.
public struct ReportRequest: Sendable, Hashable {
    /// Names what the blocks will be turned into.
    public enum Format: String, Sendable, Hashable, CaseIterable {
        /// Pages.
        case pdf
        /// A picture.
        case png
        /// A page of the console.
        case html
        /// Rows.
        case csv
    }

    /// What the blocks will be turned into.
    public var format: Format
    /// The language of the words.
    public var language: Language
    /// The IANA name of the time zone.
    public var timeZone: String
    /// The parameters, a JSON object that fits the feature's schema.
    public var parameters: String
    /// Who will read it, in words for a footer.
    public var viewer: String
    /// Whose report it is.
    public var company: String
    /// The width of the page in points.
    public var width: Double
    /// The height of the page in points.
    public var height: Double
    /// Whether the page stays as it is, even when the report would rather turn it.
    public var fixesPage: Bool
    /// Pixels for each point of a picture; 1 otherwise.
    public var scale: Double
    /// Whether confidential fields are left out of the data.
    public var hidesConfidential: Bool
    /// Whether the ground is dark.
    public var isDark: Bool

    /// Creates a request; the page is A4 upright unless said otherwise.
    public init(
        format: Format,
        language: Language,
        timeZone: String,
        parameters: String = "{}",
        viewer: String = "",
        company: String = "",
        width: Double = 595.276,
        height: Double = 841.89,
        fixesPage: Bool = false,
        scale: Double = 1,
        hidesConfidential: Bool = false,
        isDark: Bool = false
    ) {
        self.format = format
        self.language = language
        self.timeZone = timeZone
        self.parameters = parameters
        self.viewer = viewer
        self.company = company
        self.width = width
        self.height = height
        self.fixesPage = fixesPage
        self.scale = scale
        self.hidesConfidential = hidesConfidential
        self.isDark = isDark
    }
}

/// Takes the document that a report writes.
///
/// It is called on a thread of the host's own, one call after the other, and may block. The blocks
/// it gets follow `BlockGrammar`. What it throws ends the report.
public protocol ReportSink: Sendable {
    /// Takes what is known of the whole document; before the first block, at most once.
    ///
    /// The width and height are those of the request unless the report chose its own; `author`,
    /// `language` and `dataAsOf` are filled in from request and data.
    func begin(_ info: DocumentInfo) throws

    /// Takes the next block.
    func emit(_ block: Block) throws

    /// Hears how far the report is; a total of zero means unknown.
    func progress(done: UInt64, total: UInt64)

    /// Tells the width and height in points that one line of text takes.
    func measure(_ text: String, _ style: TextStyle) -> (width: Double, height: Double)
}

extension ReportSink {
    /// Ignores progress.
    public func progress(done: UInt64, total: UInt64) {}
}
