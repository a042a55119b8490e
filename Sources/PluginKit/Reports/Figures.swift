/// Is a key figure with its name.
public struct Tile: Sendable, Hashable {
    /// The metric's id.
    public var id: String
    /// What the figure is.
    public var title: String
    /// The figure.
    public var value: Value
    /// What stands below it.
    public var note: String
    /// The meaning of the figure.
    public var tone: Tone
    /// The word that says the tone without colour.
    public var status: String
    /// An emoji or letter.
    public var symbol: String
    /// The recent past, oldest first, in the figure's own numbers: a fraction of one for a
    /// percentage, milliseconds for a duration.
    public var sparkline: [Double]
    /// The goal, beside the figure and across the sparkline; nothing for none.
    public var target: Value
    /// The change against an earlier period.
    public var trend: Trend?

    /// Creates a tile.
    public init(
        id: String,
        title: String,
        value: Value,
        note: String = "",
        tone: Tone = .neutral,
        status: String = "",
        symbol: String = "",
        sparkline: [Double] = [],
        target: Value = .nothing,
        trend: Trend? = nil
    ) {
        self.id = id
        self.title = title
        self.value = value
        self.note = note
        self.tone = tone
        self.status = status
        self.symbol = symbol
        self.sparkline = sparkline
        self.target = target
        self.trend = trend
    }

    /// Is the change of a figure against an earlier period.
    public struct Trend: Sendable, Hashable {
        /// The difference, of the figure's kind; below zero it fell.
        public var change: Value
        /// The meaning of the change, for more may be good or bad.
        public var tone: Tone
        /// What it is compared with, such as "since yesterday"; empty for nothing to say.
        public var label: String

        /// Creates a change.
        public init(_ change: Value, tone: Tone = .neutral, label: String = "") {
            self.change = change
            self.tone = tone
            self.label = label
        }
    }
}

/// Is a chart of series over common categories.
public struct Chart: Sendable, Hashable {
    /// Names the shapes that stand for values.
    public enum Kind: UInt32, Sendable, Hashable {
        /// A line for each series.
        case line = 0
        /// A filled line.
        case area = 1
        /// Bars side by side.
        case bar = 2
        /// Bars on top of each other.
        case stackedBar = 3
        /// Bars that lie.
        case horizontalBar = 4
        /// How many fell between each two of the edges.
        case histogram = 5
        /// Fields as strong as their value: a column for each category, a row for each series.
        case heatMap = 6
        /// A dial for each series, of its first value.
        case gauge = 7
        /// A ring with a slice for each category, of the first series.
        case donut = 8
    }

    /// Says how values of the axis are written.
    public enum Unit: UInt32, Sendable, Hashable {
        /// As numbers.
        case count = 0
        /// As percentages of one.
        case percent = 1
        /// As clocks, from milliseconds.
        case duration = 2
    }

    /// Is the goal that values are held against.
    public struct Target: Sendable, Hashable {
        /// The goal, in the numbers of the values it stands among (of a histogram: its edges).
        public var value: Double
        /// The words beside it; empty for the host's own.
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

    /// Is one line or set of bars.
    public struct Series: Sendable, Hashable {
        /// The words of the legend.
        public var name: String
        /// One for each category; NaN where there is none.
        public var values: [Double]
        /// The meaning.
        public var tone: Tone

        /// Creates a series.
        public init(name: String, values: [Double], tone: Tone = .neutral) {
            self.name = name
            self.values = values
            self.tone = tone
        }
    }

    /// The words above it.
    public var title: String
    /// What it says, for those who cannot see it.
    public var alternative: String
    /// The shapes.
    public var kind: Kind
    /// How values are written.
    public var unit: Unit
    /// The labels along the axis; dials need none.
    public var categories: [String]
    /// The values.
    public var series: [Series]
    /// The height in points; zero lets the theme decide.
    public var height: Double
    /// The goal: a line across the values, or a mark on a dial; heat maps and donuts have none.
    public var target: Target?
    /// Where the axis or the dial ends; zero lets the host decide.
    public var maximum: Double
    /// The edges of a histogram.
    public var bins: Bins

    /// Creates a chart.
    public init(
        title: String,
        alternative: String = "",
        kind: Kind,
        unit: Unit = .count,
        categories: [String],
        series: [Series],
        height: Double = 0,
        target: Target? = nil,
        maximum: Double = 0,
        bins: Bins = Bins()
    ) {
        self.title = title
        self.alternative = alternative
        self.kind = kind
        self.unit = unit
        self.categories = categories
        self.series = series
        self.height = height
        self.target = target
        self.maximum = maximum
        self.bins = bins
    }
}
