import Foundation

/// Collects results and lays them out in columns.
struct ResultTable {
    private static let headings = ["benchmark", "ours", "reference", "", "ratio", "peak memory"]

    private var rows: [[String]] = []

    /// Adds the lines of a case: one, and one more for each further reference.
    mutating func add(_ comparison: Comparison, of item: Case, in benchmark: Benchmark) {
        var lines = comparison.references.map { reference in
            [reference.shown(in: item.unit), reference.name, Self.ratio(reference.ratio)]
        }
        if lines.isEmpty { lines = [["—", "", "—"]] }
        for (place, line) in lines.enumerated() {
            let isFirst = place == 0
            let title = isFirst ? "\(benchmark.name): \(item.title)" : ""
            let ours = isFirst ? item.unit.text(comparison.seconds) : ""
            let memory = isFirst ? "\(comparison.peakMemory >> 20) MB" : ""
            rows.append([title, ours] + line + [memory])
        }
    }

    /// The table as text.
    var text: String {
        let all = [Self.headings] + rows
        let widths = Self.headings.indices.map { column in
            all.map { $0[column].count }.max() ?? 0
        }
        let isNumber = [false, true, true, false, true, true]
        let lines = all.map { row in
            // A line's empty cells at its end are left out, so that no line ends in spaces.
            let last = row.lastIndex { !$0.isEmpty } ?? 0
            return (0...last)
                .map { row[$0].padded(to: widths[$0], atStart: isNumber[$0]) }
                .joined(separator: "  ")
        }
        let rule = String(repeating: "─", count: widths.reduce(0, +) + 2 * (widths.count - 1))
        return ([lines[0], rule] + lines.dropFirst()).joined(separator: "\n")
            + "\n\nMedians; ratio: our time for each time of the reference in the same round."
    }

    private static func ratio(_ ratio: Double) -> String {
        String(format: ratio < 10 ? "%.2f ×" : "%.0f ×", ratio)
    }
}

extension Comparison.Reference {
    fileprivate func shown(in unit: Unit) -> String { unit.text(seconds) }
}

extension Unit {
    /// Shows the seconds of one piece of work.
    fileprivate func text(_ seconds: Double) -> String {
        switch self {
        case .rate(let things):
            return
                "\(Int(1 / seconds).formatted(.number.locale(Locale(identifier: "en")))) \(things)/s"
        case .memory: return String(format: "%.1f MB", seconds / 1_048_576)
        case .share: return String(format: "%.2f %%", seconds * 100)
        case .time where seconds >= 1: return String(format: "%.2f s ", seconds)
        case .time where seconds >= 1e-3: return String(format: "%.2f ms", seconds * 1e3)
        case .time: return String(format: "%.2f µs", seconds * 1e6)
        }
    }
}

extension String {
    /// The text with spaces up to a width.
    func padded(to width: Int, atStart: Bool = false) -> String {
        let space = String(repeating: " ", count: max(0, width - count))
        return atStart ? space + self : self + space
    }
}
