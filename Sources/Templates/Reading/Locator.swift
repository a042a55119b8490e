/// Finds the places of tags, attributes and texts in a file that is known to be well-formed.
///
/// The tree of libxml2 keeps lines only, and not even those of attributes. Its tokens come in the
/// order of the document, so walking both side by side gives every node its exact place.
struct Locator {
    struct Tag {
        let offset: Int
        /// Qualified name, offset of the name, bytes of the value.
        let attributes: [(name: [UInt8], offset: Int, value: Range<Int>)]
    }

    /// Start tags in the order of the document.
    private(set) var tags: [Tag] = []

    /// Runs of characters and CDATA sections in the order of the document.
    private(set) var texts: [Range<Int>] = []

    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0
    private var endOfVerbatim = -1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        while index < bytes.count { token() }
    }

    private mutating func token() {
        guard bytes[index] == UInt8(ascii: "<") else {
            let start = index
            while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
            return add(start..<index)
        }
        if skips("<!--") { return find("-->") }
        if skips("<?") { return find("?>") }
        if skips("<![CDATA[") {
            let follows = index - 9 == endOfVerbatim
            let start = index
            find("]]>")
            endOfVerbatim = index
            // The library makes one node of two sections without anything between.
            guard !follows else { return }
            return add(start..<max(start, index - 3))
        }
        guard index + 1 < bytes.count, bytes[index + 1] != UInt8(ascii: "/") else {
            depth -= 1
            return find(">")
        }
        tag()
    }

    /// Keeps the place of characters, but not of the white space around the root.
    private mutating func add(_ text: Range<Int>) {
        if depth > 0 { texts.append(text) }
    }

    private mutating func tag() {
        let start = index
        index += 1
        skip { !Self.isSpace($0) && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ">") }
        var attributes: [(name: [UInt8], offset: Int, value: Range<Int>)] = []
        while index < bytes.count {
            skip { Self.isSpace($0) || $0 == UInt8(ascii: "/") }
            guard index < bytes.count, bytes[index] != UInt8(ascii: ">") else { break }
            let name = index
            skip { !Self.isSpace($0) && $0 != UInt8(ascii: "=") }
            let end = index
            skip { Self.isSpace($0) || $0 == UInt8(ascii: "=") }
            guard index < bytes.count else { break }
            let quote = bytes[index]
            index += 1
            let value = index
            skip { $0 != quote }
            attributes.append((Array(bytes[name..<end]), name, value..<index))
            index += 1
        }
        if index > 0, bytes[index - 1] != UInt8(ascii: "/") { depth += 1 }
        index += 1
        tags.append(Tag(offset: start, attributes: attributes))
    }

    private mutating func skip(while belongs: (UInt8) -> Bool) {
        while index < bytes.count, belongs(bytes[index]) { index += 1 }
    }

    private mutating func skips(_ mark: StaticString) -> Bool {
        guard matches(mark, at: index) else { return false }
        index += mark.utf8CodeUnitCount
        return true
    }

    private mutating func find(_ mark: StaticString) {
        while index < bytes.count, !matches(mark, at: index) { index += 1 }
        index = min(bytes.count, index + mark.utf8CodeUnitCount)
    }

    private func matches(_ mark: StaticString, at place: Int) -> Bool {
        guard place + mark.utf8CodeUnitCount <= bytes.count else { return false }
        return mark.withUTF8Buffer { bytes[place...].starts(with: $0) }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}

extension Passage {
    /// Finds the offset in the file of a byte of the decoded text.
    func offset(of target: Int, in bytes: [UInt8]) -> Int {
        var decoded = 0
        var index = range.lowerBound
        while index < range.upperBound, decoded < target {
            let byte = bytes[index]
            if byte == UInt8(ascii: "&"), !isVerbatim {
                let end = bytes[index..<range.upperBound].firstIndex(of: UInt8(ascii: ";"))
                let next = (end ?? range.upperBound - 1) + 1
                decoded += Self.length(ofReference: bytes[index..<next])
                index = next
            } else if byte == 0x0D, index + 1 < range.upperBound, bytes[index + 1] == 0x0A {
                index += 1
            } else {
                decoded += 1
                index += 1
            }
        }
        return index
    }

    /// Counts the UTF-8 bytes that a reference such as `&#233;` or `&lt;` stands for.
    private static func length(ofReference bytes: ArraySlice<UInt8>) -> Int {
        let name = bytes.dropFirst().dropLast()
        guard name.first == UInt8(ascii: "#") else { return 1 }
        let digits = String(decoding: name.dropFirst(), as: UTF8.self)
        let value =
            digits.hasPrefix("x")
            ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return value.flatMap(Unicode.Scalar.init).map { UTF8.width($0) } ?? 1
    }
}
