/// Is a form with files, as `multipart/form-data` carries it.
struct MultipartForm: Sendable {
    /// Is one part of it.
    struct Part: Sendable {
        var name: String
        var fileName: String?
        var mediaType: String
        var bytes: ArraySlice<UInt8>
    }

    private(set) var parts: [Part] = []

    /// Reads a form; `nil` when the body is not one of that type.
    init?(_ body: [UInt8], contentType: String) {
        guard contentType.lowercased().hasPrefix("multipart/form-data"),
            let boundary = Self.value(of: "boundary", in: contentType), !boundary.isEmpty
        else { return nil }
        let separator = Array("--\(boundary)".utf8)
        var place = body[...]
        guard let start = Self.find(separator, in: place) else { return nil }
        place = place[(start + separator.count)...]
        while !place.starts(with: Array("--".utf8)) {
            guard let end = Self.find(Array("\r\n".utf8) + separator, in: place) else { return nil }
            if let part = Self.part(place[..<end].dropFirst(2)) { parts.append(part) }
            place = place[(end + 2 + separator.count)...]
        }
    }

    /// The part with a name.
    subscript(name: String) -> Part? { parts.first { $0.name == name } }

    private static func part(_ bytes: ArraySlice<UInt8>) -> Part? {
        guard let end = find(Array("\r\n\r\n".utf8), in: bytes) else { return nil }
        var part = Part(
            name: "",
            fileName: nil,
            mediaType: "text/plain",
            bytes: bytes[(end + 4)...]
        )
        for line in String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n") {
            let pieces = line.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
            guard pieces.count == 2 else { continue }
            switch pieces[0].lowercased() {
            case "content-disposition":
                part.name = value(of: "name", in: String(pieces[1])) ?? ""
                part.fileName = value(of: "filename", in: String(pieces[1]))
            case "content-type":
                part.mediaType = String(pieces[1])
            default:
                continue
            }
        }
        return part
    }

    private static func value(of key: String, in header: String) -> String? {
        for piece in header.split(separator: ";").dropFirst() {
            let pair = piece.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, pair[0].drop(while: { $0 == " " }).lowercased() == key else {
                continue
            }
            return String(pair[1].filter { $0 != "\"" })
        }
        return nil
    }

    private static func find(_ needle: [UInt8], in hay: ArraySlice<UInt8>) -> Int? {
        guard let head = needle.first, hay.count >= needle.count else { return nil }
        var start = hay.startIndex
        let last = hay.endIndex - needle.count
        while start <= last {
            guard let index = hay[start...last].firstIndex(of: head) else { return nil }
            if hay[index..<(index + needle.count)].elementsEqual(needle) { return index }
            start = index + 1
        }
        return nil
    }
}
