internal import Paper

extension LineBreaker {
    /// Ends a line before a piece: trims, reorders, aligns and measures it.
    ///
    /// `isWrapped` says that the text goes on: such a line may be stretched to both edges.
    mutating func endLine(
        at end: Int,
        mayCut: Bool,
        isWrapped: Bool = false
    ) throws(RenderingError) {
        var width: Float = 0
        let isLast = mayCut && block.lines.count + 1 >= box.maximumLines
        var end = end
        if isLast {
            block.pieces.removeSubrange(end...)
            try appendEllipsis()
            end = block.pieces.count
            isCut = true
        }
        // White space at the end of a line hangs outside it.
        var visible = end
        while visible > lineStart, isSpace(block.pieces[visible - 1]) { visible -= 1 }
        if visible > lineStart {
            block.pieces[visible - 1].hasSpaceAfter = false
            if hasRightToLeft { try reorder(lineStart..<visible) }
            let last = block.pieces[visible - 1]
            let shaped = typesetter.store.segments[Int(last.segment)]
            width = last.x + shaped.width * size(last.face)
        }
        var line = TextBlock.Line(
            first: Int32(lineStart),
            end: Int32(visible),
            width: width,
            ascent: 0,
            height: 0
        )
        try measure(&line)
        try align(&line, isWrapped: isWrapped && !isLast)
        block.lines.append(line)
        lineStart = end
        lastBreak = -1
        if end == block.pieces.count { x = 0 }
    }

    private func isSpace(_ piece: TextBlock.Piece) -> Bool {
        typesetter.store.segments[Int(piece.segment)].isSpace
    }

    private func measure(_ line: inout TextBlock.Line) throws(RenderingError) {
        var tallest = block.pieces.isEmpty || line.first == line.end ? size(lineFace) : 0
        var typeface = block.faces[Int(lineFace)].typeface
        for place in Int(line.first)..<Int(line.end) {
            let face = block.faces[Int(block.pieces[place].face)]
            if Float(face.size) > tallest {
                tallest = Float(face.size)
                typeface = face.typeface
            }
        }
        let metrics = try typesetter.face(of: typeface)
        let height = tallest * Float(box.leading)
        let letters = Float(metrics.ascent + metrics.descent) * tallest
        line.height = height
        line.ascent = (height - letters) / 2 + Float(metrics.ascent) * tallest
    }

    private mutating func align(
        _ line: inout TextBlock.Line,
        isWrapped: Bool
    ) throws(RenderingError) {
        guard box.width.isFinite else { return }
        let free = Float(box.width) - line.width
        switch box.alignment {
        case .start: return
        case .center: shift(line, by: free / 2)
        case .end: shift(line, by: free)
        case .justify:
            if isWrapped, try stretch(line, by: free) {
                line.width = Float(box.width)
            } else if isFromRight {
                shift(line, by: free)
            }
        }
    }

    private mutating func shift(_ line: TextBlock.Line, by distance: Float) {
        for place in Int(line.first)..<Int(line.end) { block.pieces[place].x += distance }
    }

    /// Widens the spaces of a line by so much together, or tells that holes would come of it.
    private mutating func stretch(
        _ line: TextBlock.Line,
        by free: Float
    ) throws(RenderingError) -> Bool {
        let pieces = Int(line.first)..<Int(line.end)
        let gaps = pieces.dropLast().count {
            block.pieces[$0].hasSpaceAfter || isSpace(block.pieces[$0])
        }
        // Words are not hyphenated, so a line with few of them is better left ragged.
        guard gaps > 0, free >= 0, free / Float(gaps) <= size(lineFace) * 0.9 else { return false }
        let each = free / Float(gaps)
        var moved: Float = 0
        for place in pieces {
            block.pieces[place].x += moved
            if block.pieces[place].hasSpaceAfter || isSpace(block.pieces[place]) { moved += each }
        }
        return true
    }

    /// Moves lines that are read from the right to that side: of the box for a column of text,
    /// else of the widest line.
    mutating func flushRight() {
        guard !box.isColumn || box.width.isFinite else { return }
        let right = box.isColumn ? Float(box.width) : Float(block.width)
        for place in block.lines.indices {
            shift(block.lines[place], by: right - block.lines[place].width)
            // What measures the block takes its lines for wide from the left edge on.
            block.lines[place].width = right
        }
    }

    /// Makes room at the end of the line for "…" and sets it.
    private mutating func appendEllipsis() throws(RenderingError) {
        let face = block.pieces.last?.face ?? lineFace
        let mark: StaticString = "…"
        let word = try typesetter.word(
            UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount),
            block.faces[Int(face)].typeface
        )
        let segment = typesetter.store.words[Int(word)].firstSegment
        let width = typesetter.store.segments[Int(segment)].width * size(face)
        var right = Float(0)
        while let last = block.pieces.last, block.pieces.count > lineStart {
            let shaped = typesetter.store.segments[Int(last.segment)]
            let room = Float(box.width) - width - last.x
            right = last.x + shaped.width * size(last.face)
            if right <= Float(box.width) - width, !shaped.isSpace { break }
            block.pieces.removeLast()
            right = last.x
            guard room > 0, !shaped.isSpace else { continue }
            let parts = typesetter.store.split(
                last.segment,
                width: room / size(last.face),
                force: false
            )
            guard let head = parts.head else { continue }
            block.pieces.append(
                .init(segment: head, face: last.face, x: last.x, hasSpaceAfter: false)
            )
            right = last.x + typesetter.store.segments[Int(head)].width * size(last.face)
            break
        }
        if let last = block.pieces.indices.last, last >= lineStart {
            block.pieces[last].hasSpaceAfter = false
        }
        block.pieces.append(.init(segment: segment, face: face, x: right, hasSpaceAfter: false))
    }

    /// Puts pieces into the order in which they are seen, by their embedding levels.
    private mutating func reorder(_ range: Range<Int>) throws(RenderingError) {
        var line = Array(block.pieces[range])
        let levels = line.map { typesetter.store.segments[Int($0.segment)].level }
        guard let highest = levels.max(), highest > 0 else { return }
        var order = Array(line.indices)
        for level in stride(from: highest, to: 0, by: -1) {
            var place = 0
            while place < order.count {
                guard levels[order[place]] >= level else {
                    place += 1
                    continue
                }
                var end = place
                while end < order.count, levels[order[end]] >= level { end += 1 }
                order[place..<end].reverse()
                place = end
            }
        }
        line = order.map { line[$0] }
        var x: Float = 0
        for place in line.indices {
            line[place].x = x
            let width = typesetter.store.segments[Int(line[place].segment)].width
            x += width * size(line[place].face)
            if line[place].hasSpaceAfter {
                let typeface = block.faces[Int(line[place].face)].typeface
                let space = try typesetter.space(typeface)
                x += typesetter.store.segments[Int(space)].width * size(line[place].face)
            }
        }
        block.pieces.replaceSubrange(range, with: line)
    }
}
