internal import Paper

/// Says how large things are and which colours they have on one kind of page.
struct Look {
    var theme: Theme
    var wording: Wording
    var phrases: Phrases

    /// The size of ordinary words; everything else follows from it.
    var body: Double

    /// How much air stands between and inside things, against paper.
    var air: Double

    /// Pictures may be dense on paper; a board is read from across the room.
    var isBoard: Bool

    /// Paper: light, small, dense.
    static func paper(_ wording: Wording, theme: Theme = .light) -> Look {
        Look(
            theme: theme,
            wording: wording,
            phrases: Phrases(language: wording.language),
            body: 9.5,
            air: 1,
            isBoard: false
        )
    }

    /// A board of a size in pixels: a television of 1920 × 1080, lying or standing, has words of
    /// 24, which can be read from five metres; a small panel is read from near, but not under 13.
    static func board(_ wording: Wording, theme: Theme, width: Double, height: Double) -> Look {
        let (long, short) = (max(width, height), min(width, height))
        let fitting = min(long / 1_920, short / 1_080)
        let unit = max(0.2, short < 120 ? fitting : max(fitting, 13 / 24))
        return Look(
            theme: theme,
            wording: wording,
            phrases: Phrases(language: wording.language),
            body: 24 * unit,
            air: 2.2 * unit,
            isBoard: true
        )
    }

    func face(
        _ scale: Double = 1,
        _ weight: Typeface.Weight = .regular,
        _ color: Color? = nil,
        tabular: Bool = false
    ) -> TextFace {
        TextFace(Typeface(weight, tabular: tabular), body * scale, color ?? theme.ink)
    }

    /// Words of less weight.
    func muted(_ scale: Double = 1, _ weight: Typeface.Weight = .regular) -> TextFace {
        face(scale, weight, theme.mutedInk)
    }

    /// Writes a value for people.
    func text(_ value: Value) -> String {
        switch value {
        case .nothing: Wording.nothing
        case .text(let text): text
        case .integer(let number): wording.integer(number)
        case .decimal(let number, let places): wording.decimal(number, places: places)
        case .percent(let fraction): wording.percent(fraction)
        case .duration(let milliseconds): wording.duration(seconds: milliseconds / 1_000)
        case .moment(let milliseconds): wording.dateTime(milliseconds: milliseconds)
        case .day(let day): wording.day(day)
        case .truth(let truth): phrases.truth(truth)
        }
    }

    /// Writes a value of a chart's axis.
    func text(_ value: Double, _ unit: Chart.Unit, step: Double) -> String {
        guard value.isFinite else { return Wording.nothing }
        switch unit {
        case .count:
            let places = step >= 1 || step == 0 ? 0 : step >= 0.1 ? 1 : 2
            return wording.decimal(value, places: value == value.rounded() ? 0 : places)
        case .percent: return wording.percent(value, places: step >= 0.01 ? 0 : 1)
        case .duration:
            guard abs(value) < 1e15 else { return Wording.nothing }
            return wording.duration(seconds: Int64(value / 1_000))
        }
    }
}
