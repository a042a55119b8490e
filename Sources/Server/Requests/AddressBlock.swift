internal import Foundation

/// Names the block of addresses that one client has: an IPv4 address, or the first 64 bits of IPv6,
/// within which a client picks addresses as it likes.
enum AddressBlock {
    /// The block that an address is in; the text itself when it is no address.
    static func name(of address: String) -> String {
        let text = address.prefix { $0 != "%" }.trimmingSpaces
        var bytes = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, text, &bytes) == 1 else { return text }
        let isMapped =
            bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        if isMapped { return bytes.suffix(4).map(String.init).joined(separator: ".") }
        let groups = stride(from: 0, to: 8, by: 2).map { index in
            String(Int(bytes[index]) << 8 | Int(bytes[index + 1]), radix: 16)
        }
        return groups.joined(separator: ":") + "::/64"
    }
}
