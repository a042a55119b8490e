internal import Foundation
internal import Paper

/// Holds where the parts of a dial or a ring stand: the same numbers for a pen and for SVG.
///
/// Angles are in radians, clockwise from the right, as Cairo counts them.
struct RingLayout {
    /// A piece of the ring.
    struct Slice {
        /// Its place among the categories; `nil` for the rest that has no place of its own.
        var category: Int?
        var start: Double
        var end: Double
        var value: Double
    }

    /// Where a dial begins: at half past seven.
    static let dialStart = Double.pi * 0.8

    /// Where a dial ends.
    static let dialEnd = Double.pi * 2.2

    /// How many slices a ring has before the smallest become the rest.
    static let mostSlices = 6

    /// Shares a ring among the categories of a chart's first series.
    ///
    /// Slices keep the categories' order; when there are many, only the largest have their own.
    static func slices(of chart: Chart) -> [Slice] {
        guard let series = chart.series.first else { return [] }
        let values = series.values.prefix(chart.categories.count).map { value in
            value.isFinite ? max(0, value) : 0
        }
        let total = values.reduce(0, +)
        guard total > 0 else { return [] }
        let own: Set<Int> =
            values.count <= mostSlices
            ? Set(values.indices)
            : Set(
                values.indices.sorted { (values[$0], $1) > (values[$1], $0) }
                    .prefix(mostSlices - 1)
            )
        var angle = -Double.pi / 2
        var slices: [Slice] = []
        func add(_ category: Int?, _ value: Double) {
            guard value > 0 else { return }
            let end = angle + value / total * 2 * .pi
            slices.append(Slice(category: category, start: angle, end: end, value: value))
            angle = end
        }
        for (category, value) in values.enumerated() where own.contains(category) {
            add(category, value)
        }
        add(
            nil,
            values.enumerated().reduce(0) { own.contains($1.offset) ? $0 : $0 + $1.element }
        )
        return slices
    }

    /// Where a dial ends for a chart: what it says, one for fractions, or a round number.
    static func dialMaximum(of chart: Chart) -> Double {
        if chart.maximum > 0 { return chart.maximum }
        if chart.unit == .percent { return 1 }
        return ChartLayout.scale(of: chart, lines: 4).upper
    }

    /// The angle of a value on a dial.
    static func angle(_ value: Double, maximum: Double) -> Double {
        let part = maximum > 0 && value.isFinite ? max(0, min(1, value / maximum)) : 0
        return dialStart + (dialEnd - dialStart) * part
    }

    /// The point at an angle and a distance.
    static func point(
        _ x: Double,
        _ y: Double,
        _ angle: Double,
        _ radius: Double
    ) -> (x: Double, y: Double) {
        (x + cos(angle) * radius, y + sin(angle) * radius)
    }
}
