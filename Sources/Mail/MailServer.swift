/// Is the server that takes our mail, and how we speak to it.
public struct MailServer: Sendable, Hashable {
    /// Names how the talk is kept from others' ears.
    public enum Security: String, Sendable, Hashable, Codable, CaseIterable {
        /// Not at all: for a server on the same machine.
        case none
        /// TLS, asked for after the greeting; without it nothing is sent.
        case starttls
        /// TLS from the beginning.
        case tls
    }

    /// The name or address of the machine.
    public var host: String

    /// The port.
    public var port: Int

    /// How the talk is kept from others' ears.
    public var security: Security

    /// The name to log in with; empty to send without.
    public var user: String

    /// The password.
    public var password: String

    /// The certificates that vouch for the server, in PEM; empty for the system's.
    public var authorities: String

    /// Creates a server.
    public init(
        host: String,
        port: Int,
        security: Security,
        user: String = "",
        password: String = "",
        authorities: String = ""
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.user = user
        self.password = password
        self.authorities = authorities
    }

    /// Tells whether a text is the name or address of a machine, and nothing that a URL would take
    /// for something else.
    public static func isHost(_ text: String) -> Bool {
        // An address of IPv6 has two colons at least; one would begin a port.
        let isAddress = text.count { $0 == ":" } > 1
        return (1...253).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
                    UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "."):
                    true
                case UInt8(ascii: ":"): isAddress
                case UInt8(ascii: "g")...UInt8(ascii: "z"),
                    UInt8(ascii: "G")...UInt8(ascii: "Z"), UInt8(ascii: "-"):
                    !isAddress
                default: false
                }
            }
    }

    /// Whether the machine is this one.
    public var isLocal: Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    /// Where it is, as libcurl takes it; the name after the slash is what we call ourselves.
    func url(as name: String) -> String {
        let place = host.contains(":") ? "[\(host)]" : host
        return "\(security == .tls ? "smtps" : "smtp")://\(place):\(port)/\(name)"
    }
}
