/// Reads the small language between braces, in tests and in arguments.
struct ExpressionParser {
    private let passage: Passage
    private let source: Source
    private let text: [UInt8]
    private var index = 0
    private var depth = 0

    init(_ passage: Passage, _ source: Source) {
        self.passage = passage
        self.source = source
        text = Array(passage.text.utf8)
    }

    // MARK: Whole passages

    /// Cuts a text or an attribute's value into characters and values between braces, up to the
    /// first mistake.
    static func pieces(_ passage: Passage, _ source: Source) -> ([Piece], Finding?) {
        var parser = ExpressionParser(passage, source)
        var pieces: [Piece] = []
        do { try parser.cut(into: &pieces) } catch { return (pieces, error) }
        return (pieces, nil)
    }

    /// Reads the value of a `test` attribute.
    static func test(_ passage: Passage, _ source: Source) throws(Finding) -> Test {
        var parser = ExpressionParser(passage, source)
        let test = try parser.test()
        try parser.end("this test")
        return test
    }

    /// Reads a value that is wholly a test between braces.
    static func flag(_ passage: Passage, _ source: Source) throws(Finding) -> Test {
        var parser = ExpressionParser(passage, source)
        guard parser.takes("{") else {
            throw parser.finding(
                0,
                "a value that is true or false is a test between braces: {test}"
            )
        }
        let test = try parser.test()
        guard parser.takes("}") else { throw parser.finding(parser.index, "expected '}'") }
        try parser.end("this value")
        return test
    }

    /// Reads an attribute that names one value, without braces.
    static func path(_ passage: Passage, _ source: Source) throws(Finding) -> Expression.Path {
        var parser = ExpressionParser(passage, source)
        let path = try parser.path()
        try parser.end("this name")
        return path
    }

    private mutating func cut(into pieces: inout [Piece]) throws(Finding) {
        var plain: [UInt8] = []
        while let byte = current {
            let isBrace = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
            index += 1
            guard isBrace, current != byte else {
                plain.append(byte)
                if isBrace { index += 1 }
                continue
            }
            guard byte == UInt8(ascii: "{") else {
                throw finding(index - 1, "a '}' without '{': write '}}' for the character itself")
            }
            if !plain.isEmpty { pieces.append(.text(String(decoding: plain, as: UTF8.self))) }
            plain = []
            let start = index - 1
            let value = try expression()
            guard takes("}") else {
                let hint = "; a '{' for the character itself is written '{{'"
                throw finding(
                    index,
                    "expected '}' after this value" + (index < text.count ? "" : hint)
                )
            }
            pieces.append(.expression(value, offset: offset(start)))
        }
        if !plain.isEmpty { pieces.append(.text(String(decoding: plain, as: UTF8.self))) }
    }

    private mutating func end(_ what: String) throws(Finding) {
        skipSpace()
        guard index == text.count else {
            throw finding(index, "\(what) should end here")
        }
    }

    // MARK: Values

    private mutating func expression() throws(Finding) -> Expression {
        skipSpace()
        if let operand = try literalOperand() { return operand }
        let start = index
        let test = try test()
        guard takes("?") else {
            if case .truth(let path) = test { return .path(path, format: try format()) }
            throw finding(start, "a test needs '?' and what to write: {test ? 'yes' : 'no'}")
        }
        let then = try operand()
        let otherwise = takes(":") ? try operand() : nil
        return .conditional(test, then: then, otherwise: otherwise)
    }

    private mutating func operand() throws(Finding) -> Expression {
        skipSpace()
        if let operand = try literalOperand() { return operand }
        let path = try path()
        return .path(path, format: try format())
    }

    /// Reads an operand that is not a path, when there is one.
    private mutating func literalOperand() throws(Finding) -> Expression? {
        let start = index
        switch current {
        case UInt8(ascii: "'"):
            return .literal(try literal())
        case UInt8(ascii: "#"):
            index += 1
            return .words(try words(start))
        case UInt8(ascii: "@"):
            index += 1
            guard try name() == "language" else {
                throw finding(start, "the only value of this kind is @language")
            }
            return .language
        case UInt8(ascii: "a") where peeks("asset("):
            index += 6
            skipSpace()
            let asset = try literal()
            guard takes(")") else { throw finding(index, "expected ')' after the asset's name") }
            return .asset(asset, offset: offset(start))
        default:
            return nil
        }
    }

    private mutating func words(_ start: Int) throws(Finding) -> Expression.Words {
        let from = index
        while let byte = current, Self.isName(byte) || byte == UInt8(ascii: ".") || byte == 0x2D {
            index += 1
        }
        let key = String(decoding: text[from..<index], as: UTF8.self)
        guard !key.isEmpty else {
            throw finding(start, "expected a key of the catalogue after '#'")
        }
        var selector: Expression.Path?
        if current == UInt8(ascii: "[") {
            index += 1
            selector = try path()
            guard takes("]") else { throw finding(index, "expected ']' after the choice") }
        }
        var arguments: [(name: String, value: Expression)] = []
        while true {
            skipSpace()
            guard let byte = current, Self.isLetter(byte) else { break }
            let name = try name()
            guard takes("=") else {
                throw finding(index, "expected '=' after the argument '\(name)'")
            }
            arguments.append((name, try operand()))
        }
        return Expression.Words(
            key: key,
            selector: selector,
            arguments: arguments,
            offset: offset(start)
        )
    }

    private mutating func format() throws(Finding) -> Expression.Format? {
        guard takes("|") else { return nil }
        skipSpace()
        let start = index
        let name = try name()
        var places: Int?
        if takes("(") {
            skipSpace()
            let from = index
            while let byte = current, Self.isDigit(byte) { index += 1 }
            places = Int(String(decoding: text[from..<index], as: UTF8.self))
            guard let count = places, count <= 9, takes(")") else {
                throw finding(from, "expected a number of places from 0 to 9 and ')'")
            }
        }
        return Expression.Format(name: name, places: places, offset: offset(start))
    }

    // MARK: Tests

    private mutating func test() throws(Finding) -> Test {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 32 else { throw finding(index, "this test is nested too deeply") }
        var test = try conjunction()
        while takesWord("or") { test = .or(test, try conjunction()) }
        return test
    }

    private mutating func conjunction() throws(Finding) -> Test {
        var test = try negation()
        while takesWord("and") { test = .and(test, try negation()) }
        return test
    }

    private mutating func negation() throws(Finding) -> Test {
        var isNegated = false
        while takesWord("not") { isNegated.toggle() }
        var inner: Test
        if takes("(") {
            inner = try test()
            guard takes(")") else { throw finding(index, "expected ')'") }
        } else {
            inner = try comparison()
        }
        if isNegated { inner = .not(inner) }
        return inner
    }

    private mutating func comparison() throws(Finding) -> Test {
        let path = try path()
        skipSpace()
        let start = index
        for mark in ["==", "!=", "<=", ">=", "<", ">"] where peeks(mark) {
            guard let comparison = Test.Comparison(rawValue: mark) else { continue }
            index += mark.utf8.count
            return .compare(path, comparison, try comparand(), offset: offset(start))
        }
        return .truth(path)
    }

    private mutating func comparand() throws(Finding) -> Test.Operand {
        skipSpace()
        guard let byte = current else { throw finding(index, "expected what to compare with") }
        if byte == UInt8(ascii: "'") { return .text(try literal()) }
        guard Self.isDigit(byte) || byte == UInt8(ascii: "-") else { return .path(try path()) }
        let start = index
        index += 1
        while let byte = current, Self.isDigit(byte) { index += 1 }
        guard let number = Int64(String(decoding: text[start..<index], as: UTF8.self)) else {
            throw finding(start, "this is not a whole number")
        }
        return .integer(number)
    }

    // MARK: Words of the language

    private mutating func path() throws(Finding) -> Expression.Path {
        skipSpace()
        let start = index
        var names = [try name()]
        while current == UInt8(ascii: ".") {
            index += 1
            names.append(try name())
        }
        return Expression.Path(names: names, offset: offset(start))
    }

    private mutating func name() throws(Finding) -> String {
        let start = index
        guard let byte = current, Self.isLetter(byte) else {
            throw finding(index, "expected a name; text in an expression stands in 'quotes'")
        }
        while let byte = current, Self.isName(byte) { index += 1 }
        return String(decoding: text[start..<index], as: UTF8.self)
    }

    private mutating func literal() throws(Finding) -> String {
        let start = index
        guard current == UInt8(ascii: "'") else {
            throw finding(index, "expected a 'text' in quotes")
        }
        index += 1
        while let byte = current, byte != UInt8(ascii: "'") { index += 1 }
        guard current != nil else { throw finding(start, "this text has no closing quote") }
        index += 1
        return String(decoding: text[start + 1..<index - 1], as: UTF8.self)
    }

    // MARK: Characters

    private var current: UInt8? { index < text.count ? text[index] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || (0x09...0x0D).contains(byte) { index += 1 }
    }

    private func peeks(_ mark: String) -> Bool { text[index...].starts(with: mark.utf8) }

    private mutating func takes(_ mark: Character) -> Bool {
        skipSpace()
        guard current == mark.asciiValue else { return false }
        index += 1
        return true
    }

    private mutating func takesWord(_ word: String) -> Bool {
        skipSpace()
        guard peeks(word) else { return false }
        let after = index + word.utf8.count
        guard after == text.count || !Self.isName(text[after]) else { return false }
        index = after
        return true
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func isName(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == 0x5F
    }

    private func offset(_ place: Int) -> Int { passage.offset(of: place, in: source.bytes) }

    private func finding(_ place: Int, _ message: String) -> Finding {
        source.finding(offset(place), message)
    }
}
