/// Says what of a body is no JSON, and where.
struct NotJSON: Error, CustomStringConvertible {
    /// How many bytes stand before it.
    let offset: Int
    let reason: String

    var description: String { "not JSON: \(reason) after \(offset) bytes" }
}

/// Reads JSON as providers really send it, within bounds.
///
/// Unlike Foundation's it keeps the digits of long numbers, which are ids, and puts U+FFFD in the
/// place of half a surrogate pair: an emoji cut in two by a provider must not cost the message.
struct JSONReader {
    /// How deep values may stand in each other.
    static let maximumDepth = 64

    /// How many values a body may have.
    static let maximumValues = 500_000

    private let bytes: [UInt8]
    private var place = 0
    private var values = 0

    /// Reads a whole body.
    ///
    /// - Throws: `NotJSON`.
    static func read(_ bytes: [UInt8]) throws(NotJSON) -> JSON {
        var reader = JSONReader(bytes: bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.place = 3 }
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.place == bytes.count else { throw reader.fail("something stands behind it") }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func fail(_ reason: String) -> NotJSON { NotJSON(offset: place, reason: reason) }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    private mutating func value(depth: Int) throws(NotJSON) -> JSON {
        guard depth <= Self.maximumDepth else {
            throw fail("values stand more than \(Self.maximumDepth) deep")
        }
        values += 1
        guard values <= Self.maximumValues else {
            throw fail("there are more than \(Self.maximumValues) values")
        }
        skipSpace()
        guard let byte = next else { throw fail("it ends too early") }
        switch byte {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .list(try elements(depth: depth))
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .truth(true))
        case UInt8(ascii: "f"): return try word("false", .truth(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: String, _ value: JSON) throws(NotJSON) -> JSON {
        guard bytes[place...].starts(with: word.utf8) else { throw fail("a value is expected") }
        place += word.utf8.count
        return value
    }

    private mutating func take(_ sign: Character) -> Bool {
        skipSpace()
        guard next == sign.asciiValue else { return false }
        place += 1
        return true
    }

    private mutating func elements(depth: Int) throws(NotJSON) -> [JSON] {
        place += 1
        var elements: [JSON] = []
        if take("]") { return elements }
        while true {
            elements.append(try value(depth: depth + 1))
            if take("]") { return elements }
            guard take(",") else { throw fail("a comma or the end of a list is expected") }
        }
    }

    private mutating func members(depth: Int) throws(NotJSON) -> [String: JSON] {
        place += 1
        var members: [String: JSON] = [:]
        if take("}") { return members }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw fail("a name is expected") }
            let name = try text()
            guard take(":") else { throw fail("a colon is expected") }
            members[name] = try value(depth: depth + 1)
            if take("}") { return members }
            guard take(",") else { throw fail("a comma or the end of an object is expected") }
        }
    }

    private mutating func number() throws(NotJSON) -> String {
        let start = place
        if next == UInt8(ascii: "-") { place += 1 }
        let first = next
        let whole = digits()
        guard whole > 0, first != UInt8(ascii: "0") || whole == 1 else {
            throw fail("a value is expected")
        }
        if next == UInt8(ascii: ".") {
            place += 1
            guard digits() > 0 else { throw fail("digits are expected") }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            place += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
            guard digits() > 0 else { throw fail("digits are expected") }
        }
        guard place - start <= 400 else { throw fail("a number is too long") }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = place
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
        return place - start
    }

    private mutating func text() throws(NotJSON) -> String {
        place += 1
        var kept: [UInt8] = []
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: kept, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &kept)
            case 0: kept += [0xEF, 0xBF, 0xBD]
            default: kept.append(byte)
            }
        }
        throw fail("a text does not end")
    }

    private mutating func escape(into kept: inout [UInt8]) throws(NotJSON) {
        guard let sign = next else { throw fail("a text does not end") }
        place += 1
        switch sign {
        case UInt8(ascii: "n"): kept.append(0x0A)
        case UInt8(ascii: "t"): kept.append(0x09)
        case UInt8(ascii: "r"): kept.append(0x0D)
        case UInt8(ascii: "b"): kept.append(0x08)
        case UInt8(ascii: "f"): kept.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): kept.append(sign)
        case UInt8(ascii: "u"): kept += Array(String(Character(try scalar())).utf8)
        default: throw fail("a text has an unknown escape")
        }
    }

    private mutating func scalar() throws(NotJSON) -> Unicode.Scalar {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        let first = try unit()
        guard (0xD800...0xDBFF).contains(first) else {
            // U+0000 is no letter, and no text of ours has it.
            return first == 0 ? replacement : Unicode.Scalar(first) ?? replacement
        }
        guard bytes[place...].starts(with: [0x5C, 0x75]) else { return replacement }
        let before = place
        place += 2
        let second = try unit()
        guard (0xDC00...0xDFFF).contains(second) else {
            place = before
            return replacement
        }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)) ?? replacement
    }

    private mutating func unit() throws(NotJSON) -> UInt32 {
        let digits = String(decoding: bytes[place...].prefix(4), as: UTF8.self)
        guard digits.utf8.count == 4, digits.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }),
            let unit = UInt32(digits, radix: 16)
        else { throw fail("four hexadecimal digits are expected") }
        place += 4
        return unit
    }
}
