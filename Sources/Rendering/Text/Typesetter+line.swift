extension Typesetter {
    /// Sets words that stand on one line, at its start, and tells how wide they are.
    ///
    /// It is `LineBreaker` without what hardly any cell of a table needs: for text that would
    /// need it, `nil` comes, and what was appended is to be thrown away.
    func line(
        _ text: UnsafeBufferPointer<UInt8>,
        _ typeface: Typeface,
        size: Float,
        room: Float,
        into pieces: inout [TextBlock.Piece]
    ) throws(RenderingError) -> Float? {
        guard TextScan.complexity(text) == .words else { return nil }
        var line = PlainLine(size: size, room: room, first: pieces.count)
        var start = 0
        for place in text.indices {
            let byte = text[place]
            if byte <= 0x20 || byte == 0x7F {
                // Further spaces and control characters take places of their own.
                guard byte == 0x20, place > start else { return nil }
                let word = UnsafeBufferPointer(rebasing: text[start..<place])
                guard try add(word, typeface, &line, &pieces) else { return nil }
                let space = try space(typeface)
                pieces[pieces.count - 1].hasSpaceAfter = true
                line.x += store.segments[Int(space)].width * size
                start = place + 1
            } else if place > start, place + 1 < text.count, LineBreaker.mayBreakAfter(byte),
                LineBreaker.isLetter(text[place + 1])
            {
                let word = UnsafeBufferPointer(rebasing: text[start...place])
                guard try add(word, typeface, &line, &pieces) else { return nil }
                start = place + 1
            }
        }
        if start < text.count {
            let word = UnsafeBufferPointer(rebasing: text[start...])
            guard try add(word, typeface, &line, &pieces) else { return nil }
        }
        guard pieces.count > line.first else { return 0 }
        let last = pieces.count - 1
        pieces[last].hasSpaceAfter = false
        return pieces[last].x + store.segments[Int(pieces[last].segment)].width * size
    }

    private func add(
        _ text: UnsafeBufferPointer<UInt8>,
        _ typeface: Typeface,
        _ line: inout PlainLine,
        _ pieces: inout [TextBlock.Piece]
    ) throws(RenderingError) -> Bool {
        // Finding the word may add it: the store is looked at after that.
        let index = try word(text, typeface)
        let word = store.words[Int(index)]
        for segment in word.firstSegment..<word.firstSegment + word.segmentCount {
            let shaped = store.segments[Int(segment)]
            guard !shaped.isRightToLeft, !shaped.isSpace else { return false }
            let width = shaped.width * line.size
            // The same hair as where lines are broken.
            if line.x + width > line.room + 0.01 { return false }
            pieces.append(
                TextBlock.Piece(segment: segment, face: 0, x: line.x, hasSpaceAfter: false)
            )
            line.x += width
        }
        return pieces.count > line.first
    }
}

/// Is how far a line has come.
private struct PlainLine {
    let size: Float
    let room: Float
    let first: Int
    var x: Float = 0
}
