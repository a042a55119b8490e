/// Shares the width of a table among its columns.
struct ColumnPlan {
    /// What is known of a column.
    struct Need {
        /// The width at which nothing wraps.
        var natural: Double
        /// The width under which words are cut.
        var least: Double
        /// The part it takes against the others.
        var weight: Double
    }

    /// The width of each column; together they fill the table.
    let widths: [Double]

    /// Tells whether words must be cut because not even the least widths fit.
    let isTight: Bool

    init(_ needs: [Need], available: Double) {
        let weights = needs.map { $0.weight.isFinite && $0.weight > 0 ? $0.weight : 1 }
        let natural = needs.reduce(0) { $0 + $1.natural }
        let least = needs.reduce(0) { $0 + $1.least }
        isTight = least > available
        if natural <= available {
            let total = weights.reduce(0, +)
            widths = zip(needs, weights).map { need, weight in
                need.natural + (available - natural) * weight / total
            }
        } else if least <= available {
            // By weight and not by want, or one long name would make all short words wrap.
            let wants = zip(needs, weights).map { $0.natural > $0.least ? $1 : 0 }
            let total = wants.reduce(0, +)
            widths = Self.share(needs, wants, total, available - least)
        } else {
            widths = needs.map { available * $0.least / max(least, 0.001) }
        }
    }

    /// Gives each column its least and shares the rest among those that want more, never more
    /// than they want.
    private static func share(
        _ needs: [Need],
        _ wants: [Double],
        _ total: Double,
        _ rest: Double
    ) -> [Double] {
        var widths = needs.map(\.least)
        var rest = rest
        var wants = wants
        var total = total
        while rest > 0.01, total > 0.001 {
            var used = 0.0
            let (before, sum) = (rest, total)
            for place in needs.indices where wants[place] > 0 {
                let part = before * wants[place] / sum
                let room = needs[place].natural - widths[place]
                widths[place] += min(part, room)
                used += min(part, room)
                if part >= room {
                    total -= wants[place]
                    wants[place] = 0
                }
            }
            rest -= used
            if used < 0.01 { break }
        }
        return widths
    }
}
