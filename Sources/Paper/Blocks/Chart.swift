/// Is a chart of one or more series over common categories.
public struct Chart: Sendable, Hashable {
    /// The shapes that stand for the values.
    public enum Kind: UInt8, Sendable, Hashable, Codable {
        /// A line for each series.
        case line
        /// A filled line.
        case area
        /// Bars side by side.
        case bar
        /// Bars on top of each other.
        case stackedBar
        /// Bars that lie.
        case horizontalBar
    }

    /// The words above it.
    public var title: String

    /// What it says, for those who cannot see it.
    public var alternative: String

    /// The shapes.
    public var kind: Kind

    /// The labels along the axis of categories, such as hours.
    public var categories: [String]

    /// The values.
    public var series: [Series]

    /// How the axis writes its values.
    public var unit: Unit

    /// The height in points on paper.
    ///
    /// Zero lets the theme decide; a grid's cell ignores it.
    public var height: Double

    /// Creates a chart.
    public init(
        title: String,
        alternative: String = "",
        kind: Kind,
        categories: [String],
        series: [Series],
        unit: Unit = .count,
        height: Double = 0
    ) {
        self.title = title
        self.alternative = alternative
        self.kind = kind
        self.categories = categories
        self.series = series
        self.unit = unit
        self.height = height
    }

    /// Says how values of an axis are written.
    public enum Unit: UInt8, Sendable, Hashable, Codable {
        /// A number.
        case count
        /// A fraction of one, written as a percentage.
        case percent
        /// Milliseconds, written as a clock.
        case duration
    }
}

/// Is one line or set of bars of a chart.
public struct Series: Sendable, Hashable {
    /// The words of the legend.
    public var name: String

    /// The values, one for each category; NaN where there is none.
    public var values: [Double]

    /// The meaning; neutral lets the theme choose a colour.
    public var tone: Tone

    /// Creates a series.
    public init(name: String, values: [Double], tone: Tone = .neutral) {
        self.name = name
        self.values = values
        self.tone = tone
    }
}
