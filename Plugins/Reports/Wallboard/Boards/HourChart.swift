import PluginKit

/// Is what a chart of the day by hours shows.
enum HourChart: String, Decodable {
    /// What began and what ended.
    case volume
    /// The mean wait.
    case wait
    /// The service level.
    case serviceLevel = "service_level"

    /// Makes the chart of the hours so far; levels are held against a goal.
    func chart(_ rows: [Record], _ words: Words, title: String?, goal: Double?) throws -> Chart {
        // Hours before anything happened say nothing and make the others narrow.
        let busy = rows.drop { row in
            (row.integer("sessions_started") ?? 0) + (row.integer("sessions_closed") ?? 0) == 0
        }
        let shown = busy.isEmpty ? rows.suffix(1) : Array(busy)[...]
        let hours = shown.map { row in
            // The clock's hour is enough: "08" of "22/11/2026 08:00".
            let moment = words.format(.moment(row.integer("start") ?? 0))
            return String(moment.split(separator: " ").last?.prefix(2) ?? "")
        }
        func values(_ name: String) -> [Double] { shown.map { $0.number(name) ?? .nan } }
        switch self {
        case .volume:
            let (started, closed) = (values("sessions_started"), values("sessions_closed"))
            let sums = [started, closed].map { String(Int($0.filter(\.isFinite).reduce(0, +))) }
            return Chart(
                title: title ?? words("wallboard.volume"),
                alternative: words(
                    "wallboard.volume.alternative",
                    ["started": sums[0], "closed": sums[1]]
                ),
                kind: .bar,
                categories: hours,
                series: [
                    Chart.Series(name: words("wallboard.started"), values: started),
                    Chart.Series(name: words("wallboard.closed"), values: closed),
                ]
            )
        case .wait:
            return Chart(
                title: title ?? words("wallboard.wait.hours"),
                alternative: words("wallboard.wait.hours"),
                kind: .bar,
                unit: .duration,
                categories: hours,
                series: [
                    Chart.Series(
                        name: words("wallboard.wait_mean.short"),
                        values: values("wait_mean")
                    )
                ]
            )
        case .serviceLevel:
            return Chart(
                title: title ?? words("wallboard.level.hours"),
                alternative: words("wallboard.level.hours"),
                kind: .line,
                unit: .percent,
                categories: hours,
                series: [
                    Chart.Series(
                        name: words("wallboard.service_level"),
                        values: values("service_level")
                    )
                ],
                target: goal.map { Chart.Target($0) }
            )
        }
    }
}
