extension String {
    /// The text without white space at its ends.
    var trimmed: String {
        if hasPlainEnds { return self }
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }

    /// Whether it begins and ends with a visible sign of ASCII: there is nothing to cut off.
    private var hasPlainEnds: Bool {
        guard let first = utf8.first, let last = utf8.last else { return true }
        return 0x21..<0x7F ~= first && 0x21..<0x7F ~= last
    }

    /// Whether it is short words of western letters with single spaces between them, as most names.
    private var isTidy: Bool {
        guard hasPlainEnds, utf8.count <= 200 else { return false }
        var last: UInt8 = 0
        for byte in utf8 {
            // Letters with accents begin with 0xC3; what goes on from there is 0x80 to 0xBF.
            let isLetter = 0x20..<0x7F ~= byte || byte == 0xC3 || (last == 0xC3 && byte >= 0x80)
            guard isLetter, byte != 0x20 || last != 0x20 else { return false }
            last = byte
        }
        return true
    }

    /// The text on one line, without signs that cannot be seen, as a name is kept.
    var asName: String {
        if isTidy { return self }
        let visible = unicodeScalars.map { scalar in
            scalar.properties.generalCategory == .control ? " " : Character(scalar)
        }
        return String(
            String(visible).split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(200)
        )
    }

    /// Whether it can be a mail address: one `@` with something on both sides, no white space.
    var isMailAddress: Bool {
        let parts = split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && utf8.count <= 254
            && !contains(where: \.isWhitespace)
    }

    /// Whether it can stand in a URL: lower-case letters and digits, single dashes between them.
    var isSlug: Bool {
        let parts = split(separator: "-", omittingEmptySubsequences: false)
        return utf8.count <= 64
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { 97...122 ~= $0 || 48...57 ~= $0 }
            }
    }
}
