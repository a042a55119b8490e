internal import Paper

extension Flow {
    /// Puts a block on the page as it stands in a spool, or on the next.
    ///
    /// The rows of a long report take a way of their own, on which nothing is made for each.
    func take(record: UnsafeRawBufferPointer) throws {
        if plainRows != nil, !isGridOpen, Self.isRowOfRecords(record) {
            typesetter.trim()
            found.tables[found.tables.count - 1] += 1
            try drawHeld(before: nil)
            heldRecord.removeAll(keepingCapacity: true)
            heldRecord.append(contentsOf: record)
            table?.held = .record
            return
        }
        var decoder = BlockDecoder(record)
        try take(decoder.block())
    }

    private static func isRowOfRecords(_ record: UnsafeRawBufferPointer) -> Bool {
        record.count > 1 && record[0] == BlockKind.row.rawValue
            && record[1] == Row.Kind.body.rawValue
    }

    /// Draws the row that waited, with the total when that is what follows.
    func drawHeld(before total: Row?) throws(RenderingError) {
        guard let held = table?.held else { return }
        table?.held = nil
        switch held {
        case .row(let row): try draw(row, with: total)
        case .record:
            do {
                let isDrawn = try heldRecord.withUnsafeBytes { record in
                    guard total == nil, let rows = plainRows, rows.height <= room,
                        try rows.set(record)
                    else { return false }
                    draw(rows)
                    return true
                }
                guard !isDrawn else { return }
                let block = try heldRecord.withUnsafeBytes { record in
                    var decoder = BlockDecoder(record)
                    return try decoder.block()
                }
                guard case .row(let row) = block else { return }
                try draw(row, with: total)
            } catch let error as RenderingError {
                throw error
            } catch {
                throw RenderingError.malformed("\(error)")
            }
        }
    }

    /// Draws the row that was set, for which there is room.
    private func draw(_ rows: PlainRows) {
        let isShaded = rows.isZebra && (table?.drawn ?? 0) % 2 == 1
        table?.drawn += 1
        if let sketch {
            let area = Rectangle(x: left, y: y, width: width, height: rows.height)
            drawGround(area, isShaded: isShaded, isRuled: !rows.isZebra, sketch)
            drawMarks(rows, sketch)
            drawWords(rows, sketch.pen)
        }
        use(rows.height)
    }

    private func drawMarks(_ rows: PlainRows, _ sketch: Sketch) {
        for cell in rows.cells where cell.tone != .neutral {
            let mark = FlowMark(
                tone: cell.tone,
                x: cell.x + rows.mark,
                label: cell.label,
                height: rows.line,
                last: rows.line
            )
            draw(mark, at: y + rows.padding, sketch)
        }
    }

    private func drawWords(_ rows: PlainRows, _ pen: Pen) {
        let baseline = y + rows.padding + rows.ascent
        enter(.tableBody)
        openCoarse()
        pen.begin(.row)
        var place = 0
        for cell in rows.cells {
            pen.begin(.cell)
            let face = cell.isMuted ? rows.muted : rows.ink
            while place < cell.end {
                let piece = rows.pieces[place]
                pen.draw(piece, face, face.color, x: cell.x, baseline: baseline)
                place += 1
            }
            pen.end(.cell)
        }
        pen.end(.row)
    }
}
