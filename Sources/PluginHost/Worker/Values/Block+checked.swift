import Foundation
import Paper

/// Says again what the bridge says of blocks: a plugin's process may have no bridge any more.
extension Block {
    /// Throws when the block is not as the contract says.
    func check() throws(PluginFailure) {
        guard isFit else {
            throw PluginFailure(.argument, "a block is not as the contract says")
        }
    }

    private var isFit: Bool {
        switch self {
        case .heading(let heading): (1...6).contains(heading.level)
        case .paragraph(let paragraph):
            (0...20).contains(paragraph.scale) && paragraph.runs.allSatisfy { isSafe($0.link) }
        case .facts(let facts):
            (1...8).contains(facts.columns) && facts.items.allSatisfy { $0.value.isFit }
        case .tiles(let tiles): tiles.count <= Limit.cells && tiles.allSatisfy(\.isFit)
        case .chart(let chart): chart.isFit
        case .image(let picture): isPicture(picture.bytes) && isLength(picture.width, orNone: true)
        case .tableStart(let table):
            (1...Limit.cells).contains(table.columns.count)
                && table.columns.allSatisfy { $0.weight.isFinite && $0.weight >= 0 }
        case .row(let row):
            row.cells.count <= Limit.cells
                && row.cells.allSatisfy { $0.value.isFit && isSafe($0.link) }
        case .entry(let entry):
            entry.attachments.count <= Limit.attachments
                && entry.attachments.allSatisfy {
                    $0.thumbnail.isEmpty || isPicture($0.thumbnail)
                }
        case .gridStart(let grid):
            (0...64).contains(grid.columns) && (0...64).contains(grid.rows)
        case .cell(let cell):
            [cell.column, cell.row].allSatisfy((0...64).contains)
                && [cell.width, cell.height].allSatisfy((1...64).contains)
        case .canvas(let canvas): canvas.isFit
        case .tableEnd, .transcriptStart, .transcriptEnd, .gridEnd, .pageBreak: true
        }
    }
}

extension Value {
    fileprivate var isFit: Bool {
        switch self {
        case .decimal(let number, let places): number.isFinite && (0...9).contains(places)
        case .percent(let number): number.isFinite
        case .nothing, .text, .integer, .duration, .moment, .day, .truth: true
        }
    }
}

extension Tile {
    fileprivate var isFit: Bool {
        value.isFit && target.isFit && trend?.change.isFit != false
            && sparkline.count <= Limit.points
    }
}

extension Chart {
    fileprivate var isFit: Bool {
        categories.count <= Limit.points && bins.edges.count <= Limit.points + 1
            && isLength(height, orNone: true) && maximum.isFinite && maximum >= 0
            && target?.value.isFinite != false
            && series.count <= Limit.cells
            && series.allSatisfy { $0.values.count <= Limit.points }
    }
}

extension Canvas {
    fileprivate var isFit: Bool {
        guard isLength(width), isLength(height), operations.count <= Limit.operations else {
            return false
        }
        var depth = 0
        for operation in operations {
            if operation == .save { depth += 1 }
            if operation == .restore { depth -= 1 }
            guard depth >= 0, operation.isFit else { return false }
        }
        return depth == 0
    }
}

extension Canvas.Operation {
    fileprivate var isFit: Bool {
        switch self {
        case .save, .restore: true
        case .transform(let a, let b, let c, let d, let tx, let ty):
            [a, b, c, d, tx, ty].allSatisfy(\.isFinite)
        case .clip(let rectangle): rectangle.isFit
        case .path(_, let paint): paint.strokeWidth.isFinite
        case .rectangle(let rectangle, let radius, let paint):
            rectangle.isFit && radius.isFinite && paint.strokeWidth.isFinite
        case .text(_, let x, let y, let style):
            x.isFinite && y.isFinite && isLength(style.size) && (1...1_000).contains(style.weight)
        case .image(let bytes, let rectangle): isPicture(bytes) && rectangle.isFit
        case .link(let rectangle, let target): rectangle.isFit && isSafe(target)
        }
    }
}

extension Rectangle {
    fileprivate var isFit: Bool { [x, y, width, height].allSatisfy(\.isFinite) }
}

private func isLength(_ length: Double, orNone: Bool = false) -> Bool {
    orNone && length == 0 || length > 0 && length <= 14_400
}

private func isPicture(_ bytes: [UInt8]) -> Bool {
    bytes.count <= Limit.inline
        && (bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) || bytes.starts(with: [0xFF, 0xD8, 0xFF]))
}

private func isSafe(_ link: String) -> Bool {
    guard !link.isEmpty, !link.hasPrefix("#") else { return true }
    let scheme = link.prefix { $0 != ":" }.lowercased()
    return ["https", "http", "mailto", "tel"].contains(scheme)
}
