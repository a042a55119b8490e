/// Names the content of a file by 64 bits, to tell versions of one file apart.
///
/// It is FNV-1a, which is no protection against somebody who forges files: whoever can write the
/// folder needs no forgery.
public struct Fingerprint: Sendable, Hashable, CustomStringConvertible {
    private let value: UInt64

    /// Reads a content.
    public init(of bytes: some Sequence<UInt8>) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        value = hash
    }

    /// Sixteen hexadecimal digits.
    public var description: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
