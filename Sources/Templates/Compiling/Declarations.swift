/// Understands `c:facts`: names, types, and the facts of fragments that are referred to.
struct Declarations {
    /// The root elements of all templates that could be read, with their sources.
    private let roots: [String: (root: Element, source: Source)]

    private(set) var shapes: [String: Shape] = [:]
    private(set) var findings: [Finding] = []
    private var open: [String] = []

    init(_ roots: [String: (root: Element, source: Source)]) {
        self.roots = roots
        for name in roots.keys.sorted() { _ = shape(of: name) }
    }

    static func isName(_ text: some StringProtocol) -> Bool {
        guard let first = text.utf8.first, isLetter(first) else { return false }
        let isPlain = text.utf8.allSatisfy { isLetter($0) || $0 &- 0x30 < 10 || $0 == 0x5F }
        return isPlain && !["and", "or", "not", "count"].contains(text)
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte & 0xDF) &- 0x41 < 26 }

    /// The facts of a template, or nothing when they are at fault or refer to each other.
    private mutating func shape(of name: String) -> Shape? {
        if let known = shapes[name] { return known }
        guard let (root, source) = roots[name] else { return nil }
        open.append(name)
        defer { open.removeLast() }
        let fields = root.elements.first { $0.space == .template && $0.name == "facts" }
        let shape = Shape(self.fields(fields?.elements ?? [], source))
        shapes[name] = shape
        return shape
    }

    private mutating func fields(_ elements: [Element], _ source: Source) -> [Shape.Field] {
        var fields: [Shape.Field] = []
        for element in elements {
            guard element.space == .template, element.name == "fact" else {
                report(element.offset, "c:facts and lists of facts hold c:fact alone", source)
                continue
            }
            guard let field = field(element, source) else { continue }
            if fields.contains(where: { $0.name == field.name }) {
                report(element.offset, "the fact '\(field.name)' is declared twice", source)
            }
            fields.append(field)
        }
        if fields.count > 64 {
            report(elements[64].offset, "more than 64 facts: group some in a record", source)
        }
        return fields
    }

    private mutating func field(_ element: Element, _ source: Source) -> Shape.Field? {
        for attribute in element.attributes
        where !["name", "type", "values", "of", "without"].contains(attribute.name) {
            report(attribute.offset, "c:fact has no attribute '\(attribute.name)'", source)
        }
        guard let name = element.attribute("name"), let type = element.attribute("type") else {
            report(element.offset, "c:fact needs the attributes 'name' and 'type'", source)
            return nil
        }
        guard Self.isName(name.value.text) else {
            let message = "a name has letters, digits and _, and is not and, or, not or count"
            report(name.value.range.lowerBound, message, source)
            return nil
        }
        let isOptional = type.value.text.hasSuffix("?")
        let word = isOptional ? String(type.value.text.dropLast()) : type.value.text
        guard let kind = kind(word, type, element, source) else { return nil }
        return Shape.Field(name: name.value.text, kind: kind, isOptional: isOptional)
    }

    private mutating func kind(
        _ word: String,
        _ type: Attribute,
        _ element: Element,
        _ source: Source
    ) -> Kind? {
        let plain: [String: Kind] = [
            "text": .text, "integer": .integer, "number": .number, "flag": .flag,
            "moment": .moment, "duration": .duration, "markup": .markup, "texts": .texts,
        ]
        switch word {
        case "choice":
            let values = element.attribute("values")?.value.text
                .split(whereSeparator: \.isWhitespace).map(String.init)
            guard let values, !values.isEmpty else {
                report(element.offset, "a choice needs its values: values=\"one other\"", source)
                return nil
            }
            return .choice(values)
        case "list":
            return nested(element, source).map { .list($0) }
        case "record":
            return nested(element, source).map { .record($0) }
        default:
            if let kind = plain[word] { return kind }
            let known = plain.keys.sorted() + ["choice", "list", "record"]
            let message =
                "there is no type '\(word)'\(Spelling.hint(word, among: known));"
                + " types are: \(known.joined(separator: ", "))"
            report(type.value.range.lowerBound, message, source)
            return nil
        }
    }

    /// The facts of a list's items or of a record: nested, or those of a fragment.
    private mutating func nested(_ element: Element, _ source: Source) -> Shape? {
        guard let other = element.attribute("of") else {
            guard !element.elements.isEmpty else {
                let message = "declare the fields in it, or name a fragment: of=\"card\""
                report(element.offset, message, source)
                return nil
            }
            return Shape(fields(element.elements, source))
        }
        let place = other.value.range.lowerBound
        let name = "fragments/" + other.value.text
        if !element.elements.isEmpty {
            report(place, "'of' stands for the fields: nest none beside it", source)
        }
        guard roots[name] != nil else {
            let known = roots.keys.filter { $0.hasPrefix("fragments/") }.map { $0.dropFirst(10) }
            let hint = Spelling.hint(other.value.text, among: known.map(String.init))
            report(place, "there is no usable \(name).xml\(hint)", source)
            return nil
        }
        guard !open.contains(name) else {
            let way = (open + [name]).joined(separator: " → ")
            report(place, "facts cannot hold themselves: \(way)", source)
            return nil
        }
        return shape(of: name).map { leaveOut(element, $0, source) }
    }

    private mutating func leaveOut(_ element: Element, _ shape: Shape, _ source: Source) -> Shape {
        guard let without = element.attribute("without") else { return shape }
        let names = without.value.text.split(whereSeparator: \.isWhitespace).map(String.init)
        for name in names where shape.field(name) == nil {
            report(without.offset, "there is no fact '\(name)' to leave out", source)
        }
        return Shape(shape.fields.filter { !names.contains($0.name) })
    }

    private mutating func report(_ offset: Int, _ message: String, _ source: Source) {
        findings.append(source.finding(offset, message))
    }
}
