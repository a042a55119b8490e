internal import Paper

extension HtmlWriter {
    private static let size = (width: 640.0, height: 240.0)

    /// Writes a chart as a drawing, and its values as a table for those who cannot see it.
    mutating func write(_ chart: Chart) {
        html.open("figure", ["class": "chart"])
        if !chart.title.isEmpty { html.element("figcaption", [:], chart.title) }
        if chart.series.count > 1 {
            html.open("ul", ["class": "legend", "aria-hidden": "true"])
            for (place, series) in chart.series.enumerated() {
                html.element("li", ["class": series.name(at: place)], series.name)
            }
            html.close("ul")
        }
        draw(chart)
        writeValues(of: chart)
        html.close("figure")
    }

    private mutating func draw(_ chart: Chart) {
        let (width, height) = Self.size
        let isLying = chart.kind == .horizontalBar
        let plot = Rectangle(
            x: isLying ? 150 : 56,
            y: 12,
            width: width - (isLying ? 220 : 64),
            height: height - (isLying ? 24 : 40)
        )
        let scale = ChartLayout.scale(of: chart, lines: 4)
        let layout = ChartLayout(chart, plot: plot, scale: scale)
        html.open(
            "svg",
            [
                "viewBox": "0 0 \(Int(width)) \(Int(height))", "role": "img",
                "aria-label": chart.alternative.isEmpty ? chart.title : chart.alternative,
            ]
        )
        let look = Look.paper(wording)
        if !isLying {
            for tick in scale.ticks {
                let y = layout.y(tick)
                html.element("line", Self.line(plot.x, y, plot.x + plot.width, y), "")
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
        html.close("svg")
    }

    private mutating func drawCategories(
        _ chart: Chart,
        _ layout: ChartLayout,
        isLying: Bool
    ) {
        let plot = layout.plot
        let count = chart.categories.count
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
        for place in stride(from: 0, to: count, by: every) {
            let x = layout.x(place, of: count, isLine: isLine)
            html.element(
                "text",
                Self.text(x, plot.y + plot.height + 18, "middle"),
                chart.categories[place]
            )
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
        for (place, category) in chart.categories.enumerated() {
            html.open("tr")
            html.element("th", ["scope": "row"], category)
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

    private static func line(
        _ x1: Double,
        _ y1: Double,
        _ x2: Double,
        _ y2: Double
    ) -> KeyValuePairs<StaticString, String> {
        [
            "class": "grid-line", "x1": number(x1), "y1": number(y1), "x2": number(x2),
            "y2": number(y2),
        ]
    }

    private static func text(
        _ x: Double,
        _ y: Double,
        _ anchor: String
    ) -> KeyValuePairs<StaticString, String> {
        ["x": number(x), "y": number(y), "text-anchor": anchor]
    }
}

extension Series {
    /// The class of the series: its tone's, or its place among the theme's colours.
    func name(at place: Int) -> String {
        tone == .neutral ? "series-\(place % 6)" : tone.name
    }
}
