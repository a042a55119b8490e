public import Engine
public import Paper

/// Asks for a report.
public struct ReportJob: Sendable {
    /// The report's id.
    public var report: String

    /// The parameters, a JSON object that fits the report's schema.
    public var parameters: String

    /// The format.
    public var format: DocumentFormat

    /// The person whose permissions hold, and whose name stands on it.
    public var viewer: Viewer

    /// The language; `nil` for the viewer's.
    public var language: Language?

    /// The time zone of its dates, as an IANA name; `nil` for the company's.
    public var zone: String?

    /// Whether identities and what else is confidential are left out.
    public var hidesIdentities: Bool

    /// The page, for a picture; the first is 1.
    public var page: Int

    /// The sheet; `nil` where the report may choose.
    public var paper: PaperChoice?

    /// Creates a job.
    public init(
        report: String,
        parameters: String = "{}",
        format: DocumentFormat,
        viewer: Viewer,
        language: Language? = nil,
        zone: String? = nil,
        hidesIdentities: Bool = false,
        page: Int = 1,
        paper: PaperChoice? = nil
    ) {
        self.report = report
        self.paper = paper
        self.parameters = parameters
        self.format = format
        self.viewer = viewer
        self.language = language
        self.zone = zone
        self.hidesIdentities = hidesIdentities
        self.page = page
        self.paper = paper
    }
}

/// Says why a report or board cannot be had.
public enum ReportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// There is no report or board of that name.
    case unknown(String)
    /// A parameter is missing or wrong.
    case badParameter(name: String, reason: String)
    /// What it is about is not there, or not for this viewer.
    case notFound
    /// The viewer reads no reports.
    case forbidden
    /// Too many are being made; the caller may try again after so many seconds.
    case busy(retryAfterSeconds: Int)
    /// The report's plugin is off or broke down; the text says how.
    case failed(String)

    /// One line for people.
    public var description: String {
        switch self {
        case .unknown(let name): "there is no report or board \(name)"
        case .badParameter(let name, let reason): "parameter \(name): \(reason)"
        case .notFound: "what the report is about is not there, or not for this person"
        case .forbidden: "this person reads no reports"
        case .busy(let seconds): "too many reports are being made; try again in \(seconds) s"
        case .failed(let reason): "the report could not be made: \(reason)"
        }
    }
}
