internal import Paper

extension Sketch {
    /// Draws the title and the legend of a chart, and gives what is left for its values.
    ///
    /// The legend stands beside the title where both fit whole, else below it in rows.
    func chartHead(
        _ chart: Chart,
        in area: Rectangle,
        title face: TextFace
    ) throws(RenderingError) -> Rectangle {
        let small = look.muted(0.78)
        let isHeat = chart.kind == .heatMap
        let entries = try legend(of: chart, small)
        let legend =
            isHeat ? try heatLegendWidth(chart, small) : entries.reduce(0) { $0 + $1.width }
        guard !chart.title.isEmpty || legend > 0 else { return area }
        let title = chart.title.isEmpty ? 0 : try typesetter.width(chart.title, face)
        let isBeside = title + legend + look.body * 1.5 <= area.width
        let right = area.x + area.width
        var top = area.y
        if !chart.title.isEmpty {
            let width = isBeside && legend > 0 ? right - legend - look.body - area.x : area.width
            try line(chart.title, face, x: area.x, y: top, width: width)
        }
        let middle = top + lineHeight(face) / 2
        if isBeside {
            top += lineHeight(face)
            if isHeat {
                try heatLegend(chart, small, right: right, middle: middle)
            } else {
                try draw(entries, small, x: right - legend, middle: middle, right: right)
            }
        } else {
            if !chart.title.isEmpty { top += lineHeight(face) }
            let pitch = lineHeight(small) * 1.15
            if isHeat {
                try heatLegend(chart, small, right: right, middle: top + pitch / 2)
                top += pitch
            } else {
                for row in Self.rows(of: entries, width: area.width) {
                    try draw(row, small, x: area.x, middle: top + pitch / 2, right: right)
                    top += pitch
                }
            }
        }
        top += look.body * 0.4
        return Rectangle(
            x: area.x,
            y: top,
            width: area.width,
            height: max(0, area.y + area.height - top)
        )
    }

    private struct LegendEntry {
        var name: String
        var color: Color
        var width: Double
    }

    /// The entries of a legend; charts that name their parts themselves have none.
    private func legend(
        of chart: Chart,
        _ face: TextFace
    ) throws(RenderingError) -> [LegendEntry] {
        switch chart.kind {
        case .gauge, .donut, .heatMap: return []
        default: break
        }
        guard chart.series.count > 1 else { return [] }
        var entries: [LegendEntry] = []
        for (place, series) in chart.series.enumerated() {
            entries.append(
                LegendEntry(
                    name: series.name,
                    color: theme.color(of: series, at: place),
                    width: try typesetter.width(series.name, face) + face.size * 2.4
                )
            )
        }
        return entries
    }

    /// Shares entries among rows, at most three; what does not fit even there is cut.
    private static func rows(of entries: [LegendEntry], width: Double) -> [[LegendEntry]] {
        var rows: [[LegendEntry]] = []
        var used = Double.infinity
        for entry in entries {
            if used + entry.width > width, rows.count < 3 {
                rows.append([])
                used = 0
            }
            rows[rows.count - 1].append(entry)
            used += entry.width
        }
        return rows
    }

    private func draw(
        _ entries: [LegendEntry],
        _ face: TextFace,
        x: Double,
        middle: Double,
        right: Double
    ) throws(RenderingError) {
        var x = x
        let box = face.size * 0.8
        for entry in entries {
            let words = x + box + face.size * 0.45
            guard right - words > face.size else { return }
            pen.fill(
                Rectangle(x: x, y: middle - box / 2, width: box, height: box),
                radius: box * 0.22,
                entry.color
            )
            try line(entry.name, face, x: words, middle: middle, width: right - words + 0.5)
            x += entry.width
        }
    }
}
