internal import CCairo
internal import Foundation

/// Seals a PDF: a keyed hash of all that stands before it, in the file's last dictionary.
///
/// Whoever has the key can tell whether the file is, byte for byte, what this installation wrote.
/// It is no signature: who has the key can also make one.
enum PdfSeal {
    /// The entry of the trailer.
    static let key = "ConectaSeal"

    /// How many digits it has.
    static let length = 64

    /// What follows the seal to the end of the file.
    static func ending(_ table: Int64) -> String {
        ">\n>>\nstartxref\n\(table)\n%%EOF\n"
    }

    /// Computes the seal of a file's head, as it is read.
    static func state(of file: URL, key secret: [UInt8]) throws -> PaperProof.Seal {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        let size = Int64(try handle.seekToEnd())
        let start = max(0, size - 1_024)
        try handle.seek(toOffset: UInt64(start))
        let tail = PdfText([UInt8](try handle.read(upToCount: 1_024) ?? Data()))
        let opening = "/\(key) <"
        guard let place = tail.last(opening) else { return .missing }
        let first = place + opening.utf8.count
        guard first + length < tail.bytes.count else { return .broken }
        let found = String(decoding: tail.bytes[first..<first + length], as: UTF8.self)
        let rest = String(decoding: tail.bytes[(first + length)...], as: UTF8.self)
        let mark = "startxref\n"
        guard let table = tail.last(mark).flatMap({ tail.number(after: $0 + mark.utf8.count) }),
            rest == ending(table)
        else { return .broken }
        let maker = SealMaker(key: secret)
        try handle.seek(toOffset: 0)
        var left = start + Int64(first)
        while left > 0 {
            let count = Int(min(left, 1 << 20))
            guard let piece = try handle.read(upToCount: count), !piece.isEmpty else {
                return .broken
            }
            maker.update([UInt8](piece))
            left -= Int64(piece.count)
        }
        return Self.equal(found, maker.finish()) ? .intact : .broken
    }

    /// Compares without telling by its time how much agrees.
    private static func equal(_ one: String, _ other: String) -> Bool {
        let (one, other) = (Array(one.utf8), Array(other.utf8))
        guard one.count == other.count else { return false }
        return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Computes an HMAC of SHA-256, through GLib, which Pango brings along.
final class SealMaker {
    private let mac: OpaquePointer?

    init(key: [UInt8]) {
        mac = g_hmac_new(G_CHECKSUM_SHA256, key, gsize(key.count))
    }

    deinit {
        if let mac { g_hmac_unref(mac) }
    }

    /// Adds bytes.
    func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, !buffer.isEmpty else { return }
            g_hmac_update(mac, base, buffer.count)
        }
    }

    /// The hash in hexadecimal; nothing may be added any more.
    func finish() -> String {
        guard let text = g_hmac_get_string(mac) else { return "" }
        return String(cString: text)
    }
}
