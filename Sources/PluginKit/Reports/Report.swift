import FoundationEssentials

/// Is a document or board that is made from the contact centre's data.
///
/// The host calls from threads of its own; one value serves many jobs, several at once. The same
/// job over the same data gives the same blocks: take the time from `job.dataAsOf`, not from a clock.
public protocol Report: Sendable {
    /// The id of the feature, as in `plugin.json`: lower-case letters, digits, hyphens.
    static var id: String { get }

    /// The name for people.
    static var name: String { get }

    /// The JSON Schema (2020-12) of the parameters.
    static var schema: String { get }

    /// An SVG icon; empty for none.
    static var icon: String { get }

    /// Begins to serve jobs.
    init()

    /// Writes the report of a job, block by block.
    func render(_ job: ReportJob, on paper: Paper, call: Call) throws
}

extension Report {
    /// No icon.
    public static var icon: String { "" }
}

/// Says which report is wanted, by whom and how.
public struct ReportJob: Sendable, Hashable {
    /// Names what the blocks are turned into.
    public enum Format: String, Sendable, Hashable {
        /// Pages.
        case pdf
        /// A picture.
        case png
        /// A page of the console.
        case html
        /// Rows.
        case csv
    }

    /// What the blocks are turned into.
    public var format: Format
    /// The language as BCP 47 tag.
    public var language: String
    /// The time zone's IANA name.
    public var timeZone: String
    /// The parameters: a JSON object that fits the schema.
    public var parametersJSON: String
    /// Who will read it, in words for a footer.
    public var viewer: String
    /// Whose report it is.
    public var company: String
    /// Until when data is read, in milliseconds since 1970: the report's "now".
    public var dataAsOf: Int64
    /// The width of the page in points.
    public var width: Double
    /// The height of the page in points.
    public var height: Double
    /// Pixels for each point of a picture.
    public var scale: Double
    /// Whether identities and flow variables are left out of the data.
    public var hidesConfidential: Bool
    /// Whether the ground is dark, which matters to canvases alone.
    public var isDark: Bool

    /// Reads the parameters.
    ///
    /// - Throws: `PluginError` of class `argument`, which names the parameter.
    public func parameters<Value: Decodable>(as type: Value.Type) throws -> Value {
        let json = parametersJSON.isEmpty ? "{}" : parametersJSON
        do {
            return try JSONDecoder().decode(type, from: Data(json.utf8))
        } catch let error as DecodingError {
            let issue = error.issue
            throw PluginError(.argument, "parameter \(issue.pointer) \(issue.text)")
        }
    }
}
