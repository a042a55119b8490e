/// Asks about boards.
public enum BoardCommand: Sendable, Hashable, Codable {
    /// Lists the boards.
    case list
    /// Draws a board as PNG or PDF.
    case render(slug: String, BoardShape, format: DocumentFormat)
    /// Makes an address with which a kiosk may show a board without a login.
    case link(slug: String, name: String, options: KioskLinkOptions = KioskLinkOptions())
    /// Lists the links to a board, or to all, that have not ended.
    case links(slug: String?)
    /// Gives the definition of a board that somebody built.
    case export(slug: String)
    /// Keeps a definition as a board, for a person when it is new.
    case store(slug: String, definition: String, owner: String?)
    /// Removes a board that somebody built.
    case remove(slug: String)
}

/// Says what a kiosk link shows, and for how long.
public struct KioskLinkOptions: Sendable, Hashable, Codable {
    /// The address of the person whose eyes it has; `nil` for an administrator's.
    public var user: String?
    /// Whether it shows names of contacts.
    public var showsNames: Bool
    /// After how many days it ends; `nil` for never.
    public var days: Int?

    /// Creates options; by default the link hides names and does not end.
    public init(user: String? = nil, showsNames: Bool = false, days: Int? = nil) {
        self.user = user
        self.showsNames = showsNames
        self.days = days
    }
}

/// Is a board in a list.
public struct BoardLine: Sendable, Hashable, Codable {
    /// The name in URLs and commands.
    public var slug: String
    /// The title.
    public var title: String
    /// The report that makes it.
    public var report: String
    /// The address of the person who built it; empty of a ready one.
    public var owner: String
}

/// Asks about reports.
public enum ReportCommand: Sendable, Hashable, Codable {
    /// Lists the reports.
    case list
    /// Makes a report.
    case render(ReportOrder)
    /// Has a report made in the background, in some formats.
    case export(ReportOrder, formats: [DocumentFormat], isPrivate: Bool)
    /// Lists the exports, newest first.
    case exports
    /// Ends an export.
    case cancel(id: Int64)
    /// Lists the schedules.
    case schedules
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
    /// Whether names, words and identities are left out.
    public var hidesIdentities: Bool

    /// The sheet; `nil` where the report may choose.
    public var paper: PaperChoice?

    /// Creates an order.
    public init(
        report: String,
        format: DocumentFormat,
        parameters: [String: String] = [:],
        viewer: String? = nil,
        page: Int = 1,
        hidesIdentities: Bool = false,
        paper: PaperChoice? = nil
    ) {
        self.report = report
        self.format = format
        self.parameters = parameters
        self.viewer = viewer
        self.page = page
        self.hidesIdentities = hidesIdentities
        self.paper = paper
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
