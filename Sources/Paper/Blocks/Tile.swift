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
    public var sparkline: [Double]

    /// Creates a tile.
    public init(
        id: String,
        title: String,
        value: Value,
        note: String = "",
        tone: Tone = .neutral,
        status: String = "",
        symbol: String = "",
        sparkline: [Double] = []
    ) {
        self.id = id
        self.title = title
        self.value = value
        self.note = note
        self.tone = tone
        self.status = status
        self.symbol = symbol
        self.sparkline = sparkline
    }
}
