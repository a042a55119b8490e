internal import Paper

/// Breaks runs of text into lines.
///
/// A line ends at the last place where it may; a word wider than the line is cut between
/// characters, so nothing is ever drawn outside the box.
struct LineBreaker {
    let typesetter: Typesetter
    let box: TextBox
    var block: TextBlock

    var lineStart = 0
    var x: Float = 0
    var lastBreak = -1
    var lineFace: Int32 = 0
    var isCut = false
    var hasRightToLeft = false
    /// The text begins with a letter of a script that runs from right to left.
    var isFromRight = false

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
        if isFromRight, box.alignment == .start { flushRight() }
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
                if block.pieces.isEmpty, block.lines.isEmpty {
                    isFromRight = TextScan.startsFromRight($0)
                }
                try addWord($0, typeface, face, hasSpaceAfter: false)
            }
        } catch let error as RenderingError {
            throw error
        } catch {
            throw .font(String(describing: error))
        }
    }

    static func mayBreakAfter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/")
    }

    static func isLetter(_ byte: UInt8) -> Bool {
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

    func size(_ face: Int32) -> Float { Float(block.faces[Int(face)].size) }

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
        try endLine(at: place, mayCut: true, isWrapped: true)
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
            try endLine(at: block.pieces.count, mayCut: true, isWrapped: true)
            x = 0
            if isCut { return }
            rest = tail
        }
    }
}
