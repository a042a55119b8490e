/// Says what is wrong with a built board, and where.
public struct BoardProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// Names what is wrong.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// A board without parts.
        case empty
        /// More parts than a board may have.
        case tooMany = "too-many"
        /// A part leaves the grid.
        case outOfGrid = "out-of-grid"
        /// Two parts cover each other.
        case overlap
        /// A figure without a metric.
        case noMetric = "no-metric"
        /// A metric that there is not.
        case unknownMetric = "unknown-metric"
        /// A team or channel that there is not, or not for this person.
        case unknownScope = "unknown-scope"
        /// A figure of a team and a channel, or a day's figure of agents by channel.
        case badScope = "bad-scope"
        /// A chart that does not say of what.
        case noChart = "no-chart"
        /// A text without words.
        case noText = "no-text"
        /// Words that are too long.
        case tooLong = "too-long"
        /// A field that this kind of part does not have.
        case stray
        /// A limit that is no number a metric can reach.
        case badLimit = "bad-limit"
    }

    /// What is wrong.
    public var code: Code

    /// Where: a JSON Pointer into the definition.
    public var pointer: String

    /// The same in English, for programs' logs.
    public var detail: String

    /// One line for people.
    public var description: String { "\(pointer): \(detail)" }
}

/// Says why a board cannot be kept.
public enum BoardError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The definition has problems.
    case problems([BoardProblem])
    /// The name in URLs is taken or none.
    case badSlug(String)
    /// There is no such board, or not for this person.
    case unknown(String)
    /// The board is somebody else's, or a ready one.
    case notYours(String)
    /// The person has as many boards as one may have.
    case tooMany(Int)

    /// One line for people.
    public var description: String {
        switch self {
        case .problems(let problems): problems.map(\.description).joined(separator: "; ")
        case .badSlug(let slug):
            "\(slug): the name is taken, or not made of small letters, digits and dashes"
        case .unknown(let slug): "there is no board \(slug)"
        case .notYours(let slug): "the board \(slug) is not this person's to change"
        case .tooMany(let count): "nobody may have more than \(count) boards"
        }
    }
}
