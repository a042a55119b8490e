/// Is the address of a mailbox, perhaps with the name of whom it belongs to.
public struct MailAddress: Sendable, Hashable, Codable {
    /// The address, such as `ana@example.com`.
    public let address: String

    /// The name, on one line; empty for none.
    public let name: String

    /// Reads an address; `nil` for what cannot be one, or could be taken for something else.
    ///
    /// Only plain addresses in ASCII are taken: no quotes, no comments, and no line ends that would
    /// begin another header.
    public init?(_ address: String, name: String = "") {
        guard Self.isPlain(address) else { return nil }
        self.address = address
        self.name = name.onOneLine
    }

    /// The domain of the address.
    public var domain: String {
        address.split(separator: "@").last.map(String.init) ?? "localhost"
    }

    private static func isPlain(_ address: String) -> Bool {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard address.utf8.count <= 254, parts.count == 2, (1...64).contains(parts[0].utf8.count)
        else { return false }
        let atoms = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard atoms.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isAtomic) }) else {
            return false
        }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isAtomic(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}

extension String {
    /// The text without line ends and other signs that are none to be read, at most 500 letters.
    var onOneLine: String {
        var text = ""
        for scalar in unicodeScalars {
            let isControl = scalar.value < 32 || (127..<160).contains(scalar.value)
            let isSeparator = scalar.value == 0x2028 || scalar.value == 0x2029
            if isControl || isSeparator || scalar.properties.isBidiControl {
                if text.last != " " { text.append(" ") }
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return String(text.prefix(500)).trimmed
    }

    /// The text without spaces at its ends.
    var trimmed: String {
        var rest = self[...]
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
