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
        /// How many fell between each two of the edges.
        case histogram
        /// Fields as strong as their value: a column for each category, a row for each series.
        case heatMap
        /// A dial for each series, of its first value.
        case gauge
        /// A ring with a slice for each category, of the first series.
        case donut
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

    /// The goal: a line across the values, or a mark on a dial.
    ///
    /// In a histogram it stands among the edges; heat maps and donuts have none.
    public var target: Target?

    /// Where the axis or the dial ends; zero lets the values decide.
    public var maximum: Double

    /// The edges of a histogram.
    public var bins: Bins

    /// Creates a chart.
    public init(
        title: String,
        alternative: String = "",
        kind: Kind,
        categories: [String],
        series: [Series],
        unit: Unit = .count,
        height: Double = 0,
        target: Target? = nil,
        maximum: Double = 0,
        bins: Bins = Bins()
    ) {
        self.title = title
        self.alternative = alternative
        self.kind = kind
        self.categories = categories
        self.series = series
        self.unit = unit
        self.height = height
        self.target = target
        self.maximum = maximum
        self.bins = bins
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

    /// Is the goal that values are held against.
    public struct Target: Sendable, Hashable {
        /// The goal, in the numbers of the values it stands among.
        public var value: Double

        /// The words beside it; empty for the page's own.
        public var label: String

        /// Creates a goal.
        public init(_ value: Double, label: String = "") {
            self.value = value
            self.label = label
        }
    }

    /// Says between which numbers the bars of a histogram stand.
    public struct Bins: Sendable, Hashable {
        /// The edges, rising, one more than there are bars; the last may be infinite.
        public var edges: [Double]

        /// How the edges are written.
        public var unit: Unit

        /// Creates edges; a chart that is no histogram has none.
        public init(_ edges: [Double] = [], unit: Unit = .count) {
            self.edges = edges
            self.unit = unit
        }
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
