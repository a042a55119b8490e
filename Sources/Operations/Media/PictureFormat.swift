/// Names a format of pictures that browsers show and that its first bytes give away.
///
/// Drawings such as SVG are not among them: they can hold scripts, and are kept as plain files.
enum PictureFormat: String, Sendable, CaseIterable {
    case jpeg = "image/jpeg"
    case png = "image/png"
    case gif = "image/gif"
    case webp = "image/webp"

    /// How many bytes it takes to tell.
    static let prefixLength = 12

    /// Tells the format of a file by its first bytes; `nil` when it is none of these.
    init?(prefix bytes: [UInt8]) {
        func has(_ signature: [UInt8], at offset: Int = 0) -> Bool {
            bytes.dropFirst(offset).starts(with: signature)
        }
        if has([0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if has(Array("GIF87a".utf8)) || has(Array("GIF89a".utf8)) {
            self = .gif
        } else if has(Array("RIFF".utf8)), has(Array("WEBP".utf8), at: 8) {
            self = .webp
        } else {
            return nil
        }
    }

    /// Decides which type a file goes by: what calls itself a picture must be one of these.
    static func verified(_ claimed: String, prefix: [UInt8]) -> String {
        let claimed = claimed.lowercased()
        guard claimed.hasPrefix("image/") else { return claimed }
        return PictureFormat(prefix: prefix)?.rawValue ?? "application/octet-stream"
    }
}
