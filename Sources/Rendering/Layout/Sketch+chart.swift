internal import Paper

extension Sketch {
    /// Draws a chart into a rectangle: title, legend, axes and values.
    func chart(_ chart: Chart, in area: Rectangle, title face: TextFace) throws(RenderingError) {
        let rest = try chartHead(chart, in: area, title: face)
        guard rest.height > look.body * 2, rest.width > look.body * 4 else { return }
        guard chart.series.contains(where: { $0.values.contains(where: \.isFinite) }),
            chart.kind != .donut || !RingLayout.slices(of: chart).isEmpty
        else {
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
        let small = look.muted(0.78)
        switch chart.kind {
        case .horizontalBar: try lyingBars(chart, in: rest, small)
        case .heatMap: try heatMap(chart, in: rest)
        case .gauge: try gauges(chart, in: rest)
        case .donut: try donut(chart, in: rest)
        case .line, .area, .bar, .stackedBar, .histogram: try standing(chart, in: rest, small)
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
        let thickest = look.body * 4
        let layout = ChartLayout(chart, plot: plot, scale: scale, thickest: thickest)
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
        let words = plot.y + plot.height + face.size * 0.35
        if chart.kind == .histogram {
            try edges(chart, plot, face, y: words)
        } else {
            let isLine = chart.kind == .line || chart.kind == .area
            try categoryWords(chart, plot, isLine: isLine, face, y: words)
        }
        try drawTarget(layout, chart)
    }

    var hairline: Double { look.isBoard ? max(1, look.body * 0.05) : 0.5 }

    private func drawBars(_ layout: ChartLayout, _ chart: Chart) {
        let isStacked = chart.kind == .stackedBar
        for bar in layout.bars {
            let color = theme.color(of: chart.series[bar.series], at: bar.series)
            let radius = isStacked ? 0 : min(bar.area.width, bar.area.height) * 0.12
            pen.fill(bar.area, radius: min(radius, look.body * 0.2), color)
        }
    }

    /// Writes the values over bars where all of them have room.
    private func drawBarValues(_ layout: ChartLayout, _ chart: Chart) throws(RenderingError) {
        guard chart.kind == .bar || chart.kind == .histogram, chart.series.count == 1 else {
            return
        }
        var face = look.face(0.68, .medium, tabular: true)
        let slot = layout.plot.width / Double(max(1, chart.slots))
        var labels: [(text: String, width: Double)] = []
        for bar in layout.bars {
            let text = look.text(bar.value, chart.unit, step: layout.scale.step / 10)
            labels.append((text, try typesetter.width(text, face)))
        }
        // Some figures without the others would look like a choice: all are set smaller, or none.
        let widest = labels.reduce(1) { max($0, $1.width) }
        let shrink = min(1, slot * 0.96 / widest)
        guard face.size * shrink >= look.body * 0.5 else { return }
        face.size *= shrink
        for place in labels.indices { labels[place].width *= shrink }
        for (bar, label) in zip(layout.bars, labels) where bar.value >= 0 {
            try line(
                label.text,
                face,
                x: bar.area.x + bar.area.width / 2 - label.width / 2,
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
        let head = chart.target == nil ? 0 : lineHeight(figures)
        let plot = Rectangle(
            x: area.x + gutter,
            y: area.y + head,
            width: max(1, area.width - gutter - tail - look.body * 0.6),
            height: max(1, area.height - head)
        )
        let thickest = look.body * 2.4
        let layout = ChartLayout(chart, plot: plot, scale: scale, thickest: thickest)
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
        try drawTarget(layout, chart)
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
