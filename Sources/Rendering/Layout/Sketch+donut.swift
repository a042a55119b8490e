internal import Paper

extension Sketch {
    /// Draws a ring with a slice for each category, and beside it what each slice is.
    func donut(_ chart: Chart, in area: Rectangle) throws(RenderingError) {
        let slices = RingLayout.slices(of: chart)
        guard !slices.isEmpty else { return }
        let total = slices.reduce(0) { $0 + $1.value }
        let side = min(area.height * 0.95, area.width * 0.42)
        let radius = side / 2
        let legend = try DonutLegend(chart, slices, total, self)
        let room = area.width - side - look.body * 2
        let width = min(legend.width, max(1, room))
        // Ring and words stand together in the middle.
        let left = area.x + max(0, (area.width - side - look.body * 2 - width) / 2)
        let (x, y) = (left + radius, area.y + area.height / 2)
        let gap = slices.count > 1 ? min(0.03, 1.2 / radius) : 0
        for (place, slice) in slices.enumerated() {
            pen.ring(
                x: x,
                y: y,
                outer: radius,
                inner: radius * 0.62,
                from: slice.start + gap / 2,
                to: max(slice.start + gap / 2 + 0.004, slice.end - gap / 2),
                color(of: slice, at: place)
            )
        }
        let text = look.text(total, chart.unit, step: chart.unit == .percent ? 0.001 : 1)
        var figure = TextFace(Typeface(.bold, tabular: true), radius * 0.36, theme.ink)
        let most = radius * 1.05
        let natural = try typesetter.width(text, figure)
        if natural > most { figure.size *= most / natural }
        let hasName = radius > look.body * 2.6
        try line(
            text,
            figure,
            x: x - most / 2,
            middle: y - (hasName ? look.body * 0.4 : 0),
            width: most,
            alignment: .center
        )
        if hasName {
            try line(
                look.phrases.total,
                look.muted(0.8),
                x: x - most / 2,
                middle: y + figure.size * 0.62,
                width: most,
                alignment: .center
            )
        }
        let place = Rectangle(
            x: left + side + look.body * 2,
            y: area.y,
            width: width,
            height: area.height
        )
        try legend.draw(self, in: place) { color(of: slices[$0], at: $0) }
    }

    private func color(of slice: RingLayout.Slice, at place: Int) -> Color {
        guard slice.category != nil else { return theme.mutedInk.faded(0.55) }
        return theme.series[place % theme.series.count]
    }
}

/// Holds the words beside a ring: what a slice is, how much, and which part of all.
private struct DonutLegend {
    let rows: [(name: String, value: String, part: String)]
    let face: TextFace
    let figures: TextFace
    let parts: TextFace
    let valueWidth: Double
    let partWidth: Double
    let nameWidth: Double

    var box: Double { face.size * 0.85 }
    var width: Double { box + nameWidth + valueWidth + partWidth + face.size * 3 }

    init(
        _ chart: Chart,
        _ slices: [RingLayout.Slice],
        _ total: Double,
        _ sketch: Sketch
    ) throws(RenderingError) {
        let look = sketch.look
        face = look.face(0.9)
        figures = look.face(0.9, .semibold, tabular: true)
        parts = TextFace(Typeface(.regular, tabular: true), look.body * 0.85, look.theme.mutedInk)
        rows = slices.map { slice in
            (
                slice.category.map { chart.categories[$0] } ?? look.phrases.others,
                look.text(slice.value, chart.unit, step: 0.01),
                look.wording.percent(slice.value / total)
            )
        }
        var (name, value, part) = (0.0, 0.0, 0.0)
        for row in rows {
            name = max(name, try sketch.typesetter.width(row.name, face))
            value = max(value, try sketch.typesetter.width(row.value, figures))
            part = max(part, try sketch.typesetter.width(row.part, parts))
        }
        (nameWidth, valueWidth, partWidth) = (name, value, part)
    }

    func draw(
        _ sketch: Sketch,
        in area: Rectangle,
        color: (Int) -> Color
    ) throws(RenderingError) {
        let pitch = min(face.size * 1.95, area.height / Double(max(1, rows.count)))
        let hasParts = area.width >= box + valueWidth + partWidth + face.size * 6
        let tail = valueWidth + (hasParts ? partWidth + face.size : 0)
        var middle = area.y + (area.height - pitch * Double(rows.count - 1)) / 2
        let right = area.x + area.width
        for (place, row) in rows.enumerated() {
            sketch.pen.fill(
                Rectangle(x: area.x, y: middle - box / 2, width: box, height: box),
                radius: box * 0.22,
                color(place)
            )
            let start = area.x + box + face.size * 0.55
            try sketch.line(
                row.name,
                face,
                x: start,
                middle: middle,
                width: max(1, right - tail - face.size * 0.8 - start)
            )
            try sketch.line(
                row.value,
                figures,
                x: right - tail,
                middle: middle,
                width: valueWidth + 0.5,
                alignment: .end
            )
            if hasParts {
                try sketch.line(
                    row.part,
                    parts,
                    x: right - partWidth,
                    middle: middle,
                    width: partWidth + 0.5,
                    alignment: .end
                )
            }
            middle += pitch
        }
    }
}
