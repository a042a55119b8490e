/// Is a key figure with its name.
public struct Tile: Sendable, Hashable {
    /// The stable name: a metric's id.
    public var id: String

    /// What the figure is.
    public var title: String

    /// The figure.
    public var value: Value

    /// What stands below it: a goal, a comparison, a definition.
    public var note: String

    /// The meaning of the figure, shown by colour, shape and `status`.
    public var tone: Tone

    /// The word that says the tone without colour, such as "crítico"; empty for none.
    public var status: String

    /// An emoji or letter that helps to find the tile; empty for none.
    public var symbol: String

    /// The values of the recent past, oldest first, drawn as a small line; empty for none.
    ///
    /// They are in the figure's own numbers: a fraction of one for a percentage, milliseconds for
    /// a duration.
    public var sparkline: [Double]

    /// The goal, shown beside the figure and across the line; nothing for none.
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

        /// What it is compared with, such as "desde ontem"; empty for nothing to say.
        public var label: String

        /// Creates a change.
        public init(_ change: Value, tone: Tone = .neutral, label: String = "") {
            self.change = change
            self.tone = tone
            self.label = label
        }
    }
}
