internal import Paper

/// Holds where the parts of a chart stand: the same numbers for a pen and for SVG.
struct ChartLayout {
    /// A value's bar.
    struct Bar {
        var series: Int
        var category: Int
        var area: Rectangle
        var value: Double
    }

    /// A stretch of a line without gaps.
    struct Line {
        var series: Int
        var points: [(x: Double, y: Double)]
    }

    let scale: ChartScale
    /// Where values are drawn.
    let plot: Rectangle
    private(set) var bars: [Bar] = []
    private(set) var lines: [Line] = []

    init(_ chart: Chart, plot: Rectangle, scale: ChartScale) {
        self.plot = plot
        self.scale = scale
        switch chart.kind {
        case .line, .area: layLines(chart)
        case .bar: layBars(chart)
        case .stackedBar: layStacks(chart)
        case .horizontalBar: layLyingBars(chart)
        }
    }

    /// The scale that fits a chart.
    static func scale(of chart: Chart, lines: Int) -> ChartScale {
        let steps: ChartScale.Steps =
            switch chart.unit {
            case .percent: .decimal
            case .duration: .time
            case .count:
                chart.series.allSatisfy {
                    $0.values.allSatisfy { !($0.isFinite) || $0 == $0.rounded() }
                }
                    ? .whole : .decimal
            }
        guard chart.kind == .stackedBar else {
            return ChartScale(chart.series.flatMap(\.values), lines: lines, steps: steps)
        }
        let sums = chart.categories.indices.map { category in
            chart.series.reduce(0) { $0 + max(0, Self.value($1, category)) }
        }
        return ChartScale(sums, lines: lines, steps: steps)
    }

    /// The height of a value on the page.
    func y(_ value: Double) -> Double {
        plot.y + plot.height * (1 - scale.position(value))
    }

    /// The middle of a category along the axis.
    func x(_ category: Int, of count: Int, isLine: Bool) -> Double {
        isLine
            ? plot.x + plot.width * (count < 2 ? 0.5 : Double(category) / Double(count - 1))
            : plot.x + plot.width * (Double(category) + 0.5) / Double(max(1, count))
    }

    private static func value(_ series: Series, _ category: Int) -> Double {
        guard category < series.values.count, series.values[category].isFinite else { return 0 }
        return series.values[category]
    }

    private mutating func layLines(_ chart: Chart) {
        for (place, series) in chart.series.enumerated() {
            var points: [(x: Double, y: Double)] = []
            for (category, value) in series.values.prefix(chart.categories.count).enumerated() {
                if value.isFinite {
                    let x = x(category, of: chart.categories.count, isLine: true)
                    points.append((x, y(value)))
                } else if !points.isEmpty {
                    lines.append(Line(series: place, points: points))
                    points = []
                }
            }
            if !points.isEmpty { lines.append(Line(series: place, points: points)) }
        }
    }

    private mutating func layBars(_ chart: Chart) {
        let slot = plot.width / Double(max(1, chart.categories.count))
        let width = slot * 0.72 / Double(max(1, chart.series.count))
        let zero = y(0)
        for (place, series) in chart.series.enumerated() {
            for (category, value) in series.values.prefix(chart.categories.count).enumerated()
            where value.isFinite {
                let top = y(value)
                let x = plot.x + slot * (Double(category) + 0.14) + width * Double(place)
                bars.append(
                    Bar(
                        series: place,
                        category: category,
                        area: Rectangle(
                            x: x,
                            y: min(top, zero),
                            width: width * (chart.series.count > 1 ? 0.92 : 1),
                            height: abs(zero - top)
                        ),
                        value: value
                    )
                )
            }
        }
    }

    private mutating func layStacks(_ chart: Chart) {
        let slot = plot.width / Double(max(1, chart.categories.count))
        for category in chart.categories.indices {
            var sum = 0.0
            for (place, series) in chart.series.enumerated() {
                let value = max(0, Self.value(series, category))
                guard value > 0 else { continue }
                let (bottom, top) = (y(sum), y(sum + value))
                bars.append(
                    Bar(
                        series: place,
                        category: category,
                        area: Rectangle(
                            x: plot.x + slot * (Double(category) + 0.14),
                            y: top,
                            width: slot * 0.72,
                            height: bottom - top
                        ),
                        value: value
                    )
                )
                sum += value
            }
        }
    }

    private mutating func layLyingBars(_ chart: Chart) {
        let slot = plot.height / Double(max(1, chart.categories.count))
        let height = slot * 0.66 / Double(max(1, chart.series.count))
        let zero = plot.x + plot.width * scale.position(0)
        for (place, series) in chart.series.enumerated() {
            for (category, value) in series.values.prefix(chart.categories.count).enumerated()
            where value.isFinite {
                let end = plot.x + plot.width * scale.position(value)
                bars.append(
                    Bar(
                        series: place,
                        category: category,
                        area: Rectangle(
                            x: min(zero, end),
                            y: plot.y + slot * (Double(category) + 0.17) + height * Double(place),
                            width: abs(end - zero),
                            height: height * (chart.series.count > 1 ? 0.92 : 1)
                        ),
                        value: value
                    )
                )
            }
        }
    }
}
