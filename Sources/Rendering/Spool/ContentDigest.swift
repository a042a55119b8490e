internal import CCairo

/// Computes a SHA-256, through GLib, which Pango brings along.
final class ContentDigest {
    private let checksum = g_checksum_new(G_CHECKSUM_SHA256)

    deinit {
        g_checksum_free(checksum)
    }

    /// Adds bytes.
    func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            g_checksum_update(checksum, base, buffer.count)
        }
    }

    /// The sum in hexadecimal; nothing may be added any more.
    func finish() -> String {
        guard let text = g_checksum_get_string(checksum) else { return "" }
        return String(cString: text)
    }
}
