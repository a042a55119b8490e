/// Says what is wrong with a path, and at which sign of it.
struct UnreadablePath: Error, CustomStringConvertible {
    let description: String

    init(_ text: String, at column: Int, _ reason: String) {
        description = "\"\(text)\", sign \(column + 1): \(reason)"
    }
}

extension Path: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            self = try Path(try container.decode(String.self))
        } catch let error as UnreadablePath {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: error.description
            )
        }
    }

    /// Reads a path.
    init(_ text: String) throws(UnreadablePath) {
        guard text.utf8.count <= 512 else {
            throw UnreadablePath(
                String(text.prefix(32)) + "…",
                at: 0,
                "a path has at most 512 bytes"
            )
        }
        var reader = PathReader(text: text)
        (root, steps) = try reader.read()
        self.text = text
    }
}

private struct PathReader {
    private let text: String
    private let signs: [Character]
    private var place = 0

    init(text: String) {
        self.text = text
        signs = Array(text)
    }

    private var next: Character? { place < signs.count ? signs[place] : nil }

    private func fail(_ reason: String) -> UnreadablePath {
        UnreadablePath(text, at: place, reason)
    }

    mutating func read() throws(UnreadablePath) -> (Path.Root, [Path.Step]) {
        let root: Path.Root
        switch next {
        case "$": root = .body
        case "@": root = .element
        default: throw fail("a path begins with $ (the body) or @ (what is being read)")
        }
        place += 1
        var steps: [Path.Step] = []
        while let sign = next {
            place += 1
            switch sign {
            case ".": steps.append(try name())
            case "[": steps.append(try bracket())
            default:
                place -= 1
                throw fail("a dot or a bracket is expected")
            }
            guard steps.count <= 32 else { throw fail("a path has at most 32 steps") }
        }
        return (root, steps)
    }

    private mutating func name() throws(UnreadablePath) -> Path.Step {
        if next == "*" {
            place += 1
            return .all
        }
        let start = place
        while let sign = next, String(sign).isMemberName { place += 1 }
        guard place > start else {
            throw fail(
                next == "."
                    ? "two dots are not supported" : "a name or * is expected; others in ['…']"
            )
        }
        return .member(String(signs[start..<place]))
    }

    private mutating func bracket() throws(UnreadablePath) -> Path.Step {
        let step: Path.Step
        switch next {
        case "*":
            place += 1
            step = .all
        case "'", "\"":
            step = .member(try quoted())
        case "?": throw fail("filters are not supported: use \"only\"")
        default:
            let start = place
            while let sign = next, sign == "-" || ("0"..."9").contains(sign) { place += 1 }
            guard let index = Int(String(signs[start..<place])), abs(index) <= 1_000_000 else {
                place = start
                throw fail("a number, * or a name in quotes is expected")
            }
            step = .index(index)
        }
        guard next == "]" else { throw fail("] is expected") }
        place += 1
        return step
    }

    private mutating func quoted() throws(UnreadablePath) -> String {
        let quote = next
        place += 1
        var name = ""
        while let sign = next {
            place += 1
            if sign == quote { return name }
            guard sign == "\\" else {
                name.append(sign)
                continue
            }
            guard let escaped = next, ["\\", "'", "\"", "/"].contains(escaped) else {
                throw fail("after \\ only \\, / and quotes can stand")
            }
            name.append(escaped)
            place += 1
        }
        throw fail("the quote does not end")
    }
}
