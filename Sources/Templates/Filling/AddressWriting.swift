/// Writes text into the addresses of links, pictures and forms.
enum AddressWriting {
    /// Stands for an address whose scheme is refused.
    static let blocked: StaticString = "#blocked"

    /// Writes the beginning of an address, which decides where it leads.
    static func write(_ text: String, into output: inout Output) {
        text.withBytes { bytes in
            guard isAllowed(bytes) else { return output.append(blocked) }
            for byte in bytes { write(byte, isPart: isAddress(byte), into: &output) }
        }
    }

    /// Writes one component of an address: nothing in it separates.
    static func writeComponent(_ text: String, into output: inout Output) {
        text.withBytes { bytes in
            for byte in bytes { write(byte, isPart: isUnreserved(byte), into: &output) }
        }
    }

    /// Tells whether an address is relative or has a scheme that is allowed.
    ///
    /// Anything odd before the first colon, such as a tab that browsers drop, makes another
    /// scheme of it.
    private static func isAllowed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let end = bytes.firstIndex { [0x2F, 0x3F, 0x23, 0x3A].contains($0) }
        guard let end, bytes[end] == UInt8(ascii: ":") else { return true }
        let scheme = bytes[..<end]
        return Vocabulary.schemes.contains { allowed in
            scheme.count == allowed.utf8.count
                && zip(scheme, allowed.utf8).allSatisfy { $0 | 0x20 == $1 }
        }
    }

    @inline(__always)
    private static func write(_ byte: UInt8, isPart: Bool, into output: inout Output) {
        if isPart {
            if byte == UInt8(ascii: "&") { return output.append("&amp;") }
            return output.append(byte)
        }
        output.append(UInt8(ascii: "%"))
        output.append(digit(byte >> 4))
        output.append(digit(byte & 0x0F))
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? value + 0x30 : value + 0x37
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        (byte & 0xDF) &- 0x41 < 26 || byte &- 0x30 < 10
            || byte == 0x2D || byte == 0x2E || byte == 0x5F || byte == 0x7E
    }

    /// Characters that an address may hold as they are; quotes are not among them.
    private static func isAddress(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
            UInt8(ascii: "&"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"),
            UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: ":"),
            UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "@"),
            UInt8(ascii: "["), UInt8(ascii: "]"):
            true
        default: isUnreserved(byte)
        }
    }
}
