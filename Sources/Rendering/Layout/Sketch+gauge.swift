internal import Foundation
internal import Paper

extension Sketch {
    /// Draws a dial for each series, side by side.
    func gauges(_ chart: Chart, in area: Rectangle) throws(RenderingError) {
        let dials = chart.series.filter { !$0.values.isEmpty }
        guard !dials.isEmpty else { return }
        let gap = look.body
        let columns = BoardPainter.columns(
            dials.count,
            width: area.width,
            height: area.height,
            shape: 1.25
        )
        let rows = (dials.count + columns - 1) / columns
        let width = (area.width - gap * Double(columns - 1)) / Double(columns)
        let height = (area.height - gap * Double(rows - 1)) / Double(rows)
        for (place, dial) in dials.enumerated() {
            let row = place / columns
            // The last row may be shorter: it stands in the middle.
            let inRow = min(columns, dials.count - row * columns)
            let shift = (area.width - Double(inRow) * (width + gap) + gap) / 2
            try gauge(
                dial,
                at: place,
                of: chart,
                in: Rectangle(
                    x: area.x + shift + (width + gap) * Double(place % columns),
                    y: area.y + (height + gap) * Double(row),
                    width: width,
                    height: height
                )
            )
        }
    }

    private func gauge(
        _ series: Series,
        at place: Int,
        of chart: Chart,
        in area: Rectangle
    ) throws(RenderingError) {
        let value = series.values.first ?? .nan
        let maximum = RingLayout.dialMaximum(of: chart)
        let name = TextFace(Typeface(.medium), look.body * 0.92, theme.mutedInk)
        let hasFoot = chart.target != nil
        // A dial is 1.81 radii high; the words below the middle stand in its opening.
        let words = series.name.isEmpty ? 0 : lineHeight(name) * 1.1
        let radius = max(
            1,
            min((area.width - look.body * 4) / 2, (area.height - words) / (hasFoot ? 2.0 : 1.86))
        )
        let thick = radius * 0.2
        let x = area.x + area.width / 2
        let dial = radius * 1.81 + words
        let y = area.y + (area.height - dial) / 2 + radius
        let end = RingLayout.angle(value, maximum: maximum)
        let track = theme.line.faded(theme.panel == theme.ground ? 0.75 : 0.9)
        pen.ring(
            x: x,
            y: y,
            outer: radius,
            inner: radius - thick,
            from: RingLayout.dialStart,
            to: RingLayout.dialEnd,
            track
        )
        if value.isFinite, end > RingLayout.dialStart {
            pen.ring(
                x: x,
                y: y,
                outer: radius,
                inner: radius - thick,
                from: RingLayout.dialStart,
                to: end,
                theme.color(of: series, at: place)
            )
        }
        try drawGoal(of: chart, maximum, x: x, y: y, radius: radius, thick: thick, in: area)
        try drawEnds(of: chart, maximum, x: x, y: y, radius: radius, thick: thick)

        let text = look.text(value, chart.unit, step: chart.unit == .percent ? 0.001 : 0.01)
        var figure = TextFace(Typeface(.bold, tabular: true), radius * 0.42, theme.ink)
        let room = (radius - thick) * 1.52
        let natural = try typesetter.width(text, figure)
        if natural > room { figure.size *= room / natural }
        try line(text, figure, x: x - room / 2, middle: y, width: room, alignment: .center)
        if !series.name.isEmpty {
            try line(
                series.name,
                name,
                x: area.x,
                y: y + radius * 0.81 + words - lineHeight(name),
                width: area.width,
                alignment: .center
            )
        }
    }

    /// Marks the goal on the dial, with its words outside or, where they do not fit, inside.
    private func drawGoal(
        of chart: Chart,
        _ maximum: Double,
        x: Double,
        y: Double,
        radius: Double,
        thick: Double,
        in area: Rectangle
    ) throws(RenderingError) {
        guard let target = chart.target else { return }
        let angle = RingLayout.angle(target.value, maximum: maximum)
        let inner = RingLayout.point(x, y, angle, radius - thick * 1.12)
        let outer = RingLayout.point(x, y, angle, radius + thick * 0.14)
        pen.line([inner, outer], width: max(thick * 0.26, look.body * 0.24), theme.panel)
        pen.line([inner, outer], width: max(thick * 0.12, look.body * 0.12), theme.ink)
        let face = TextFace(Typeface(.medium, tabular: true), look.body * 0.78, theme.ink)
        let words = goal(target, chart.unit)
        let width = try typesetter.width(words, face)
        try line(
            words,
            face,
            x: max(area.x, min(x - width / 2, area.x + area.width - width)),
            middle: y + max(radius * 0.36, face.size * 1.7),
            width: area.width,
            alignment: .start
        )
    }

    /// Writes where the dial begins and ends, under its ends.
    private func drawEnds(
        of chart: Chart,
        _ maximum: Double,
        x: Double,
        y: Double,
        radius: Double,
        thick: Double
    ) throws(RenderingError) {
        let face = look.muted(0.72)
        guard radius > face.size * 4 else { return }
        let middle = radius - thick / 2
        for (value, angle) in [(0.0, RingLayout.dialStart), (maximum, RingLayout.dialEnd)] {
            let words = look.text(value, chart.unit, step: maximum / 4)
            let width = try typesetter.width(words, face)
            let place = RingLayout.point(x, y, angle, middle)
            try line(words, face, x: place.x - width / 2, y: place.y + face.size * 0.35)
        }
    }

    /// The words of a goal: what it is called and how much it is.
    func goal(_ target: Chart.Target, _ unit: Chart.Unit) -> String {
        let name = target.label.isEmpty ? look.phrases.goal : target.label
        return name + " " + look.text(target.value, unit, step: target.value < 1 ? 0.01 : 0.1)
    }
}
