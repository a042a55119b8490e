import PluginKit

/// Is one part of a board that somebody built, on a grid of 12 × 12 fields.
struct Widget: Decodable {
    /// Names what a part shows.
    enum Kind: String, Decodable {
        case figure, teams, queue, agents, channels, exceptions, chart, text, clock
    }

    let type: Kind
    let column: Int
    let row: Int
    let width: Int
    let height: Int
    let title: String?
    /// The metric of a figure.
    let metric: String?
    /// What a figure is of: the team or channel with a slug, else everything.
    let team: String?
    let channel: String?
    /// Limits, in the unit that people read: seconds, and fractions of one.
    let warning: Double?
    let critical: Double?
    let symbol: String?
    let chart: HourChart?
    let text: String?

    /// How many fields a side of the grid has.
    static let grid = 12

    /// The area on a sheet, whose lattice is finer.
    var area: Sheet.Area {
        let scale = Sheet.fields / Self.grid
        return Sheet.Area(
            column: column * scale,
            row: row * scale,
            width: width * scale,
            height: height * scale
        )
    }
}
