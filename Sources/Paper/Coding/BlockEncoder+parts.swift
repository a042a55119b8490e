extension BlockEncoder {
    mutating func write(_ run: Run) {
        write(run.text)
        let flags: UInt8 =
            (run.bold ? 1 : 0) | (run.italic ? 2 : 0) | (run.monospaced ? 4 : 0)
        write(flags)
        write(run.tone.rawValue)
        write(run.link)
    }

    mutating func write(_ value: Value) {
        switch value {
        case .nothing:
            write(ValueKind.nothing)
        case .text(let text):
            write(ValueKind.text)
            write(text)
        case .integer(let number):
            write(ValueKind.integer)
            write(number)
        case .decimal(let number, let places):
            write(ValueKind.decimal)
            write(number)
            write(places)
        case .percent(let fraction):
            write(ValueKind.percent)
            write(fraction)
        case .duration(let milliseconds):
            write(ValueKind.duration)
            write(milliseconds)
        case .moment(let milliseconds):
            write(ValueKind.moment)
            write(milliseconds)
        case .day(let day):
            write(ValueKind.day)
            write(Int64(day))
        case .truth(let truth):
            write(ValueKind.truth)
            write(truth)
        }
    }

    private mutating func write(_ kind: ValueKind) {
        write(kind.rawValue)
    }

    mutating func write(_ tile: Tile) {
        write(tile.id)
        write(tile.title)
        write(tile.value)
        write(tile.note)
        write(tile.tone.rawValue)
        write(tile.status)
        write(tile.symbol)
        write(tile.sparkline) { $0.write($1) }
        write(tile.target)
        write(tile.trend != nil)
        guard let trend = tile.trend else { return }
        write(trend.change)
        write(trend.tone.rawValue)
        write(trend.label)
    }

    mutating func write(_ chart: Chart) {
        write(chart.title)
        write(chart.alternative)
        write(chart.kind.rawValue)
        write(chart.categories) { $0.write($1) }
        write(chart.series) { out, series in
            out.write(series.name)
            out.write(series.values) { $0.write($1) }
            out.write(series.tone.rawValue)
        }
        write(chart.unit.rawValue)
        write(chart.height)
        write(chart.maximum)
        write(chart.bins.edges) { $0.write($1) }
        write(chart.bins.unit.rawValue)
        write(chart.target != nil)
        guard let target = chart.target else { return }
        write(target.value)
        write(target.label)
    }

    mutating func write(_ table: Table) {
        write(table.columns) { out, column in
            out.write(column.id)
            out.write(column.title)
            out.write(column.weight)
            out.write(column.alignment.rawValue)
            out.write(column.group)
        }
        write(table.title)
        write(table.emptyText)
        write(table.zebra)
    }

    mutating func write(_ row: Row) {
        write(row.kind.rawValue)
        write(row.cells) { out, cell in
            // Most cells have neither tone nor link: one byte says so.
            out.write(cell.tone.rawValue | (cell.link.isEmpty ? 0 : 0x80))
            out.write(cell.value)
            if !cell.link.isEmpty { out.write(cell.link) }
        }
    }

    mutating func write(_ entry: TranscriptEntry) {
        write(entry.side.rawValue)
        write(entry.author)
        write(entry.moment)
        write(entry.text)
        write(entry.status)
        write(entry.quote)
        write(entry.attachments) { out, attachment in
            out.write(attachment.name)
            out.write(attachment.detail)
            out.write(attachment.thumbnail)
        }
        write(entry.tone.rawValue)
    }

    mutating func write(_ grid: Grid) {
        write(grid.columns)
        write(grid.rows)
        write(grid.title)
        write(grid.caption)
        write(grid.captionTone.rawValue)
    }
}

extension BlockEncoder {
    mutating func write(_ canvas: Canvas) {
        write(canvas.width)
        write(canvas.height)
        write(canvas.alternative)
        write(canvas.operations) { $0.write($1) }
    }

    private mutating func write(_ operation: Canvas.Operation) {
        switch operation {
        case .save:
            write(OperationKind.save.rawValue)
        case .restore:
            write(OperationKind.restore.rawValue)
        case .transform(let a, let b, let c, let d, let tx, let ty):
            write(OperationKind.transform.rawValue)
            for number in [a, b, c, d, tx, ty] { write(number) }
        case .clip(let rectangle):
            write(OperationKind.clip.rawValue)
            write(rectangle)
        case .path(let outline, let paint):
            write(OperationKind.path.rawValue)
            write(outline)
            write(paint)
        case .rectangle(let rectangle, let radius, let paint):
            write(OperationKind.rectangle.rawValue)
            write(rectangle)
            write(radius)
            write(paint)
        case .text(let text, let x, let y, let style):
            write(OperationKind.text.rawValue)
            write(text)
            write(x)
            write(y)
            write(style.size)
            write(style.weight)
            write(style.italic)
            write(Int64(style.color.rgba))
            write(style.alignment.rawValue)
        case .image(let bytes, let rectangle):
            write(OperationKind.image.rawValue)
            write(bytes)
            write(rectangle)
        case .link(let rectangle, let address):
            write(OperationKind.link.rawValue)
            write(rectangle)
            write(address)
        }
    }

    private mutating func write(_ rectangle: Rectangle) {
        for number in [rectangle.x, rectangle.y, rectangle.width, rectangle.height] {
            write(number)
        }
    }

    private mutating func write(_ paint: Paint) {
        write(Int64(paint.fill.rgba))
        write(Int64(paint.stroke.rgba))
        write(paint.strokeWidth)
    }
}

/// The first byte of a value in a spool.
enum ValueKind: UInt8 {
    case nothing
    case text
    case integer
    case decimal
    case percent
    case duration
    case moment
    case day
    case truth
}

/// The first byte of a drawing step in a spool.
enum OperationKind: UInt8 {
    case save
    case restore
    case transform
    case clip
    case path
    case rectangle
    case text
    case image
    case link
}
