/// A piece of a template's tree, with the places where it stands in the file.
enum Node: Sendable {
    case element(Element)
    case text(Passage)
}

/// Characters of a template as they are after XML's decoding, and where they stand in the file.
struct Passage: Sendable {
    let text: String

    /// The bytes of the file that wrote it.
    let range: Range<Int>

    /// Whether they stood in a CDATA section, where `&` means itself.
    var isVerbatim = false
}

struct Attribute: Sendable {
    let space: Space
    let name: String
    let value: Passage

    /// Where its name begins in the file.
    let offset: Int
}

struct Element: Sendable {
    let space: Space
    let name: String
    let attributes: [Attribute]
    let children: [Node]

    /// Where its `<` stands in the file.
    let offset: Int

    /// Whether `xml:space="preserve"` stands on it.
    let keepsSpace: Bool

    /// Finds an attribute without namespace.
    func attribute(_ name: String) -> Attribute? {
        attributes.first { $0.space == .none && $0.name == name }
    }

    /// Finds an attribute of our own namespace.
    func directive(_ name: String) -> Attribute? {
        attributes.first { $0.space == .template && $0.name == name }
    }

    /// The elements directly in it.
    var elements: [Element] {
        children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }
}

/// The vocabularies that a template may use.
enum Space: Sendable, Equatable {
    case none
    case html
    case svg
    case template
    case foreign(String)

    init(uri: String?) {
        switch uri {
        case nil: self = .none
        case "http://www.w3.org/1999/xhtml": self = .html
        case "http://www.w3.org/2000/svg": self = .svg
        case "urn:conecta:template": self = .template
        case .some(let other): self = .foreign(other)
        }
    }
}
