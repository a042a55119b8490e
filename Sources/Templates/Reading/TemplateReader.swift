internal import CLibXML2

/// Reads a file into a tree by libxml2, with limits on size, depth and count.
struct TemplateReader {
    /// The largest file, in bytes.
    static let largest = 1 << 20

    /// The deepest nesting of elements.
    static let deepest = 64

    /// The most elements in a file.
    static let most = 20_000

    private static let start: Void = conecta_xml_start()

    private let source: Source
    private let locator: Locator
    private var nextTag = 0
    private var nextText = 0

    /// Parses the text of a source.
    static func read(_ source: Source) throws(Finding) -> Element {
        guard source.bytes.count <= largest else {
            throw source.finding(
                0,
                "the file has \(source.bytes.count) bytes; a template may have \(largest): split it"
            )
        }
        guard !source.bytes.isEmpty else {
            throw source.finding(0, "the file is empty; its root is c:template")
        }
        guard String(validating: source.bytes, as: UTF8.self) != nil else {
            throw source.finding(0, "the file is not UTF-8: save it in that encoding")
        }
        _ = start
        var fault = conecta_xml_fault()
        let parsed = source.bytes.withUnsafeBytes { bytes in
            bytes.bindMemory(to: CChar.self).baseAddress.flatMap {
                conecta_xml_parse($0, Int32(bytes.count), &fault)
            }
        }
        guard let parsed else { throw finding(fault, in: source) }
        defer { xmlFreeDoc(parsed) }
        guard let root = xmlDocGetRootElement(parsed) else {
            throw source.finding(0, "the file has no element; its root is c:template")
        }
        var reader = TemplateReader(source: source, locator: Locator(source.bytes))
        return try reader.element(root, depth: 1)
    }

    private static func finding(_ fault: conecta_xml_fault, in source: Source) -> Finding {
        var text = withUnsafeBytes(of: fault.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        text = String(text.split(separator: "\n").first ?? "not well-formed")
        if fault.doctype != 0 {
            text = "a template has no DOCTYPE: remove it; the html element brings it"
        } else if text.hasPrefix("Entity '") {
            text += ": write the character itself or its number, such as &#160;"
        }
        return Finding(
            weight: .fault,
            file: source.file,
            line: max(1, Int(fault.line)),
            column: max(1, Int(fault.column)),
            message: text
        )
    }

    private init(source: Source, locator: Locator) {
        self.source = source
        self.locator = locator
    }

    private mutating func element(
        _ node: UnsafeMutablePointer<xmlNode>,
        depth: Int
    ) throws(Finding) -> Element {
        guard nextTag < locator.tags.count else {
            throw source.finding(0, "the places of this file's tags cannot be told")
        }
        let tag = locator.tags[nextTag]
        nextTag += 1
        guard depth <= Self.deepest else {
            throw source.finding(
                tag.offset,
                "elements are nested deeper than \(Self.deepest): move some into a fragment"
            )
        }
        guard nextTag <= Self.most else {
            throw source.finding(
                tag.offset,
                "the file has more than \(Self.most) elements: split it"
            )
        }
        let attributes = attributes(node, tag)
        var children: [Node] = []
        var next = node.pointee.children
        while let child = next {
            switch child.pointee.type {
            case XML_ELEMENT_NODE:
                children.append(.element(try element(child, depth: depth + 1)))
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                let isVerbatim = child.pointee.type == XML_CDATA_SECTION_NODE
                children.append(.text(passage(child, isVerbatim: isVerbatim)))
            case XML_COMMENT_NODE:
                break
            default:
                throw source.finding(
                    tag.offset,
                    "only elements, text and comments may stand in an element"
                )
            }
            next = child.pointee.next
        }
        return Element(
            space: Space(uri: Self.uri(node.pointee.ns)),
            name: Self.text(node.pointee.name),
            attributes: attributes.filter { $0.space != Self.xml },
            children: children,
            offset: tag.offset,
            keepsSpace: attributes.contains {
                $0.space == Self.xml && $0.name == "space" && $0.value.text == "preserve"
            }
        )
    }

    private static let xml = Space.foreign("http://www.w3.org/XML/1998/namespace")

    private mutating func passage(
        _ node: UnsafeMutablePointer<xmlNode>,
        isVerbatim: Bool
    ) -> Passage {
        let range = nextText < locator.texts.count ? locator.texts[nextText] : 0..<0
        nextText += 1
        return Passage(text: Self.text(node.pointee.content), range: range, isVerbatim: isVerbatim)
    }

    private func attributes(
        _ node: UnsafeMutablePointer<xmlNode>,
        _ tag: Locator.Tag
    ) -> [Attribute] {
        var found: [Attribute] = []
        var next = node.pointee.properties
        while let attribute = next {
            let name = Self.text(attribute.pointee.name)
            let prefix = attribute.pointee.ns?.pointee.prefix.map { Self.text($0) + ":" } ?? ""
            let place = tag.attributes.first { $0.name.elementsEqual((prefix + name).utf8) }
            var value = ""
            var part = attribute.pointee.children
            while let text = part {
                value += Self.text(text.pointee.content)
                part = text.pointee.next
            }
            found.append(
                Attribute(
                    space: Space(uri: Self.uri(attribute.pointee.ns)),
                    name: name,
                    value: Passage(text: value, range: place?.value ?? tag.offset..<tag.offset),
                    offset: place?.offset ?? tag.offset
                )
            )
            next = attribute.pointee.next
        }
        return found
    }

    private static func uri(_ space: UnsafeMutablePointer<xmlNs>?) -> String? {
        space.flatMap { $0.pointee.href }.map { text($0) }
    }

    private static func text(_ characters: UnsafePointer<xmlChar>?) -> String {
        characters.map { String(cString: $0) } ?? ""
    }
}
