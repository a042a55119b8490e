internal import Paper

/// Breaks runs of text into lines.
///
/// A line ends at the last place where it may; a word wider than the line is cut between
/// characters, so nothing is ever drawn outside the box.
struct LineBreaker {
    private let typesetter: Typesetter
    private let box: TextBox
    private var block: TextBlock

    private var lineStart = 0
    private var x: Float = 0
    private var lastBreak = -1
    private var lineFace: Int32 = 0
    private var isCut = false
    private var hasRightToLeft = false

    init(_ typesetter: Typesetter, _ box: TextBox, faces: [TextFace]) {
        self.typesetter = typesetter
        self.box = box
        block = TextBlock(faces: faces)
    }

    /// Adds the text of a face.
    mutating func add(
        _ text: UnsafeBufferPointer<UInt8>,
        face: Int
    ) throws(RenderingError) {
        var rest = text[...]
        while !isCut {
            guard let newline = rest.firstIndex(where: { $0 == 0x0A }) else {
                return try addLine(UnsafeBufferPointer(rebasing: rest), Int32(face))
            }
            let end = newline > rest.startIndex && rest[newline - 1] == 0x0D ? newline - 1 : newline
            try addLine(UnsafeBufferPointer(rebasing: rest[rest.startIndex..<end]), Int32(face))
            lineFace = Int32(face)
            try endLine(at: block.pieces.count, mayCut: true)
            rest = rest[(newline + 1)...]
        }
    }

    /// Ends the last line and gives the block.
    mutating func finish() throws(RenderingError) -> TextBlock {
        if !isCut, lineStart < block.pieces.count || block.lines.isEmpty {
            try endLine(at: block.pieces.count, mayCut: false)
        }
        return block
    }

    private mutating func addLine(
        _ text: UnsafeBufferPointer<UInt8>,
        _ face: Int32
    ) throws(RenderingError) {
        lineFace = face
        let typeface = block.faces[Int(face)].typeface
        if TextScan.complexity(text) == .whole {
            // Pango takes a zero byte for the end, so none may reach it.
            var printable = text.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }
            return try addWhole(&printable, typeface, face)
        }
        var start = 0
        var place = 0
        while place < text.count {
            let byte = text[place]
            // Control characters have no picture: they count as spaces.
            if byte <= 0x20 || byte == 0x7F {
                if place > start {
                    try addWord(
                        UnsafeBufferPointer(rebasing: text[start..<place]),
                        typeface,
                        face,
                        hasSpaceAfter: true
                    )
                } else {
                    try addSpace(typeface, face)
                }
                start = place + 1
            } else if Self.mayBreakAfter(byte), place + 1 < text.count, place > start,
                Self.isLetter(text[place + 1])
            {
                try addWord(
                    UnsafeBufferPointer(rebasing: text[start...place]),
                    typeface,
                    face,
                    hasSpaceAfter: false
                )
                lastBreak = block.pieces.count
                start = place + 1
            }
            place += 1
        }
        guard start < text.count, !isCut else { return }
        try addWord(
            UnsafeBufferPointer(rebasing: text[start...]),
            typeface,
            face,
            hasSpaceAfter: false
        )
    }

    private mutating func addWhole(
        _ text: inout [UInt8],
        _ typeface: Typeface,
        _ face: Int32
    ) throws(RenderingError) {
        do {
            try text.withUnsafeBufferPointer {
                try addWord($0, typeface, face, hasSpaceAfter: false)
            }
        } catch let error as RenderingError {
            throw error
        } catch {
            throw .font(String(describing: error))
        }
    }

    private static func mayBreakAfter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/")
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte & 0xDF >= UInt8(ascii: "A") && byte & 0xDF <= UInt8(ascii: "Z") || byte >= 0xC3
    }

    /// Adds a space that stands beside another or at the start of a run.
    private mutating func addSpace(
        _ typeface: Typeface,
        _ face: Int32
    ) throws(RenderingError) {
        guard !isCut else { return }
        let segment = try typesetter.space(typeface)
        let width = typesetter.store.segments[Int(segment)].width * size(face)
        block.pieces.append(.init(segment: segment, face: face, x: x, hasSpaceAfter: false))
        x += width
        lastBreak = block.pieces.count
    }

    private func size(_ face: Int32) -> Float { Float(block.faces[Int(face)].size) }

    private mutating func addWord(
        _ text: UnsafeBufferPointer<UInt8>,
        _ typeface: Typeface,
        _ face: Int32,
        hasSpaceAfter: Bool
    ) throws(RenderingError) {
        guard !isCut, text.count > 0 else { return }
        let index = try typesetter.word(text, typeface)
        let word = typesetter.store.words[Int(index)]
        let first = Int(word.firstSegment)
        for place in first..<first + Int(word.segmentCount) {
            try add(segment: Int32(place), face)
            if isCut { return }
        }
        guard hasSpaceAfter, !block.pieces.isEmpty else { return }
        let space = try typesetter.space(typeface)
        block.pieces[block.pieces.count - 1].hasSpaceAfter = true
        x += typesetter.store.segments[Int(space)].width * size(face)
        lastBreak = block.pieces.count
    }

    private mutating func add(segment: Int32, _ face: Int32) throws(RenderingError) {
        let shaped = typesetter.store.segments[Int(segment)]
        if shaped.isRightToLeft { hasRightToLeft = true }
        let width = shaped.width * size(face)
        // A hair more than the box is rounding, not overflow.
        if x + width > Float(box.width) + 0.01, !shaped.isSpace {
            if lastBreak > lineStart {
                try wrap(at: lastBreak)
                if isCut { return }
                return try add(segment: segment, face)
            }
            if block.pieces.count > lineStart || width > Float(box.width) {
                return try addSplit(segment, face)
            }
        }
        block.pieces.append(.init(segment: segment, face: face, x: x, hasSpaceAfter: false))
        x += width
        if shaped.mayBreakAfter { lastBreak = block.pieces.count }
    }

    /// Puts what stands after a break on a new line.
    private mutating func wrap(at place: Int) throws(RenderingError) {
        try endLine(at: place, mayCut: true)
        guard !isCut else { return }
        let shift = place < block.pieces.count ? block.pieces[place].x : x
        for moved in place..<block.pieces.count { block.pieces[moved].x -= shift }
        x -= shift
        if place == block.pieces.count { x = 0 }
    }

    /// Adds as much of a segment as fits, and the rest on the lines after.
    private mutating func addSplit(_ segment: Int32, _ face: Int32) throws(RenderingError) {
        var rest = segment
        while true {
            let room = (Float(box.width) - x) / size(face)
            let parts = typesetter.store.split(rest, width: room, force: x == 0)
            if let head = parts.head {
                block.pieces.append(.init(segment: head, face: face, x: x, hasSpaceAfter: false))
                x += typesetter.store.segments[Int(head)].width * size(face)
            }
            guard let tail = parts.tail else { return }
            lineFace = face
            try endLine(at: block.pieces.count, mayCut: true)
            x = 0
            if isCut { return }
            rest = tail
        }
    }
}

extension LineBreaker {
    /// Ends a line before a piece: trims, reorders, aligns and measures it.
    private mutating func endLine(at end: Int, mayCut: Bool) throws(RenderingError) {
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
            if hasRightToLeft { reorder(lineStart..<visible) }
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
        align(line)
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

    private mutating func align(_ line: TextBlock.Line) {
        guard box.alignment != .start, box.width.isFinite else { return }
        let free = Float(box.width) - line.width
        let shift = box.alignment == .end ? free : free / 2
        for place in Int(line.first)..<Int(line.end) { block.pieces[place].x += shift }
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
    private mutating func reorder(_ range: Range<Int>) {
        let store = typesetter.store
        var line = Array(block.pieces[range])
        let levels = line.map { store.segments[Int($0.segment)].level }
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
            x += store.segments[Int(line[place].segment)].width * size(line[place].face)
            if line[place].hasSpaceAfter { x += 0.25 * size(line[place].face) }
        }
        block.pieces.replaceSubrange(range, with: line)
    }
}
