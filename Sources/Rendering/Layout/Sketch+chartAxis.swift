internal import Paper

extension Sketch {
    /// Writes the categories along the axis, leaving out those that would touch.
    func categoryWords(
        _ chart: Chart,
        _ plot: Rectangle,
        isLine: Bool,
        _ face: TextFace,
        y: Double
    ) throws(RenderingError) {
        var widest = 0.0
        for category in chart.categories.prefix(400) {
            widest = max(widest, try typesetter.width(category, face))
        }
        let count = chart.categories.count
        let slot = plot.width / Double(max(1, isLine ? count - 1 : count))
        // Few long words are cut to their places; many short ones are left out.
        let isCut = count <= 12 && !isLine
        let every =
            isCut
            ? 1 : Self.roundStep(max(1, Int(((widest + face.size) / max(slot, 0.01)).rounded(.up))))
        for place in stride(from: 0, to: count, by: every) {
            let most = isCut ? slot - face.size * 0.4 : .infinity
            let width = min(most, try typesetter.width(chart.categories[place], face))
            guard width > 0 else { continue }
            let middle =
                isLine
                ? plot.x + plot.width * (count < 2 ? 0.5 : Double(place) / Double(count - 1))
                : plot.x + slot * (Double(place) + 0.5)
            let limit = plot.x + plot.width + face.size * 0.5 - width
            let x = min(middle - width / 2, limit)
            try line(chart.categories[place], face, x: x, y: y, width: width + 0.5)
        }
    }

    /// The next step that divides hours and quarters evenly.
    private static func roundStep(_ step: Int) -> Int {
        [1, 2, 3, 4, 6, 8, 12, 16, 24, 48, 96].first { $0 >= step } ?? step
    }

    /// Writes the edges of a histogram where they stand, leaving out those that would touch.
    func edges(
        _ chart: Chart,
        _ plot: Rectangle,
        _ face: TextFace,
        y: Double
    ) throws(RenderingError) {
        let edges = chart.bins.edges
        let slot = plot.width / Double(max(1, edges.count - 1))
        var words: [String] = []
        var widest = 0.0
        for edge in edges {
            words.append(edge.isFinite ? look.text(edge, chart.bins.unit, step: 0.01) : "")
            widest = max(widest, try typesetter.width(words.last ?? "", face))
        }
        let every = max(1, Int(((widest + face.size) / max(slot, 0.01)).rounded(.up)))
        for place in stride(from: 0, to: edges.count, by: every) where !words[place].isEmpty {
            let width = try typesetter.width(words[place], face)
            let x = plot.x + slot * Double(place)
            pen.fill(
                Rectangle(
                    x: x - hairline / 2,
                    y: plot.y + plot.height,
                    width: hairline,
                    height: face.size * 0.3
                ),
                theme.mutedInk.faded(0.6)
            )
            let limit = plot.x + plot.width + face.size * 0.5 - width
            try line(words[place], face, x: min(x - width / 2, limit), y: y)
        }
        guard let last = edges.last, !last.isFinite else { return }
        let more = look.phrases.beyond
        let width = try typesetter.width(more, face)
        let isAlone = (edges.count - 2) % every != 0 || widest / 2 + face.size * 0.5 < slot - width
        guard isAlone, width <= slot else { return }
        try line(more, face, x: plot.x + plot.width - width, y: y)
    }

    /// Draws the goal as a broken line across the values, with its words at the end.
    func drawTarget(_ layout: ChartLayout, _ chart: Chart) throws(RenderingError) {
        guard let target = chart.target else { return }
        let face = TextFace(Typeface(.medium, tabular: true), look.body * 0.74, theme.ink)
        let isHistogram = chart.kind == .histogram
        let words = goal(target, isHistogram ? chart.bins.unit : chart.unit)
        let width = try typesetter.width(words, face)
        let plot = layout.plot
        let thick = look.isBoard ? max(1.2, look.body * 0.09) : 0.9
        let dash = [thick * 4, thick * 2.6]
        if isHistogram || chart.kind == .horizontalBar {
            let found =
                isHistogram
                ? layout.x(target.value, among: chart.bins.edges) : layout.x(target.value)
            guard let x = found else { return }
            let top = plot.y - face.size * (isHistogram ? 0.2 : 0)
            pen.line([(x, top), (x, plot.y + plot.height)], width: thick, theme.ink, dash: dash)
            let isRoomy = x + width + face.size <= plot.x + plot.width
            let start = isRoomy ? x + face.size * 0.4 : x - width - face.size * 0.4
            let y = isHistogram ? top : plot.y - lineHeight(face)
            let left =
                isHistogram ? start : max(plot.x, min(x - width / 2, plot.x + plot.width - width))
            try ground(words, face, x: left, y: y, width: width)
            return
        }
        let y = layout.y(target.value)
        pen.line(
            [(plot.x, y), (plot.x + plot.width, y)],
            width: thick,
            theme.ink.faded(0.85),
            dash: dash
        )
        let size = (width: width, height: lineHeight(face))
        let place = layout.free(size, beside: y, gap: thick * 1.5, above: plot.y - face.size)
        try ground(words, face, x: place.x, y: place.y, width: width)
    }

    /// Writes words on a little of the panel's colour, so that nothing behind disturbs them.
    private func ground(
        _ words: String,
        _ face: TextFace,
        x: Double,
        y: Double,
        width: Double
    ) throws(RenderingError) {
        pen.fill(
            Rectangle(
                x: x - face.size * 0.25,
                y: y,
                width: width + face.size * 0.5,
                height: lineHeight(face)
            ),
            radius: face.size * 0.25,
            theme.panel.faded(0.86)
        )
        try line(words, face, x: x, y: y)
    }
}
