/// Is one part of a board that somebody built: what it shows, and where on the grid of 12 × 12.
public struct BoardWidget: Sendable, Hashable, Codable {
    /// Names what a part shows.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// A metric as a tile.
        case figure
        /// The table of teams.
        case teams
        /// The table of who waits.
        case queue
        /// The table of people.
        case agents
        /// The table of channels.
        case channels
        /// The list of what is out of the ordinary.
        case exceptions
        /// A chart of the day by hours.
        case chart
        /// Words.
        case text
        /// The date and the time of the data.
        case clock
    }

    /// Names what a chart shows by hours.
    public enum Chart: String, Sendable, Hashable, Codable, CaseIterable {
        /// Sessions that began and ended.
        case volume
        /// The mean wait.
        case wait
        /// The service level.
        case serviceLevel = "service_level"
    }

    /// What it shows.
    public var type: Kind
    /// The first column, from 0.
    public var column: Int
    /// The first row, from 0.
    public var row: Int
    /// How many columns it covers.
    public var width: Int
    /// How many rows it covers.
    public var height: Int
    /// The words above it instead of its own.
    public var title: String?
    /// The id of a figure's metric.
    public var metric: String?
    /// The slug of the team that a figure or queue is kept to.
    public var team: String?
    /// The slug of the channel that a figure is kept to.
    public var channel: String?
    /// The limit from which a figure is a warning: seconds of durations, fractions of rates.
    public var warning: Double?
    /// The limit from which a figure is critical.
    public var critical: Double?
    /// An emoji or letter that helps to find a figure.
    public var symbol: String?
    /// What a chart shows.
    public var chart: Chart?
    /// The words of a text.
    public var text: String?

    /// Creates a part.
    public init(_ type: Kind, column: Int, row: Int, width: Int, height: Int) {
        self.type = type
        self.column = column
        self.row = row
        self.width = width
        self.height = height
    }

    /// How many fields a side of the grid has.
    public static let grid = 12

    /// How long words may be, in Unicode's characters: letters may be made of any number of them.
    public static let longestTitle = 120
    /// How long a symbol may be: an emoji of a family is seven characters.
    public static let longestSymbol = 16
    /// How long a text may be.
    public static let longestText = 2_000
    /// How long the id of a metric, or the slug of a team or channel, may be.
    public static let longestName = 100
}

/// Is what a built board shows: the parameters of the report that draws it.
public struct BoardPlan: Sendable, Hashable, Codable {
    /// The name that stands at the top.
    public var title: String
    /// The parts, in the order in which they were added.
    public var widgets: [BoardWidget]

    /// Creates a plan.
    public init(title: String, widgets: [BoardWidget]) {
        self.title = title
        self.widgets = widgets
    }
}
