/// Asks about boards.
public enum BoardCommand: Sendable, Hashable, Codable {
    /// Lists the boards.
    case list
    /// Draws a board as PNG or PDF.
    case render(slug: String, BoardShape, format: DocumentFormat)
    /// Makes an address with which a kiosk may show a board without a login.
    case link(slug: String, name: String)
}

/// Is a board in a list.
public struct BoardLine: Sendable, Hashable, Codable {
    /// The name in URLs and commands.
    public var slug: String
    /// The title.
    public var title: String
    /// The report that makes it.
    public var report: String
}

/// Asks about reports.
public enum ReportCommand: Sendable, Hashable, Codable {
    /// Lists the reports.
    case list
    /// Makes a report.
    case render(ReportOrder)
}

/// Is an order of a report, as the console gives it.
public struct ReportOrder: Sendable, Hashable, Codable {
    /// The report's id.
    public var report: String
    /// The format.
    public var format: DocumentFormat
    /// The parameters, as texts that the report's schema gives their types.
    public var parameters: [String: String]
    /// The address of the person whose permissions hold; `nil` for an administrator's.
    public var viewer: String?
    /// The page, for a picture.
    public var page: Int

    /// Creates an order.
    public init(
        report: String,
        format: DocumentFormat,
        parameters: [String: String] = [:],
        viewer: String? = nil,
        page: Int = 1
    ) {
        self.report = report
        self.format = format
        self.parameters = parameters
        self.viewer = viewer
        self.page = page
    }
}

/// Is a report in a list.
public struct ReportLine: Sendable, Hashable, Codable {
    /// The id.
    public var id: String
    /// The name.
    public var name: String
    /// The plugin that makes it.
    public var plugin: String
    /// The JSON Schema of its parameters.
    public var schema: String
}

/// Tells about a document that was made.
public struct DocumentLine: Sendable, Hashable, Codable {
    /// The count of pages; 0 where there are none.
    public var pages: Int
    /// The SHA-256 of its content in hexadecimal.
    public var contentHash: String
}
