import PluginKit

/// Writes the pauses by their reasons against the reasons' limits, and who went over one.
struct Pauses {
    private struct Reason {
        var name: String
        var pauses: [WorkingTime.Stretch]

        var time: Int64 { pauses.reduce(0) { $0 + $1.length } }
        var over: [WorkingTime.Stretch] { pauses.filter { $0.over > 0 } }
    }

    private let reasons: [Reason]
    private let over: [WorkingTime.Stretch]
    private let words: Words

    init(_ time: WorkingTime, _ words: Words) {
        self.words = words
        let pauses = time.stretches.filter(\.isPause)
        let byReason = Dictionary(grouping: pauses, by: \.reason)
        reasons = byReason.map { Reason(name: $0.key, pauses: $0.value) }
            .sorted { ($1.time, $0.name) < ($0.time, $1.name) }
        over = pauses.filter { $0.over > 0 }.sorted { ($1.over, $0.start) < ($0.over, $1.start) }
    }

    func write(on paper: Paper) throws {
        try paper.heading(words("presence.pauses"), level: 2, anchor: "pauses")
        if reasons.count > 1 {
            try paper.chart(
                Chart(
                    title: words("presence.pauses.chart"),
                    alternative: reasons.map { reason in
                        "\(name(reason.name)): \(words.format(.duration(reason.time)))"
                    }.joined(separator: "; "),
                    kind: .horizontalBar,
                    unit: .duration,
                    categories: reasons.map { name($0.name) },
                    series: [
                        Chart.Series(
                            name: words("presence.column.pause_time"),
                            values: reasons.map { Double($0.time) },
                            tone: .accent
                        )
                    ],
                    height: 40 + Double(min(reasons.count, 12)) * 22
                )
            )
        }
        try paper.table(columns, emptyText: words("presence.pauses.none")) {
            for reason in reasons { try paper.row(cells(reason)) }
        }
        try writeOver(on: paper)
    }

    private func name(_ reason: String) -> String {
        reason.isEmpty ? words("presence.reason.none") : reason
    }

    private var columns: [Column] {
        ["reason", "limit", "pauses", "pause_time", "mean", "longest", "over_limit", "over_time"]
            .map { id in
                Column(
                    id: id,
                    title: words("presence.column." + id),
                    weight: id == "reason" ? 2.4 : 1,
                    alignment: id == "reason" ? .start : .end
                )
            }
    }

    private func cells(_ reason: Reason) -> [Cell] {
        let over = reason.over
        let tone: Tone = over.isEmpty ? .neutral : .warning
        return [
            Cell(.text(name(reason.name))),
            Cell(reason.pauses.compactMap(\.limit).first.map(Value.duration) ?? .nothing),
            Cell(.integer(reason.pauses.count)),
            Cell(.duration(reason.time)),
            Cell(.duration(reason.time / Int64(max(1, reason.pauses.count)))),
            Cell(.duration(reason.pauses.map(\.whole).max() ?? 0)),
            Cell(.integer(over.count), tone: tone),
            Cell(over.isEmpty ? .nothing : .duration(over.reduce(0) { $0 + $1.over }), tone: tone),
        ]
    }

    private func writeOver(on paper: Paper) throws {
        try paper.heading(words("presence.over"), level: 2, anchor: "over")
        let columns: [(String, Double)] = [
            ("agent", 2.2), ("reason", 2), ("started", 1.5), ("ended", 1.5), ("whole", 1),
            ("limit", 1), ("over_time", 1),
        ]
        try paper.table(
            columns.map { id, weight in
                Column(
                    id: id,
                    title: words("presence.column." + id),
                    weight: weight,
                    alignment: weight == 1 ? .end : .start
                )
            },
            emptyText: words("presence.over.none")
        ) {
            for pause in over {
                try paper.row([
                    Cell(.text(pause.name)), Cell(.text(name(pause.reason))),
                    Cell(.moment(pause.start)),
                    Cell(pause.isRunning ? .text(words("presence.running")) : .moment(pause.end)),
                    Cell(.duration(pause.whole)),
                    Cell(pause.limit.map(Value.duration) ?? .nothing),
                    Cell(.duration(pause.over), tone: .warning),
                ])
            }
        }
    }
}
