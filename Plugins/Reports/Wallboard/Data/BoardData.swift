import PluginKit

/// Reads what a board shows, each dataset once and only when something shows it.
final class BoardData {
    let words: Words
    private let call: Call
    private let language: String
    private var kept: [String: [Record]] = [:]

    init(_ call: Call, language: String) {
        self.call = call
        self.language = language
        words = call.words
    }

    /// The rows of a dataset.
    func rows(_ dataset: String, limit: Int? = nil) throws -> [Record] {
        if let known = kept[dataset] { return known }
        let rows = try call.records(dataset, limit.map { ["limit": $0] } ?? [:])
        kept[dataset] = rows
        return rows
    }

    /// The present moment.
    func live() throws -> Record {
        guard let row = try rows("live").first else {
            throw PluginError(.internal, "the host has no row of the present")
        }
        return row
    }

    /// The target of the team in which somebody waits longest; the strictest while nobody waits.
    func longestTarget() throws -> Int64? {
        let longest = try rows("teams").max { first, second in
            (first.integer("longest_wait_now") ?? -1) < (second.integer("longest_wait_now") ?? -1)
        }
        guard let longest, longest.integer("longest_wait_now") != nil else {
            return try live().integer("target")
        }
        return longest.integer("target")
    }

    /// The day so far.
    func today() throws -> Record { try rows("today").first ?? Record() }

    /// A metric by its id; `nil` when the host has none of that name.
    func metric(_ id: String) throws -> Metric? {
        let row = try rows("metrics").first { $0.text("id") == id }
        guard let row else { return nil }
        let name = row.text(language.hasPrefix("en") ? "name_en" : "name_pt-BR")
        return Metric(id: id, name: name, unit: row.text("unit"))
    }

    /// The row in which a metric stands: of everything, of a team or of a channel; `nil` when the
    /// viewer sees no such team or channel.
    func row(of metric: Metric, team: String?, channel: String?) throws -> Record? {
        if let team { return try rows("teams").first { $0.text("slug") == team } }
        if let channel { return try rows("channels").first { $0.text("slug") == channel } }
        return metric.isLive ? try live() : try today()
    }
}

/// Is a figure that the host knows, with its name for people.
struct Metric {
    let id: String
    let name: String
    let unit: String

    /// Whether it is of the present moment, not of the day.
    var isLive: Bool { id.hasSuffix("_now") || id.hasPrefix("agents_") }

    /// A number of it as a value: durations are milliseconds, shares fractions of one.
    func value(_ number: Double?) -> Value {
        guard let number else { return .nothing }
        return switch unit {
        case "duration": .duration(Int64(number))
        case "ratio": .percent(number)
        case "stars": .decimal(number, places: 1)
        default: .integer(Int64(number))
        }
    }
}
