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

    /// How thick a bar is at most, so that few of them are no blocks.
    private let thickest: Double

    init(
        _ chart: Chart,
        plot: Rectangle,
        scale: ChartScale,
        thickest: Double = .infinity
    ) {
        self.plot = plot
        self.scale = scale
        self.thickest = thickest
        switch chart.kind {
        case .line, .area: layLines(chart)
        case .bar: layBars(chart, gap: 0.28)
        case .histogram: layBars(chart, gap: 0.04, isFull: true)
        case .stackedBar: layStacks(chart)
        case .horizontalBar: layLyingBars(chart)
        case .heatMap, .gauge, .donut: break
        }
    }

    /// The scale that fits a chart.
    static func scale(of chart: Chart, lines: Int) -> ChartScale {
        var values: [Double]
        if chart.kind == .stackedBar {
            values = chart.categories.indices.map { category in
                chart.series.reduce(0) { $0 + max(0, Self.value($1, category)) }
            }
        } else {
            values = chart.series.flatMap(\.values)
        }
        values.append(chart.maximum)
        if chart.kind != .histogram, let target = chart.target { values.append(target.value) }
        return ChartScale(values, lines: lines, steps: steps(of: chart))
    }

    private static func steps(of chart: Chart) -> ChartScale.Steps {
        switch chart.unit {
        case .percent: .decimal
        case .duration: .time
        case .count:
            chart.series.allSatisfy {
                $0.values.allSatisfy { !($0.isFinite) || $0 == $0.rounded() }
            }
                ? .whole : .decimal
        }
    }

    /// The height of a value on the page.
    func y(_ value: Double) -> Double {
        plot.y + plot.height * (1 - scale.position(value))
    }

    /// Where a value stands along an axis that lies.
    func x(_ value: Double) -> Double {
        plot.x + plot.width * scale.position(value)
    }

    /// The middle of a category along the axis.
    func x(_ category: Int, of count: Int, isLine: Bool) -> Double {
        isLine
            ? plot.x + plot.width * (count < 2 ? 0.5 : Double(category) / Double(count - 1))
            : plot.x + plot.width * (Double(category) + 0.5) / Double(max(1, count))
    }

    /// Where a number stands among the edges of a histogram; `nil` outside of them.
    ///
    /// All bars are equally wide, whatever lies between their edges.
    func x(_ number: Double, among edges: [Double]) -> Double? {
        guard edges.count > 1, let first = edges.first, number >= first,
            let next = edges.dropFirst().firstIndex(where: { number <= $0 })
        else { return nil }
        let (low, high) = (edges[next - 1], edges[next])
        let part = high.isFinite ? (number - low) / (high - low) : 0
        return plot.x + plot.width * (Double(next - 1) + part) / Double(edges.count - 1)
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

    private mutating func layBars(_ chart: Chart, gap: Double, isFull: Bool = false) {
        let count = chart.slots
        let slot = plot.width / Double(max(1, count))
        let many = Double(max(1, chart.series.count))
        let width = min(slot * (1 - gap) / many, isFull ? .infinity : thickest)
        let inset = (slot - width * many) / 2
        let zero = y(0)
        for (place, series) in chart.series.enumerated() {
            for (category, value) in series.values.prefix(count).enumerated()
            where value.isFinite {
                let top = y(value)
                let x = plot.x + slot * Double(category) + inset + width * Double(place)
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
        let width = min(slot * 0.72, thickest)
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
                            x: plot.x + slot * (Double(category) + 0.5) - width / 2,
                            y: top,
                            width: width,
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
        let many = Double(max(1, chart.series.count))
        let height = min(slot * 0.66 / many, thickest)
        let inset = (slot - height * many) / 2
        let zero = x(0)
        for (place, series) in chart.series.enumerated() {
            for (category, value) in series.values.prefix(chart.categories.count).enumerated()
            where value.isFinite {
                let end = x(value)
                bars.append(
                    Bar(
                        series: place,
                        category: category,
                        area: Rectangle(
                            x: min(zero, end),
                            y: plot.y + slot * Double(category) + inset + height * Double(place),
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

extension ChartLayout {
    /// Where words beside a line across the plot cover the least: at its end or start, over or
    /// under it, but not above a height.
    func free(
        _ size: (width: Double, height: Double),
        beside y: Double,
        gap: Double,
        above ceiling: Double
    ) -> (x: Double, y: Double) {
        let places = [plot.x + plot.width - size.width, plot.x + gap * 2].flatMap { x in
            [(x: x, y: y - size.height - gap), (x: x, y: y + gap)]
        }
        let free = places.filter { $0.y >= ceiling && $0.y + size.height <= plot.y + plot.height }
        let best = free.min { covered($0, size) < covered($1, size) }
        return best ?? places[1]
    }

    /// How many points of lines and parts of bars a place covers.
    private func covered(
        _ place: (x: Double, y: Double),
        _ size: (width: Double, height: Double)
    ) -> Int {
        let (right, bottom) = (place.x + size.width, place.y + size.height)
        var count = bars.count { bar in
            bar.area.x < right && bar.area.x + bar.area.width > place.x && bar.area.y < bottom
                && bar.area.y + bar.area.height > place.y
        }
        for line in lines {
            for (one, next) in zip(line.points, line.points.dropFirst()) {
                guard next.x >= place.x, one.x <= right, next.x > one.x else { continue }
                // A piece of a line is looked at where it enters, leaves and crosses the place.
                let ends = [max(one.x, place.x), min(next.x, right)].map { x in
                    one.y + (next.y - one.y) * (x - one.x) / (next.x - one.x)
                }
                if let low = ends.min(), let high = ends.max(), low < bottom, high > place.y {
                    count += 1
                }
            }
        }
        return count
    }
}

extension Chart {
    /// How many places its axis has: bars between edges, or categories.
    var slots: Int { kind == .histogram ? max(0, bins.edges.count - 1) : categories.count }
}
