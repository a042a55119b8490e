/// Gives report plugins their data: already cut to what the viewer may see.
///
/// Called on a plugin's thread; may block. All cursors of one report read the same moment.
public protocol ReportData: Sendable {
    /// The moment the data is of.
    var asOf: Timestamp { get }

    /// Opens a dataset with its parameters, a JSON object that may be empty.
    ///
    /// - Throws: `ReportDataError` when there is no such dataset or a parameter is wrong.
    func open(_ dataset: String, parameters: String) throws -> any ReportCursor
}

/// Reads a dataset in batches, first to last.
public protocol ReportCursor: AnyObject {
    /// Reads the next batch; `nil` when there is no more.
    func next() throws -> ReportBatch?
}

/// Is a stretch of a dataset by columns, each with as many values as the others.
public struct ReportBatch: Sendable, Hashable {
    /// The columns, the same in every batch of a dataset.
    public var columns: [ReportColumn]

    /// Creates a batch.
    public init(columns: [ReportColumn]) {
        self.columns = columns
    }
}

/// Is a column of a batch.
public struct ReportColumn: Sendable, Hashable {
    /// Holds the values of one type; `nil` where there is none.
    public enum Values: Sendable, Hashable {
        /// Whole numbers.
        case integers([Int64?])
        /// Lengths of time in milliseconds.
        case durations([Int64?])
        /// Numbers.
        case decimals([Double?])
        /// Moments in milliseconds since 1970.
        case moments([Int64?])
        /// Words.
        case texts([String?])
        /// Yes or no.
        case truths([Bool?])
        /// Files such as small pictures.
        case bytes([[UInt8]?])
    }

    /// The field's name or the metric's id.
    public var name: String

    /// The values.
    public var values: Values

    /// Creates a column.
    public init(name: String, values: Values) {
        self.name = name
        self.values = values
    }
}

/// Says why a dataset cannot be opened.
public enum ReportDataError: Error, Sendable, Hashable {
    /// There is no dataset of that name.
    case unknownDataset(String)
    /// A parameter is missing or wrong.
    case badParameter(name: String, reason: String)
    /// The session or what the report is about is not there, or not for this viewer.
    case notFound
    /// The viewer's role or group leaves the dataset out.
    case forbidden
}
