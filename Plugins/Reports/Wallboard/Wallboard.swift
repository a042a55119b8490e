public import CPluginABI
public import PluginKit

/// Gives the host what this library holds.
@c(conecta_plugin_v1)
public func entry(_ hostMajor: UInt32, _ hostMinor: UInt32) -> UnsafePointer<cnx_plugin_v1>? {
    Plugin.entry(hostMajor) {
        Plugin(id: "conecta.wallboard", version: "1.0.0", features: [.report(Wallboard.self)])
    }
}

/// Shows the present moment and the day on one sheet, in the order in which a supervisor reads.
public struct Wallboard: Report {
    /// What an operator may choose.
    struct Parameters: Decodable {
        var title: String?
    }

    /// The id of the report.
    public static let id = "wallboard"

    /// The name for people.
    public static let name = "Painel"

    /// The JSON Schema of the parameters.
    public static let schema = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "title": { "type": "string", "maxLength": 120, "title": "Título" }
          }
        }
        """

    /// Begins to serve jobs.
    public init() {}

    /// Writes the board.
    public func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        let parameters = try job.parameters(as: Parameters.self)
        let words = call.words
        let title = parameters.title ?? words("wallboard.title")
        let moment = Value.moment(job.dataAsOf)
        let now = try Present(call)
        let day = try Day(call)
        try paper.document(
            title: title,
            subtitle: words("wallboard.as_of", ["moment": words.format(moment)]),
            landscape: true
        )
        let caption = words("wallboard.as_of", ["moment": words.format(moment)])
        try paper.grid(title: title, caption: caption) {
            for (index, tile) in (now.tiles(day, words) + day.tiles(now, words)).enumerated() {
                try paper.cell(column: index % 6 * 2, row: index / 6 * 2, width: 2, height: 2) {
                    try paper.tiles([tile])
                }
            }
            try paper.cell(column: 0, row: 4, width: 7, height: 4) {
                try teams(on: paper, call: call)
            }
            try paper.cell(column: 7, row: 4, width: 5, height: 4) {
                try paper.chart(try volume(call))
            }
            try paper.cell(column: 0, row: 8, width: 7, height: 4) {
                try queue(on: paper, call: call)
            }
            try paper.cell(column: 7, row: 8, width: 5, height: 4) {
                try agents(on: paper, call: call)
            }
        }
    }

    private func volume(_ call: Call) throws -> Chart {
        let words = call.words
        var hours: [String] = []
        var started: [Double] = []
        var closed: [Double] = []
        let rows = try call.query("volume")
        while try rows.next() {
            // The clock's hour is enough: "08:00" of "22/11/2026 08:00".
            let moment = words.format(.moment(rows.integer("start") ?? 0))
            hours.append(String(moment.split(separator: " ").last?.prefix(2) ?? ""))
            started.append(Double(rows.integer("sessions_started") ?? 0))
            closed.append(Double(rows.integer("sessions_closed") ?? 0))
        }
        let sums = (started.reduce(0, +), closed.reduce(0, +))
        return Chart(
            title: words("wallboard.volume"),
            alternative: words(
                "wallboard.volume.alternative",
                ["started": String(Int(sums.0)), "closed": String(Int(sums.1))]
            ),
            kind: .bar,
            categories: hours,
            series: [
                Chart.Series(name: words("wallboard.started"), values: started),
                Chart.Series(name: words("wallboard.closed"), values: closed, tone: .good),
            ]
        )
    }
}
