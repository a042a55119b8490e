/// Takes the indentation of a template out of what is sent.
enum WhiteSpace {
    /// Trims the literal pieces of a text between its neighbours.
    static func trim(_ pieces: [Piece], _ before: Node?, _ after: Node?, edge: Edge) -> [Piece] {
        guard edge != .preserved else { return pieces }
        var trimmed: [Piece] = []
        for (index, piece) in pieces.enumerated() {
            guard case .text(let text) = piece else {
                trimmed.append(piece)
                continue
            }
            let isFirst = index == 0
            let isLast = index == pieces.count - 1
            if isFirst, isLast, isBlank(text), isDropped(text, before, after) { continue }
            var bytes = collapsed(Array(text.utf8))
            if isFirst, touches(before, edge), startsWithBreak(text) { bytes.removeFirst() }
            if isLast, touches(after, edge), endsWithBreak(text), !bytes.isEmpty {
                bytes.removeLast()
            }
            if !bytes.isEmpty { trimmed.append(.text(String(decoding: bytes, as: UTF8.self))) }
        }
        return trimmed
    }

    static func isBlank(_ text: String) -> Bool { text.utf8.allSatisfy(isSpace) }

    /// White space with a line break is only how the file is laid out, when tags are around it.
    private static func isDropped(_ text: String, _ before: Node?, _ after: Node?) -> Bool {
        guard text.utf8.contains(newline) else { return false }
        for neighbour in [before, after] {
            if case .text = neighbour { return false }
        }
        return true
    }

    /// Makes one space of each run of white space that holds a line break.
    private static func collapsed(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard isSpace(bytes[index]) else {
                result.append(bytes[index])
                index += 1
                continue
            }
            let start = index
            while index < bytes.count, isSpace(bytes[index]) { index += 1 }
            let run = bytes[start..<index]
            if run.contains(newline) { result.append(space) } else { result += run }
        }
        return result
    }

    private static func startsWithBreak(_ text: String) -> Bool {
        text.utf8.prefix(while: isSpace).contains(newline)
    }

    private static func endsWithBreak(_ text: String) -> Bool {
        text.utf8.reversed().prefix(while: isSpace).contains(newline)
    }

    /// Tells whether a text stands directly beside the tag of a block or of our own.
    private static func touches(_ neighbour: Node?, _ edge: Edge) -> Bool {
        switch neighbour {
        case nil: edge == .block
        case .text: false
        case .element(let element): Vocabulary.isBlock(element) && element.space != .template
        }
    }

    private static let newline = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}
