import PluginKit

/// Is the values of one series under way.
struct Curve {
    let id: String
    let tone: Tone
    var values: [Double] = []

    init(_ id: String, _ tone: Tone = .neutral) {
        self.id = id
        self.tone = tone
    }
}

extension Sheet {
    /// Draws metrics of parts, the largest of the first metric first, at most so many of them.
    ///
    /// Parts without any value are left out; nothing is drawn when none is left.
    func chart(
        _ key: String,
        of dataset: String,
        _ kind: Chart.Kind,
        _ curves: [Curve],
        most: Int = 12
    ) throws {
        guard !isForMachines else { return }
        var parts: [(name: String, values: [Double])] = []
        let rows = try query(dataset)
        while try rows.next() {
            let values = curves.map { metrics.number($0.id, rows) }
            guard values.contains(where: { $0.isFinite && $0 != 0 }) else { continue }
            parts.append((rows.text("name"), values))
        }
        parts.sort { left, right in
            let (a, b) = (left.values.first ?? 0, right.values.first ?? 0)
            return a == b ? left.name < right.name : (a.isNaN ? -1 : a) > (b.isNaN ? -1 : b)
        }
        let shown = parts.prefix(most)
        guard !shown.isEmpty else { return }
        var series = curves
        for part in shown {
            for (index, value) in part.values.enumerated() { series[index].values.append(value) }
        }
        try draw(key, kind, shown.map(\.name), series)
    }

    /// Draws metrics along time.
    func chart(
        _ key: String,
        by division: String,
        _ kind: Chart.Kind,
        _ curves: [Curve],
        target: Chart.Target? = nil,
        label: (Rows) -> String
    ) throws {
        guard !isForMachines else { return }
        var series = curves
        var labels: [String] = []
        let rows = try query("figures_by_time", ["division": division, "zone": job.timeZone])
        while try rows.next() {
            labels.append(label(rows))
            for index in series.indices {
                series[index].values.append(metrics.number(series[index].id, rows))
            }
        }
        let hasValue = series.contains { $0.values.contains { $0.isFinite && $0 != 0 } }
        guard labels.count > 1, hasValue else { return }
        try draw(key, kind, labels, series, target: target)
    }

    /// Draws series over categories.
    func draw(
        _ key: String,
        _ kind: Chart.Kind,
        _ categories: [String],
        _ curves: [Curve],
        target: Chart.Target? = nil
    ) throws {
        let unit: Chart.Unit =
            switch metrics.unit(curves.first?.id ?? "") {
            case .ratio: .percent
            case .duration: .duration
            case .count, .stars: .count
            }
        let title = words(key)
        let isLying = kind == .horizontalBar
        try paper.chart(
            Chart(
                title: title,
                alternative: alternative(title, categories, curves),
                kind: kind,
                unit: unit,
                categories: categories,
                series: curves.map {
                    Chart.Series(
                        name: words("figures.series." + $0.id),
                        values: $0.values,
                        tone: $0.tone
                    )
                },
                height: isLying ? max(70, 34 + 16 * Double(categories.count * curves.count)) : 150,
                target: target
            )
        )
    }

    /// Says a chart in words: every value of its first twelve categories.
    private func alternative(_ title: String, _ categories: [String], _ curves: [Curve]) -> String {
        let said = categories.prefix(12).enumerated().map { index, category in
            let values = curves.compactMap { curve -> String? in
                guard index < curve.values.count, curve.values[index].isFinite else { return nil }
                let name = words("figures.series." + curve.id)
                return name + " " + words.format(value(curve.values[index], of: curve.id))
            }
            return category + ": " + values.joined(separator: ", ")
        }
        let more = categories.count > 12 ? " …" : ""
        return title + ". " + said.joined(separator: "; ") + more
    }

    private func value(_ number: Double, of id: String) -> Value {
        switch metrics.unit(id) {
        case .count: .integer(Int64(number))
        case .duration: .duration(Int64(number))
        case .ratio: .percent(number)
        case .stars: .decimal(number, places: 2)
        }
    }
}
