/// Writes names of files where browsers and providers read them.
enum FileName {
    /// The last part of a name without what a file system or a header could take amiss.
    static func clean(_ name: String) -> String {
        let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init)
        let kept = (last ?? "").unicodeScalars.filter { scalar in
            scalar.value >= 32 && scalar.value != 127 && !scalar.properties.isBidiControl
        }
        return String(String(String.UnicodeScalarView(kept)).trimmingSpaces.prefix(120))
    }

    /// The header that says how a file is to be taken.
    static func disposition(_ name: String, isInline: Bool) -> String {
        let clean = clean(name)
        let plain = String(
            clean.unicodeScalars.map { scalar in
                let isPlain = scalar.isASCII && scalar != "\"" && scalar != "\\" && scalar != "%"
                return isPlain ? Character(scalar) : "_"
            }
        )
        return (isInline ? "inline" : "attachment")
            + "; filename=\"\(plain)\"; filename*=UTF-8''\(clean.percentEncoded)"
    }
}
