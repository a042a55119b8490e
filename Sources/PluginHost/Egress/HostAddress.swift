import Foundation

/// Is an address that a host's name resolves to.
struct HostAddress: Sendable, Hashable {
    /// The address in its usual form.
    let text: String
    /// The bytes: 4 or 16.
    let bytes: [UInt8]

    /// Whether it belongs to this machine, a private network, or is otherwise not of the internet.
    var isPrivate: Bool {
        if bytes.count == 4 { return Self.isPrivate(bytes) }
        let isMapped =
            bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        if isMapped { return Self.isPrivate(Array(bytes.suffix(4))) }
        // NAT64 and 6to4 carry an address of the older kind.
        if bytes.starts(with: [0x00, 0x64, 0xFF, 0x9B]) {
            return Self.isPrivate(Array(bytes.suffix(4)))
        }
        if bytes.starts(with: [0x20, 0x02]) { return Self.isPrivate(Array(bytes[2..<6])) }
        let isUnicast = bytes[0] & 0xE0 == 0x20
        let isDocumentation = bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8])
        return !isUnicast || isDocumentation
    }

    private static func isPrivate(_ b: [UInt8]) -> Bool {
        switch (b[0], b[1]) {
        case (0, _), (10, _), (127, _), (224..., _): true
        case (100, 64...127), (169, 254), (172, 16...31), (192, 168), (198, 18...19): true
        case (192, 0): b[2] == 0 || b[2] == 2
        case (198, 51): b[2] == 100
        case (203, 0): b[2] == 113
        default: false
        }
    }

    /// Resolves a name on a thread of its own, because the system's resolver blocks.
    static func resolve(_ host: String) async throws -> [HostAddress] {
        let name = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try lookUp(name) })
            }
        }
    }

    private static func lookUp(_ host: String) throws -> [HostAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_family = AF_UNSPEC
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, nil, &hints, &list)
        guard status == 0 else {
            throw EgressError.notSent("\(host): \(String(cString: gai_strerror(status)))")
        }
        defer { freeaddrinfo(list) }
        var addresses: [HostAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = HostAddress(entry), !addresses.contains(address) {
                addresses.append(address)
            }
            next = entry.ai_next
        }
        return addresses
    }

    private init?(_ entry: addrinfo) {
        guard let address = entry.ai_addr else { return nil }
        switch entry.ai_family {
        case AF_INET:
            let raw = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self).sin_addr
            bytes = withUnsafeBytes(of: raw) { Array($0) }
        case AF_INET6:
            let raw = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self).sin6_addr
            bytes = withUnsafeBytes(of: raw) { Array($0) }
        default: return nil
        }
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard
            bytes.withUnsafeBytes({ raw in
                inet_ntop(entry.ai_family, raw.baseAddress, &buffer, socklen_t(buffer.count))
            }) != nil
        else { return nil }
        text = buffer.withUnsafeBytes { raw in
            String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
