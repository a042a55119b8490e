internal import Paper

/// Builds HTML as bytes; whatever is given as text or value is escaped here and nowhere else.
struct HtmlText {
    var bytes: [UInt8] = []

    /// Opens an element; attributes with empty values are left out.
    mutating func open(_ name: String, _ attributes: KeyValuePairs<StaticString, String> = [:]) {
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: name.utf8)
        for (key, value) in attributes where !value.isEmpty {
            bytes.append(0x20)
            append(key)
            bytes.append(contentsOf: "=\"".utf8)
            text(value)
            bytes.append(UInt8(ascii: "\""))
        }
        bytes.append(UInt8(ascii: ">"))
    }

    /// Closes an element.
    mutating func close(_ name: String) {
        bytes.append(contentsOf: "</".utf8)
        bytes.append(contentsOf: name.utf8)
        bytes.append(UInt8(ascii: ">"))
    }

    /// Writes an element that has no content.
    mutating func empty(
        _ name: String,
        _ attributes: KeyValuePairs<StaticString, String> = [:]
    ) {
        open(name, attributes)
    }

    /// Writes an element with text in it.
    mutating func element(
        _ name: String,
        _ attributes: KeyValuePairs<StaticString, String>,
        _ content: String
    ) {
        open(name, attributes)
        text(content)
        close(name)
    }

    /// Writes what is HTML, or a style sheet, already.
    mutating func markup(_ markup: String) {
        bytes.append(contentsOf: markup.utf8)
    }

    /// Writes text; control characters that HTML forbids become spaces.
    mutating func text(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "\""): append("&quot;")
            case UInt8(ascii: "'"): append("&#39;")
            case 0x09, 0x0A: bytes.append(byte)
            case 0..<0x20, 0x7F: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
    }

    private mutating func append(_ text: StaticString) {
        bytes.append(
            contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        )
    }

    /// An address that a link may lead to, or nothing.
    static func target(_ address: String) -> String {
        let schemes = ["https:", "http:", "mailto:", "tel:", "#"]
        let lowered = address.lowercased()
        return schemes.contains { lowered.hasPrefix($0) } ? address : ""
    }
}

extension Tone {
    /// The class of the tone; none for neutral.
    var name: String {
        switch self {
        case .neutral: ""
        case .muted: "tone-muted"
        case .accent: "tone-accent"
        case .good: "tone-good"
        case .warning: "tone-warning"
        case .critical: "tone-critical"
        }
    }
}

extension Alignment {
    /// The class of the alignment; none for the start.
    var name: String {
        switch self {
        case .start: ""
        case .center: "align-center"
        case .end: "align-end"
        case .justify: "align-justify"
        }
    }
}

extension [String] {
    /// The names that are not empty, as the value of a `class`.
    var joinedClasses: String { filter { !$0.isEmpty }.joined(separator: " ") }
}
