import PluginKit

/// Is the sheet of a board: a lattice of 60 × 60 fields on a screen of some shape.
struct Sheet {
    /// Says what kind of screen it is.
    enum Shape {
        /// A television on a wall.
        case wide
        /// The same, standing.
        case tall
        /// A small panel, on which only key figures can be read.
        case small
    }

    /// Is a part of the lattice.
    struct Area {
        var column: Int
        var row: Int
        var width: Int
        var height: Int
    }

    let paper: Paper
    let data: BoardData
    let words: Words
    /// The size as if letters were those of a television of 1920 × 1080.
    let width: Double
    let height: Double
    let shape: Shape
    /// When the data was read.
    let moment: Int64
    /// Whether it is too low for a title, so that a tile tells the time of the data.
    let isStrip: Bool

    static let fields = 60

    init(_ job: ReportJob, paper: Paper, data: BoardData) {
        self.paper = paper
        self.data = data
        words = data.words
        moment = job.dataAsOf
        isStrip = job.height < 200
        let (jobWidth, jobHeight) = (max(1, job.width), max(1, job.height))
        // As the host chooses the letters of a board.
        let (long, short) = (max(jobWidth, jobHeight), min(jobWidth, jobHeight))
        let unit = max(min(long / 1_920, short / 1_080), 13 / 24)
        width = jobWidth / unit
        height = jobHeight / unit
        let isPanel = long < 1_000 && short < 700
        shape = isPanel ? .small : width < height ? .tall : .wide
    }

    /// Says when the data was read.
    var asOf: String { words("wallboard.as_of", ["moment": words.format(.moment(moment))]) }

    /// What stands at the top beside the title, as far as there is room.
    var caption: String {
        isStrip ? "" : shape == .small ? words.format(.moment(moment)) : asOf
    }

    /// How wide the inside of an area is.
    func room(_ area: Area) -> Double { width / Double(Self.fields) * Double(area.width) - 62 }

    /// How wide the inside of an area is against letters that are small enough for some rows.
    func room(_ area: Area, rows: Int) -> Double {
        let inside = field * Double(area.height) - 109
        let scale = inside / (24 * (1.9 + 1.9 * Double(max(1, rows))))
        return room(area) / max(0.68, min(1, scale))
    }

    /// How high a field is.
    private var field: Double { (height - 107) / Double(Self.fields) }

    /// The greatest height of tiles in a line of so many that have their note beside the figure.
    func lowTile(perLine: Int) -> Int {
        let wide = width / Double(perLine) - 17
        return max(5, Int((wide / 3.15 + 17) / field))
    }

    /// How many rows of a table fit into an area, set as small as they may be.
    func rows(_ area: Area) -> Int {
        max(1, Int((field * Double(area.height) - 62 - 47 - 32) / 28.1))
    }

    /// Puts blocks into an area.
    func cell(_ area: Area, _ blocks: () throws -> Void) throws {
        try paper.cell(
            column: area.column,
            row: area.row,
            width: area.width,
            height: area.height,
            blocks
        )
    }

    /// Puts tiles side by side into an area, in lines of some length.
    func tiles(_ tiles: [Tile], in area: Area, perLine: Int) throws {
        let lines = (tiles.count + perLine - 1) / perLine
        for (place, tile) in tiles.enumerated() {
            let (line, column) = (place / perLine, place % perLine)
            let inLine = min(perLine, tiles.count - line * perLine)
            let left = area.width * column / inLine
            let right = area.width * (column + 1) / inLine
            let top = area.height * line / lines
            let bottom = area.height * (line + 1) / lines
            try cell(
                Area(
                    column: area.column + left,
                    row: area.row + top,
                    width: right - left,
                    height: bottom - top
                )
            ) { try paper.tiles([tile]) }
        }
    }

    /// Puts a table into an area, as several side by side when its rows are too many for one.
    func table<Item>(
        _ items: [Item],
        _ columns: [RoomyColumn<Item>],
        in area: Area,
        title: String,
        empty: String,
        most: Int = 1
    ) throws {
        let fitting = rows(area)
        let parts = min(most, max(1, (items.count + fitting - 1) / fitting))
        let length = max(1, (items.count + parts - 1) / parts)
        for part in 0..<parts {
            let left = area.width * part / parts
            let place = Area(
                column: area.column + left,
                row: area.row,
                width: area.width * (part + 1) / parts - left,
                height: area.height
            )
            let start = min(items.count, part * length)
            let end = part == parts - 1 ? items.count : min(items.count, start + length)
            let name =
                parts == 1
                ? title
                : words(
                    "wallboard.part",
                    [
                        "title": title, "from": String(min(start + 1, end)), "to": String(end),
                    ]
                )
            try cell(place) {
                try paper.table(
                    items[start..<end],
                    columns,
                    width: room(place, rows: length),
                    title: name,
                    empty: empty
                )
            }
        }
    }
}
