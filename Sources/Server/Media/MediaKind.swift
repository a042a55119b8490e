/// Says how a media type is shown: only what cannot carry a script stands in a page.
struct MediaKind: Sendable, Hashable {
    /// The type without its parameters, in lower case.
    let name: String

    /// Reads a media type such as `audio/ogg; codecs=opus`.
    init(_ mediaType: String) {
        name = (mediaType.split(separator: ";").first ?? "").trimmingSpaces.lowercased()
    }

    /// Whether a browser may show or play it in a page; everything else is downloaded.
    var isInline: Bool { Self.inline.contains(name) }

    /// Whether it is a media type at all: two names with a stroke between them.
    var isValid: Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && name.utf8.count <= 127
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy { byte in
                        switch byte {
                        case UInt8(ascii: "a")...UInt8(ascii: "z"),
                            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
                            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                            true
                        default: false
                        }
                    }
            }
    }

    /// Tells whether bytes begin as files of the type do; types without a mark pass for nothing.
    func matches(_ head: some Collection<UInt8>) -> Bool {
        let bytes = Array(head.prefix(16))
        func has(_ mark: String, at place: Int = 0) -> Bool {
            bytes.dropFirst(place).starts(with: mark.utf8)
        }
        switch name {
        case "image/jpeg": return bytes.starts(with: [0xFF, 0xD8, 0xFF])
        case "image/png": return bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A])
        case "image/gif": return has("GIF87a") || has("GIF89a")
        case "image/webp": return has("RIFF") && has("WEBP", at: 8)
        case "audio/ogg", "video/ogg": return has("OggS")
        case "audio/mpeg":
            return has("ID3") || (bytes.first == 0xFF && bytes.dropFirst().first ?? 0 >= 0xE0)
        case "audio/wav": return has("RIFF") && has("WAVE", at: 8)
        case "audio/aac": return bytes.first == 0xFF && bytes.dropFirst().first ?? 0 >= 0xF0
        case "audio/webm", "video/webm": return bytes.starts(with: [0x1A, 0x45, 0xDF, 0xA3])
        case "audio/amr": return has("#!AMR")
        case "audio/mp4", "video/mp4", "video/3gpp": return has("ftyp", at: 4)
        default: return false
        }
    }

    private static let inline: Set<String> = [
        "image/jpeg", "image/png", "image/gif", "image/webp", "audio/ogg", "audio/mpeg",
        "audio/wav", "audio/aac", "audio/webm", "audio/mp4", "audio/amr", "video/mp4",
        "video/webm", "video/ogg", "video/3gpp",
    ]
}
