/// Finds the round numbers that an axis shows.
struct ChartScale {
    let lower: Double
    let upper: Double
    let step: Double

    /// The values with a line across the chart, lowest first.
    var ticks: [Double] {
        let count = Int(((upper - lower) / step).rounded())
        return (0...max(0, min(count, 100))).map { lower + Double($0) * step }
    }

    /// Makes a scale that includes zero and some values, with about so many lines, at round steps.
    init(_ values: some Sequence<Double>, lines: Int, steps: Steps) {
        var low = 0.0
        var high = 0.0
        for value in values where value.isFinite {
            low = min(low, value)
            high = max(high, value)
        }
        if high - low <= 0 { high = steps.least }
        let step = steps.above((high - low) / Double(max(1, lines)))
        self.step = step
        lower = (low / step).rounded(.down) * step
        // A hair over a step is rounding of fractions, not a value above it.
        upper = max((high / step - 1e-9).rounded(.up) * step, lower + step)
    }

    /// Where a value stands between 0 at the lower end and 1 at the upper.
    func position(_ value: Double) -> Double {
        min(1, max(0, (value - lower) / (upper - lower)))
    }

    /// The numbers that people take for round.
    enum Steps {
        /// 1, 2, 2.5, 5 and their tenfolds.
        case decimal
        /// The same, and nothing under 1, for things that are counted.
        case whole
        /// Seconds, minutes, hours and days in milliseconds.
        case time

        var least: Double {
            switch self {
            case .decimal: 0.1
            case .whole: 5
            case .time: 60_000
            }
        }

        func above(_ size: Double) -> Double {
            switch self {
            case .decimal: Self.tens(size)
            case .whole: max(1, Self.tens(size) == 2.5 ? 3 : Self.tens(size))
            case .time:
                [
                    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800,
                    21_600, 43_200, 86_400,
                ].map { $0 * 1_000 }.first { $0 >= size } ?? Self.tens(size / 86_400_000)
                    * 86_400_000
            }
        }

        private static func tens(_ size: Double) -> Double {
            var power = 1e-9
            while power * 10 < size, power < 1e18 { power *= 10 }
            return [1, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= size * 0.999 } ?? power * 10
        }
    }
}
