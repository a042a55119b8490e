internal import Paper

extension Sketch {
    /// Draws a chart into a rectangle: title, legend, axes and values.
    func chart(_ chart: Chart, in area: Rectangle, title face: TextFace) throws(RenderingError) {
        let small = look.muted(0.78)
        var top = area.y
        if !chart.title.isEmpty || chart.series.count > 1 {
            let legend = try legendWidth(chart, small)
            let isBeside = legend < area.width * 0.5
            let titleWidth = isBeside ? area.width - legend - look.body : area.width
            if !chart.title.isEmpty {
                try line(chart.title, face, x: area.x, y: top, width: titleWidth)
            }
            let middle =
                isBeside
                ? top + lineHeight(face) / 2 : top + lineHeight(face) + lineHeight(small) / 2
            if legend > 0 {
                let x = isBeside ? area.x + area.width - legend : area.x
                try drawLegend(chart, small, x: x, middle: middle, limit: area.x + area.width)
            }
            top += lineHeight(face) + (isBeside || legend == 0 ? 0 : lineHeight(small))
            top += look.body * 0.4
        }
        let rest = Rectangle(
            x: area.x,
            y: top,
            width: area.width,
            height: area.y + area.height - top
        )
        guard rest.height > look.body * 3, rest.width > look.body * 4 else { return }
        guard chart.series.contains(where: { $0.values.contains(where: \.isFinite) }) else {
            try line(
                look.phrases.noData,
                look.muted(),
                x: rest.x,
                middle: rest.y + rest.height / 2,
                width: rest.width,
                alignment: .center
            )
            return
        }
        if chart.kind == .horizontalBar {
            try lyingBars(chart, in: rest, small)
        } else {
            try standing(chart, in: rest, small)
        }
    }

    private func legendWidth(_ chart: Chart, _ face: TextFace) throws(RenderingError) -> Double {
        guard chart.series.count > 1 else { return 0 }
        var width = 0.0
        for series in chart.series {
            width += try typesetter.width(series.name, face) + face.size * 2.4
        }
        return width
    }

    private func drawLegend(
        _ chart: Chart,
        _ face: TextFace,
        x: Double,
        middle: Double,
        limit: Double
    ) throws(RenderingError) {
        var x = x
        for (place, series) in chart.series.enumerated() {
            let box = face.size * 0.8
            pen.fill(
                Rectangle(x: x, y: middle - box / 2, width: box, height: box),
                radius: box * 0.22,
                theme.color(of: series, at: place)
            )
            x += box + face.size * 0.45
            x += try line(series.name, face, x: x, middle: middle, width: max(0, limit - x))
            x += face.size * 1.15
            if x > limit { return }
        }
    }

    private func standing(
        _ chart: Chart,
        in area: Rectangle,
        _ face: TextFace
    ) throws(RenderingError) {
        let scale = ChartLayout.scale(of: chart, lines: area.height > look.body * 12 ? 5 : 3)
        let labels = scale.ticks.map { look.text($0, chart.unit, step: scale.step) }
        var gutter = 0.0
        for label in labels { gutter = max(gutter, try typesetter.width(label, face)) }
        gutter += face.size * 0.7
        let foot = lineHeight(face) + face.size * 0.25
        let plot = Rectangle(
            x: area.x + gutter,
            y: area.y + face.size * 0.8,
            width: area.width - gutter - face.size * 0.5,
            height: area.height - foot - face.size * 0.8
        )
        let layout = ChartLayout(chart, plot: plot, scale: scale)
        for (tick, label) in zip(scale.ticks, labels) {
            let y = layout.y(tick)
            pen.fill(
                Rectangle(x: plot.x, y: y - hairline / 2, width: plot.width, height: hairline),
                tick == 0 ? theme.mutedInk.faded(0.6) : theme.line.faded(0.75)
            )
            try line(
                label,
                face,
                x: area.x,
                middle: y,
                width: gutter - face.size * 0.6,
                alignment: .end
            )
        }
        drawBars(layout, chart)
        try drawBarValues(layout, chart)
        drawLines(layout, chart)
        try categories(chart, layout, face, y: plot.y + plot.height + face.size * 0.35)
    }

    private var hairline: Double { look.isBoard ? max(1, look.body * 0.05) : 0.5 }

    private func drawBars(_ layout: ChartLayout, _ chart: Chart) {
        let isStacked = chart.kind == .stackedBar
        for bar in layout.bars {
            let color = theme.color(of: chart.series[bar.series], at: bar.series)
            let radius = isStacked ? 0 : min(bar.area.width, bar.area.height) * 0.12
            pen.fill(bar.area, radius: min(radius, look.body * 0.2), color)
        }
    }

    /// Writes the values over bars where they have room.
    private func drawBarValues(_ layout: ChartLayout, _ chart: Chart) throws(RenderingError) {
        guard chart.kind == .bar, chart.series.count == 1 else { return }
        let face = look.face(0.68, .medium, tabular: true)
        let slot = layout.plot.width / Double(max(1, chart.categories.count))
        for bar in layout.bars {
            let text = look.text(bar.value, chart.unit, step: layout.scale.step / 10)
            let width = try typesetter.width(text, face)
            guard width <= slot, bar.value >= 0 else { continue }
            try line(
                text,
                face,
                x: bar.area.x + bar.area.width / 2 - width / 2,
                y: bar.area.y - lineHeight(face)
            )
        }
    }

    private func drawLines(_ layout: ChartLayout, _ chart: Chart) {
        let zero = layout.y(0)
        for line in layout.lines {
            let color = theme.color(of: chart.series[line.series], at: line.series)
            guard let first = line.points.first, let last = line.points.last else { continue }
            if chart.kind == .area {
                pen.fill([(first.x, zero)] + line.points + [(last.x, zero)], color.faded(0.28))
            }
            if line.points.count == 1 {
                pen.circle(x: first.x, y: first.y, radius: look.body * 0.16, color)
            }
            pen.line(line.points, width: look.body * (look.isBoard ? 0.14 : 0.13), color)
        }
    }

    /// Writes the categories along the axis, leaving out those that would touch.
    private func categories(
        _ chart: Chart,
        _ layout: ChartLayout,
        _ face: TextFace,
        y: Double
    ) throws(RenderingError) {
        let isLine = chart.kind == .line || chart.kind == .area
        var widest = 0.0
        for category in chart.categories.prefix(400) {
            widest = max(widest, try typesetter.width(category, face))
        }
        let count = chart.categories.count
        let slot = layout.plot.width / Double(max(1, isLine ? count - 1 : count))
        let every = Self.roundStep(
            max(1, Int(((widest + face.size) / max(slot, 0.01)).rounded(.up)))
        )
        for place in stride(from: 0, to: count, by: every) {
            let width = try typesetter.width(chart.categories[place], face)
            let middle = layout.x(place, of: count, isLine: isLine)
            let limit = layout.plot.x + layout.plot.width + face.size * 0.5 - width
            try line(chart.categories[place], face, x: min(middle - width / 2, limit), y: y)
        }
    }

    /// The next step that divides hours and quarters evenly.
    private static func roundStep(_ step: Int) -> Int {
        [1, 2, 3, 4, 6, 8, 12, 16, 24, 48, 96].first { $0 >= step } ?? step
    }

    private func lyingBars(
        _ chart: Chart,
        in area: Rectangle,
        _ face: TextFace
    ) throws(RenderingError) {
        let scale = ChartLayout.scale(of: chart, lines: 4)
        let words = look.face(0.85)
        var gutter = 0.0
        for category in chart.categories {
            gutter = max(gutter, try typesetter.width(category, words))
        }
        gutter = min(gutter, area.width * 0.4) + look.body * 0.6
        let figures = look.face(0.78, .medium, tabular: true)
        var tail = 0.0
        for value in chart.series.flatMap(\.values) {
            tail = max(
                tail,
                try typesetter.width(look.text(value, chart.unit, step: scale.step / 10), figures)
            )
        }
        let plot = Rectangle(
            x: area.x + gutter,
            y: area.y,
            width: max(1, area.width - gutter - tail - look.body * 0.6),
            height: area.height
        )
        let layout = ChartLayout(chart, plot: plot, scale: scale)
        let slot = plot.height / Double(max(1, chart.categories.count))
        for (place, category) in chart.categories.enumerated() {
            try line(
                category,
                words,
                x: area.x,
                middle: plot.y + slot * (Double(place) + 0.5),
                width: gutter - look.body * 0.5
            )
        }
        drawBars(layout, chart)
        for bar in layout.bars {
            try line(
                look.text(bar.value, chart.unit, step: scale.step / 10),
                figures,
                x: bar.area.x + bar.area.width + look.body * 0.35,
                middle: bar.area.y + bar.area.height / 2
            )
        }
    }
}

extension Color {
    /// The same colour, less opaque.
    func faded(_ opacity: Double) -> Color {
        let alpha = UInt32((Double(rgba & 0xFF) * max(0, min(1, opacity))).rounded())
        return Color(rgba: rgba & 0xFFFF_FF00 | alpha)
    }

    /// The opaque colour that this one makes with another showing through.
    func mixed(_ opacity: Double, over ground: Color) -> Color {
        func channel(_ shift: UInt32) -> UInt32 {
            let over = Double(rgba >> shift & 0xFF) * opacity
            let under = Double(ground.rgba >> shift & 0xFF) * (1 - opacity)
            return UInt32(min(255, max(0, (over + under).rounded()))) << shift
        }
        return Color(rgba: channel(24) | channel(16) | channel(8) | 0xFF)
    }
}
