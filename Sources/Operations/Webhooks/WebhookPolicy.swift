internal import Foundation

/// Says which addresses may be told what happens.
///
/// Without a grant only HTTPS goes out, and never to an address of a private network: that is looked
/// at when the name is resolved, at every attempt.
public struct WebhookPolicy: Sendable {
    /// The longest address, in bytes.
    public static let maximumLength = 2_048

    /// The origins that are granted, such as `http://127.0.0.1:9000`, private ones included.
    public var grants: Set<String>

    /// Whether this machine's own addresses may be told, over HTTP too.
    public var allowsLoopback: Bool

    /// Creates a policy.
    public init(grants: some Sequence<String> = [], allowsLoopback: Bool = false) {
        self.grants = Set(grants.compactMap { URL(string: $0).flatMap(Self.origin(of:)) })
        self.allowsLoopback = allowsLoopback
    }

    /// Tells whether an address may be told, and whether it may be a private one.
    ///
    /// - Throws: `WebhookAddressError`.
    public func admit(_ text: String) throws(WebhookAddressError) -> Bool {
        guard text.utf8.count <= Self.maximumLength, text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }),
            let url = URL(string: text), let origin = Self.origin(of: url), url.user == nil,
            url.password == nil, url.fragment == nil
        else { throw .notAnAddress }
        if grants.contains(origin) { return true }
        if allowsLoopback, Self.isLoopback(url.host() ?? "") { return true }
        guard url.scheme?.lowercased() == "https" else { throw .notGranted(origin) }
        return false
    }

    private static func origin(of url: URL) -> String? {
        guard let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = url.host()?.lowercased(), !host.isEmpty
        else { return nil }
        return "\(scheme)://\(host):\(url.port ?? (scheme == "https" ? 443 : 80))"
    }

    private static func isLoopback(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber = parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
        return host == "localhost" || host == "::1" || host == "[::1]"
            || (isNumber && parts[0] == "127")
    }
}

/// Says why an address may not be told.
public enum WebhookAddressError: Error, Sendable, Hashable, CustomStringConvertible {
    /// It is no HTTP or HTTPS address, or has credentials or a fragment in it.
    case notAnAddress
    /// It is not HTTPS, and its origin is not granted.
    case notGranted(String)

    /// What is wrong, and what to do.
    public var description: String {
        switch self {
        case .notAnAddress: "an https address without credentials and fragment"
        case .notGranted(let origin): "https; \(origin) is not granted by the server's settings"
        }
    }
}
