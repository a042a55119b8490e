internal import Paper

extension HtmlWriter {
    private static let size = (width: 640.0, height: 240.0)

    /// Writes a chart as a drawing, and its values as a table for those who cannot see it.
    mutating func write(_ chart: Chart) {
        html.open("figure", ["class": "chart"])
        if !chart.title.isEmpty { html.element("figcaption", [:], chart.title) }
        let namesItself = [.gauge, .donut, .heatMap].contains(chart.kind)
        if chart.series.count > 1, !namesItself {
            html.open("ul", ["class": "legend", "aria-hidden": "true"])
            for (place, series) in chart.series.enumerated() {
                html.element("li", ["class": series.name(at: place)], series.name)
            }
            html.close("ul")
        }
        html.open(
            "svg",
            [
                "viewBox": "0 0 \(Int(Self.size.width)) \(Int(Self.size.height))", "role": "img",
                "aria-label": chart.alternative.isEmpty ? chart.title : chart.alternative,
            ]
        )
        let area = Rectangle(x: 0, y: 0, width: Self.size.width, height: Self.size.height)
        switch chart.kind {
        case .heatMap: drawHeatMap(chart, in: area)
        case .gauge: drawGauges(chart, in: area)
        case .donut: drawDonut(chart, in: area)
        default: drawAxes(chart, in: area)
        }
        html.close("svg")
        writeValues(of: chart)
        html.close("figure")
    }

    private mutating func drawAxes(_ chart: Chart, in area: Rectangle) {
        let isLying = chart.kind == .horizontalBar
        let plot = Rectangle(
            x: isLying ? 150 : 56,
            y: 16,
            width: area.width - (isLying ? 220 : 64),
            height: area.height - (isLying ? 28 : 44)
        )
        let scale = ChartLayout.scale(of: chart, lines: 4)
        let layout = ChartLayout(chart, plot: plot, scale: scale, thickest: 36)
        let look = Look.paper(wording)
        if !isLying {
            for tick in scale.ticks {
                let y = layout.y(tick)
                line("grid-line", plot.x, y, plot.x + plot.width, y)
                let label = look.text(tick, chart.unit, step: scale.step)
                html.element("text", Self.text(plot.x - 6, y + 4, "end"), label)
            }
        }
        for bar in layout.bars {
            html.element(
                "rect",
                [
                    "class": chart.series[bar.series].name(at: bar.series),
                    "x": Self.number(bar.area.x), "y": Self.number(bar.area.y),
                    "width": Self.number(bar.area.width), "height": Self.number(bar.area.height),
                ],
                ""
            )
        }
        for line in layout.lines {
            let points = line.points.map { "\(Self.number($0.x)),\(Self.number($0.y))" }
            html.element(
                "polyline",
                [
                    "class": chart.series[line.series].name(at: line.series), "fill": "none",
                    "points": points.joined(separator: " "),
                ],
                ""
            )
        }
        drawCategories(chart, layout, isLying: isLying)
        drawTarget(chart, layout)
    }

    private mutating func drawTarget(_ chart: Chart, _ layout: ChartLayout) {
        guard let target = chart.target else { return }
        let plot = layout.plot
        let isHistogram = chart.kind == .histogram
        let words = goal(target, isHistogram ? chart.bins.unit : chart.unit)
        if isHistogram || chart.kind == .horizontalBar {
            let found =
                isHistogram
                ? layout.x(target.value, among: chart.bins.edges) : layout.x(target.value)
            guard let x = found else { return }
            line("target-line", x, plot.y, x, plot.y + plot.height)
            html.element("text", Self.text(x, plot.y - 4, "middle"), words)
        } else {
            let y = layout.y(target.value)
            line("target-line", plot.x, y, plot.x + plot.width, y)
            html.element("text", Self.text(plot.x + plot.width, y - 4, "end"), words)
        }
    }

    private mutating func drawCategories(
        _ chart: Chart,
        _ layout: ChartLayout,
        isLying: Bool
    ) {
        let plot = layout.plot
        let count = chart.slots
        if isLying {
            let slot = plot.height / Double(max(1, count))
            for (place, category) in chart.categories.enumerated() {
                let y = plot.y + slot * (Double(place) + 0.5) + 4
                html.element("text", Self.text(plot.x - 8, y, "end"), category)
            }
            return
        }
        let isLine = chart.kind == .line || chart.kind == .area
        let every = max(1, (count + 11) / 12)
        let foot = plot.y + plot.height + 18
        if chart.kind == .histogram {
            let look = Look.paper(wording)
            for place in stride(from: 0, to: chart.bins.edges.count, by: every) {
                let edge = chart.bins.edges[place]
                guard edge.isFinite else { continue }
                let x = plot.x + plot.width * Double(place) / Double(max(1, count))
                let words = look.text(edge, chart.bins.unit, step: 0.01)
                html.element("text", Self.text(x, foot, "middle"), words)
            }
            return
        }
        for place in stride(from: 0, to: count, by: every) {
            let x = layout.x(place, of: count, isLine: isLine)
            html.element("text", Self.text(x, foot, "middle"), chart.categories[place])
        }
    }

    private mutating func writeValues(of chart: Chart) {
        html.open("table", ["class": "chart-values"])
        html.open("thead")
        html.open("tr")
        html.element("td", [:], "")
        for series in chart.series { html.element("th", ["scope": "col"], series.name) }
        html.close("tr")
        html.close("thead")
        html.open("tbody")
        let look = Look.paper(wording)
        for place in 0..<chart.slots {
            html.open("tr")
            html.element("th", ["scope": "row"], look.category(place, of: chart))
            for series in chart.series {
                let value = place < series.values.count ? series.values[place] : .nan
                html.element("td", [:], look.text(value, chart.unit, step: 0.01))
            }
            html.close("tr")
        }
        html.close("tbody")
        html.close("table")
    }

    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e9 else { return "0" }
        let hundredths = (value * 100).rounded() / 100
        return hundredths == hundredths.rounded() ? String(Int(hundredths)) : String(hundredths)
    }

    private mutating func line(
        _ name: String,
        _ x1: Double,
        _ y1: Double,
        _ x2: Double,
        _ y2: Double
    ) {
        html.element(
            "line",
            [
                "class": name, "x1": Self.number(x1), "y1": Self.number(y1),
                "x2": Self.number(x2), "y2": Self.number(y2),
            ],
            ""
        )
    }

    static func text(
        _ x: Double,
        _ y: Double,
        _ anchor: String
    ) -> KeyValuePairs<StaticString, String> {
        ["x": number(x), "y": number(y), "text-anchor": anchor]
    }

    /// The words of a goal: what it is called and how much it is.
    func goal(_ target: Chart.Target, _ unit: Chart.Unit) -> String {
        let name = target.label.isEmpty ? phrases.goal : target.label
        return name + " "
            + Look.paper(wording).text(target.value, unit, step: target.value < 1 ? 0.01 : 0.1)
    }
}

extension Series {
    /// The class of the series: its tone's, or its place among the theme's colours.
    func name(at place: Int) -> String {
        tone == .neutral ? "series-\(place % 6)" : tone.name
    }
}

extension Look {
    /// The words of a chart's category: its own, or between which edges it stands.
    func category(_ place: Int, of chart: Chart) -> String {
        guard chart.kind == .histogram, place + 1 < chart.bins.edges.count else {
            return place < chart.categories.count ? chart.categories[place] : ""
        }
        let low = text(chart.bins.edges[place], chart.bins.unit, step: 0.01)
        let high = chart.bins.edges[place + 1]
        guard high.isFinite else { return phrases.orMore(low) }
        return "\(low) – \(text(high, chart.bins.unit, step: 0.01))"
    }
}
