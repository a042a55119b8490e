internal import CCairo
public import Foundation

/// Tells what a PDF says about its own origin.
public struct PaperProof: Sendable, Hashable {
    /// Says whether the file is what an installation wrote.
    public enum Seal: String, Sendable, Hashable {
        /// It has the seal of the key, and no byte was changed since.
        case intact
        /// It has a seal, but of another key or over other bytes.
        case broken
        /// It has none: another program wrote the file, or wrote it again.
        case missing
    }

    /// The seal.
    public let seal: Seal

    /// The SHA-256 of the content that the file claims to show; `nil` when it claims none.
    public let contentHash: String?

    /// Reads a PDF; its metadata is found also where another program has written the file again.
    ///
    /// - Throws: `RenderingError.malformed` when it is no PDF that can be read.
    public static func read(_ file: URL, sealKey: [UInt8]) throws -> PaperProof {
        PaperProof(
            seal: try PdfSeal.state(of: file, key: sealKey),
            contentHash: try claim(of: file)
        )
    }

    private static func claim(of file: URL) throws -> String? {
        var pdf = qpdf_init()
        defer {
            // An error that nobody asked for would be written to the terminal.
            if qpdf_has_error(pdf) != 0 { _ = qpdf_get_error(pdf) }
            qpdf_cleanup(&pdf)
        }
        qpdf_silence_errors(pdf)
        qpdf_set_suppress_warnings(pdf, QPDF_TRUE)
        _ = qpdf_read(pdf, file.path, nil)
        guard qpdf_has_error(pdf) == 0 else {
            throw RenderingError.malformed("\(file.path) is no PDF that can be read")
        }
        let metadata = qpdf_oh_get_key(pdf, qpdf_get_root(pdf), "/Metadata")
        guard qpdf_oh_is_stream(pdf, metadata) != 0 else { return nil }
        var bytes: UnsafeMutablePointer<UInt8>?
        var count = 0
        _ = qpdf_oh_get_stream_data(pdf, metadata, qpdf_dl_all, nil, &bytes, &count)
        defer { free(bytes) }
        guard qpdf_has_error(pdf) == 0, let bytes, count < 1 << 20 else {
            return nil
        }
        return hash(in: PdfText(Array(UnsafeBufferPointer(start: bytes, count: count))))
    }

    private static func hash(in packet: PdfText) -> String? {
        let opening = "<\(PdfMetadata.element)>"
        guard let place = packet.first(opening) else { return nil }
        let first = place + opening.utf8.count
        guard first + 64 <= packet.bytes.count else { return nil }
        let text = String(decoding: packet.bytes[first..<first + 64], as: UTF8.self)
        return text.allSatisfy { $0.isHexDigit && !$0.isUppercase } ? text : nil
    }
}
