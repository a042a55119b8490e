/// Builds a `multipart/form-data` body whose files need not pass through the plugin's memory.
public struct Multipart: Sendable {
    private var pieces: [HTTPRequest.Piece] = []
    private let boundary: String

    /// Creates an empty form; the boundary must not occur in its content.
    ///
    /// By default nobody can know the boundary who makes a file to be sent.
    public init(boundary: String = Multipart.unknownBoundary()) {
        self.boundary = boundary
    }

    /// Makes a boundary of 128 random bits.
    public static func unknownBoundary() -> String {
        let halves = (0..<2).map { _ in String(UInt64.random(in: .min ... .max), radix: 16) }
        return "conecta-" + halves.joined(separator: "-")
    }

    /// Adds a field.
    public mutating func add(_ name: String, _ value: String) {
        text(
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.quoted(name))\"\r\n\r\n"
        )
        text(value + "\r\n")
    }

    /// Adds a stored file.
    public mutating func add(_ name: String, file id: String, fileName: String, mime: String) {
        text("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(Self.quoted(name))\"; ")
        text("filename=\"\(Self.quoted(fileName))\"\r\n")
        text("Content-Type: \(mime.filter { $0 != "\r" && $0 != "\n" && $0 != "\r\n" })\r\n\r\n")
        pieces.append(.file(id: id))
        text("\r\n")
    }

    /// The body, and the header that belongs to it.
    public var request: (body: [HTTPRequest.Piece], header: (key: String, value: String)) {
        let end = HTTPRequest.Piece.bytes([UInt8]("--\(boundary)--\r\n".utf8))
        return (pieces + [end], ("content-type", "multipart/form-data; boundary=\(boundary)"))
    }

    private mutating func text(_ text: String) {
        pieces.append(.bytes([UInt8](text.utf8)))
    }

    /// Escapes what would end a quoted name, as browsers do.
    private static func quoted(_ text: String) -> String {
        var quoted = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "%22"
            case "\r": quoted += "%0D"
            case "\n": quoted += "%0A"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted
    }
}
