extension String {
    /// The text without white space at its ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }

    /// The text on one line, without signs that cannot be seen, as a name is kept.
    var asName: String {
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
