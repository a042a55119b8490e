internal import Foundation
internal import Paper

/// Says how strong the fields of a heat map are.
struct HeatScale {
    let lower: Double
    let upper: Double
    let color: Color
    let ground: Color

    init(_ chart: Chart, _ theme: Theme) {
        var low = 0.0
        var high = max(0, chart.maximum)
        for value in chart.series.lazy.flatMap(\.values) where value.isFinite {
            low = min(low, value)
            high = max(high, value)
        }
        lower = low
        upper = high > low ? high : low + 1
        let tone = chart.series.first?.tone ?? .neutral
        color = tone == .neutral ? theme.series[0] : theme.palette(tone).fill
        ground = theme.panel
    }

    /// How strong a value is, from 0 to 1.
    func strength(_ value: Double) -> Double {
        value.isFinite ? max(0, min(1, (value - lower) / (upper - lower))) : 0
    }

    /// The colour of a field: nothing is nearly the ground, the most is the full colour.
    func fill(_ strength: Double) -> Color {
        color.mixed(0.07 + 0.93 * strength, over: ground)
    }
}

extension Sketch {
    /// Draws a field for each category of each series, as strong as its value.
    func heatMap(_ chart: Chart, in area: Rectangle) throws(RenderingError) {
        let rows = chart.series.count
        let columns = chart.categories.count
        guard rows > 0, columns > 0 else { return }
        let words = look.face(0.85)
        let small = look.muted(0.78)
        var gutter = 0.0
        for series in chart.series {
            gutter = max(gutter, try typesetter.width(series.name, words))
        }
        gutter = min(gutter, area.width * 0.3) + look.body * 0.6
        let foot = lineHeight(small) + small.size * 0.3
        let plot = Rectangle(
            x: area.x + gutter,
            y: area.y,
            width: max(1, area.width - gutter),
            height: max(1, area.height - foot)
        )
        let size = (width: plot.width / Double(columns), height: plot.height / Double(rows))
        let gap = max(0.6, min(size.width, size.height) * 0.06)
        let heat = HeatScale(chart, theme)
        let figures = TextFace(
            Typeface(.medium, tabular: true),
            min(look.body * 0.8, size.height * 0.5),
            theme.ink
        )
        for (row, series) in chart.series.enumerated() {
            let top = plot.y + size.height * Double(row)
            try line(
                series.name,
                words,
                x: area.x,
                middle: top + size.height / 2,
                width: gutter - look.body * 0.5
            )
            for column in 0..<columns {
                let value = column < series.values.count ? series.values[column] : .nan
                try field(
                    value,
                    chart.unit,
                    heat,
                    figures,
                    in: Rectangle(
                        x: plot.x + size.width * Double(column) + gap / 2,
                        y: top + gap / 2,
                        width: size.width - gap,
                        height: size.height - gap
                    )
                )
            }
        }
        try categoryWords(
            chart,
            plot,
            isLine: false,
            small,
            y: plot.y + plot.height + small.size * 0.3
        )
    }

    private func field(
        _ value: Double,
        _ unit: Chart.Unit,
        _ heat: HeatScale,
        _ face: TextFace,
        in area: Rectangle
    ) throws(RenderingError) {
        let radius = min(area.width, area.height) * 0.12
        guard value.isFinite else {
            // No value is not a small one: the field stays empty, with an edge.
            pen.stroke(area.inset(0.4), radius: radius, width: look.isBoard ? 1 : 0.5, theme.line)
            return
        }
        let color = heat.fill(heat.strength(value))
        pen.fill(area, radius: radius, color)
        let text = look.text(value, unit, step: unit == .percent ? 0.01 : 1)
        let width = try typesetter.width(text, face)
        guard width <= area.width - face.size * 0.3, face.size >= look.body * 0.5 else { return }
        var ink = face
        ink.color = theme.readable(on: color)
        try line(
            text,
            ink,
            x: area.x + (area.width - width) / 2,
            middle: area.y + area.height / 2
        )
    }

    /// Draws what the colours of a heat map mean, ending at the right.
    func heatLegend(
        _ chart: Chart,
        _ face: TextFace,
        right: Double,
        middle: Double
    ) throws(RenderingError) {
        let heat = HeatScale(chart, theme)
        let box = face.size * 0.95
        let high = look.text(heat.upper, chart.unit, step: 1)
        let low = look.text(heat.lower, chart.unit, step: 1)
        var x = right - (try typesetter.width(high, face))
        try line(high, face, x: x, middle: middle)
        x -= face.size * 0.5
        for step in stride(from: 4, through: 0, by: -1) {
            x -= box
            pen.fill(
                Rectangle(x: x, y: middle - box / 2, width: box - box * 0.1, height: box),
                radius: box * 0.15,
                heat.fill(Double(step) / 4)
            )
        }
        x -= face.size * 0.4 + (try typesetter.width(low, face))
        try line(low, face, x: x, middle: middle)
    }

    /// How wide that legend is.
    func heatLegendWidth(_ chart: Chart, _ face: TextFace) throws(RenderingError) -> Double {
        let heat = HeatScale(chart, theme)
        return try typesetter.width(look.text(heat.upper, chart.unit, step: 1), face)
            + typesetter.width(look.text(heat.lower, chart.unit, step: 1), face)
            + face.size * 5.7
    }
}

extension Color {
    /// How bright the colour is to the eye, from 0 to 1, as WCAG counts it.
    var luminance: Double {
        func channel(_ shift: UInt32) -> Double {
            let value = Double(rgba >> shift & 0xFF) / 255
            return value <= 0.040_45 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channel(24) + 0.7152 * channel(16) + 0.0722 * channel(8)
    }

    /// The contrast of two opaque colours, from 1 to 21.
    func contrast(with other: Color) -> Double {
        let (a, b) = (luminance + 0.05, other.luminance + 0.05)
        return max(a, b) / min(a, b)
    }
}

extension Theme {
    /// The ink or the ground, whichever is read better on a colour.
    func readable(on color: Color) -> Color {
        ink.contrast(with: color) >= ground.contrast(with: color) ? ink : ground
    }
}
