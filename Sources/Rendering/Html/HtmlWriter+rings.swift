internal import Foundation
internal import Paper

extension HtmlWriter {
    /// Draws a field for each category of each series; its strength is a class.
    mutating func drawHeatMap(_ chart: Chart, in area: Rectangle) {
        let rows = chart.series.count
        let columns = chart.categories.count
        guard rows > 0, columns > 0 else { return }
        let plot = Rectangle(x: 90, y: 4, width: area.width - 94, height: area.height - 28)
        let size = (width: plot.width / Double(columns), height: plot.height / Double(rows))
        let heat = HeatScale(chart, .light)
        let look = Look.paper(wording)
        for (row, series) in chart.series.enumerated() {
            let top = plot.y + size.height * Double(row)
            html.element(
                "text",
                Self.text(plot.x - 6, top + size.height / 2 + 4, "end"),
                series.name
            )
            for (column, value) in series.values.prefix(columns).enumerated()
            where value.isFinite {
                let step = Int((heat.strength(value) * 9).rounded())
                html.open(
                    "rect",
                    [
                        "class": "heat-\(step)",
                        "x": Self.number(plot.x + size.width * Double(column) + 0.5),
                        "y": Self.number(top + 0.5), "width": Self.number(size.width - 1),
                        "height": Self.number(size.height - 1),
                    ]
                )
                let place = "\(series.name), \(chart.categories[column]): "
                html.element("title", [:], place + look.text(value, chart.unit, step: 0.01))
                html.close("rect")
            }
        }
        let every = max(1, (columns + 11) / 12)
        for column in stride(from: 0, to: columns, by: every) {
            let x = plot.x + size.width * (Double(column) + 0.5)
            let y = plot.y + plot.height + 18
            html.element("text", Self.text(x, y, "middle"), chart.categories[column])
        }
    }

    /// Draws a dial for each series, side by side.
    mutating func drawGauges(_ chart: Chart, in area: Rectangle) {
        let count = Double(max(1, chart.series.count))
        let radius = min(area.height / 2.1, area.width / count / 2.4)
        let maximum = RingLayout.dialMaximum(of: chart)
        let look = Look.paper(wording)
        for (place, series) in chart.series.enumerated() {
            let value = series.values.first ?? .nan
            let x = area.width * (Double(place) + 0.5) / count
            let y = radius + 4
            ring("track", x, y, radius, RingLayout.dialStart, RingLayout.dialEnd)
            let end = RingLayout.angle(value, maximum: maximum)
            if end > RingLayout.dialStart {
                ring(series.name(at: place), x, y, radius, RingLayout.dialStart, end)
            }
            if let target = chart.target {
                let angle = RingLayout.angle(target.value, maximum: maximum)
                ring("target", x, y, radius * 1.02, angle - 0.015, angle + 0.015)
                html.element(
                    "text",
                    Self.text(x, y + radius * 0.42, "middle"),
                    goal(target, chart.unit)
                )
            }
            html.open("g", ["class": "figure"])
            let step = chart.unit == .percent ? 0.001 : 0.01
            html.element(
                "text",
                Self.text(x, y + 8, "middle"),
                look.text(value, chart.unit, step: step)
            )
            html.close("g")
            html.element("text", Self.text(x, y + radius * 0.95, "middle"), series.name)
        }
    }

    /// Draws a ring with a slice for each category, and beside it what each slice is.
    mutating func drawDonut(_ chart: Chart, in area: Rectangle) {
        let slices = RingLayout.slices(of: chart)
        let total = slices.reduce(0) { $0 + $1.value }
        let radius = area.height / 2 - 6
        let (x, y) = (area.width * 0.3, area.height / 2)
        let look = Look.paper(wording)
        for (place, slice) in slices.enumerated() {
            let name = slice.category == nil ? "rest" : "series-\(place % 6)"
            // A full turn begins where it ends: a path would show nothing.
            ring(name, x, y, radius, slice.start, min(slice.end, slice.start + 2 * .pi - 0.001))
            let top = y + (Double(place) - Double(slices.count - 1) / 2) * 26
            html.element(
                "rect",
                [
                    "class": name, "x": Self.number(x + radius + 40), "y": Self.number(top - 9),
                    "width": "12", "height": "12",
                ],
                ""
            )
            let words = slice.category.map { chart.categories[$0] } ?? phrases.others
            let amount = look.text(slice.value, chart.unit, step: 0.01)
            html.element(
                "text",
                Self.text(x + radius + 60, top + 2, "start"),
                "\(words) · \(amount) · \(wording.percent(slice.value / total))"
            )
        }
        html.open("g", ["class": "figure"])
        let step = chart.unit == .percent ? 0.001 : 1
        html.element(
            "text",
            Self.text(x, y + 8, "middle"),
            look.text(total, chart.unit, step: step)
        )
        html.close("g")
    }

    /// Writes a piece of a ring as a path.
    private mutating func ring(
        _ name: String,
        _ x: Double,
        _ y: Double,
        _ radius: Double,
        _ start: Double,
        _ end: Double
    ) {
        let inner = radius * 0.68
        let isLong = end - start > .pi ? 1 : 0
        func at(_ angle: Double, _ radius: Double) -> String {
            let point = RingLayout.point(x, y, angle, radius)
            return "\(Self.number(point.x)) \(Self.number(point.y))"
        }
        let (outside, inside) = (Self.number(radius), Self.number(inner))
        html.element(
            "path",
            [
                "class": name,
                "d": "M\(at(start, radius))"
                    + "A\(outside) \(outside) 0 \(isLong) 1 \(at(end, radius))"
                    + "L\(at(end, inner))"
                    + "A\(inside) \(inside) 0 \(isLong) 0 \(at(start, inner))Z",
            ],
            ""
        )
    }
}
